# SPDX-License-Identifier: EUPL-1.2
"""Service cards for tests and the demonstration: an authority, a card of staff and one of a
technician, as service-card (libcacard) reads them. Made with the programs openssl, certutil and
pk12util; everything lies in one folder."""
import shutil
import subprocess

# Made up for tests.
POLICIES = {"staff": "1.3.6.1.4.1.55555.1.1", "technician": "1.3.6.1.4.1.55555.1.2"}
NAMES = {"staff": "anna", "technician": "tilo"}  # whose card it is
PIN = "123456"
PROGRAMS = ("openssl", "certutil", "pk12util")


def can_be_made():
    return all(shutil.which(program) for program in PROGRAMS)


def run(*command, **more):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, **more)


def make_authority(folder):
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Amt",
        "-keyout", "ca.key", "-out", "ca.pem", cwd=folder)


def make_card(folder, role):
    """<name>.key, <name>.pem with the role's policy, and the card itself in the database `nss`."""
    name = NAMES[role]
    (folder / f"{name}.ext").write_text("basicConstraints = CA:FALSE\nkeyUsage = digitalSignature\n"
                                        f"certificatePolicies = {POLICIES[role]}\n")
    run("openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", f"/O=Amt/CN={name}",
        "-keyout", f"{name}.key", "-out", f"{name}.csr", cwd=folder)
    run("openssl", "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-days", "20", "-extfile", f"{name}.ext", "-out", f"{name}.pem", cwd=folder)
    # What libcacard reads: an NSS database whose password is the PIN.
    if not (folder / "nss").exists():
        (folder / "nss").mkdir()
        (folder / "pin").write_text(PIN + "\n")
        run("certutil", "-N", "-d", "sql:nss", "-f", "pin", cwd=folder)
    run("openssl", "pkcs12", "-export", "-inkey", f"{name}.key", "-in", f"{name}.pem", "-name", name,
        "-passout", "pass:x", "-out", f"{name}.p12", cwd=folder)
    run("pk12util", "-i", f"{name}.p12", "-d", "sql:nss", "-k", "pin", "-W", "x", cwd=folder)
