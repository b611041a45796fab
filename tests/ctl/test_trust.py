# SPDX-License-Identifier: EUPL-1.2
"""foyerctl trust as technicians meet it, over what the openssl program (an outside writer) made.
test_trust.py FOYERCTL SOURCE"""
import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv[1])

CONFIG = """
[req]
distinguished_name = dn
[dn]
[csca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[list_signer]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, 2.23.136.1.1.3
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[document_signer]
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca]
default_ca = country
[country]
database = index.txt
crlnumber = number.txt
default_md = sha256
default_crl_days = 30
crl_extensions = crl
[crl]
authorityKeyIdentifier = keyid
"""


def der(tag, content):
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


class Country:
    """A country signer in a folder of its own, and what it signs."""

    def __init__(self, folder, name, country, *key, issuer=None):
        self.folder, self.name = folder, name
        self.key, self.pem = folder / f"{name}.key", folder / f"{name}.pem"
        self.run("genpkey", "-out", self.key, *(key or ("-algorithm", "RSA")))
        self.subject = f"/C={country}/O=Foyer test country/CN={name}"
        self.certify(self.key, self.subject, "csca", self.pem, days=3650)
        if issuer:  # the same key and name, signed by the older one
            self.link = folder / f"{name}-link.pem"
            issuer.certify(self.key, self.subject, "csca", self.link, days=3650)

    def run(self, *words):
        done = subprocess.run(["/usr/bin/openssl", *map(str, words)], cwd=self.folder,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def certify(self, key, subject, profile, out, days=365):
        own = key == self.key
        (self.folder / "config").write_text(CONFIG, encoding="ascii")
        self.run("req", "-new", "-key", key, "-subj", subject, "-config", "config", "-out", "csr")
        sign = ("-signkey", self.key) if own else ("-CA", self.pem, "-CAkey", self.key,
                                                   "-CAcreateserial")
        self.run("x509", "-req", "-in", "csr", "-days", str(days), "-extfile", "config",
                 "-extensions", profile, *sign, "-out", out)

    def signer(self, name, profile):
        key, pem = self.folder / f"{name}.key", self.folder / f"{name}.pem"
        self.run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        self.certify(key, f"/C=DE/CN={name}", profile, pem)
        return key, pem

    def der(self, pem=None):
        return subprocess.run(["/usr/bin/openssl", "x509", "-in", pem or self.pem, "-outform", "DER"],
                              capture_output=True, check=True).stdout

    def master_list(self, name, certificates, *more, profile="list_signer"):
        key, pem = self.signer(name, profile)
        content = der(0x30, der(0x02, b"\0") + der(0x31, b"".join(certificates)))
        (self.folder / "content").write_bytes(content)
        out = self.folder / f"{name}.ml"
        self.run("cms", "-sign", "-in", "content", "-binary", "-nodetach", "-nosmimecap",
                 "-signer", pem, "-inkey", key, "-certfile", self.pem, "-econtent_type",
                 "2.23.136.1.1.2", "-outform", "DER", "-out", out, *more)
        return out

    def revocations(self, name, *revoked):
        (self.folder / "config").write_text(CONFIG, encoding="ascii")
        (self.folder / "index.txt").write_text("", encoding="ascii")
        (self.folder / "number.txt").write_text("01\n", encoding="ascii")
        keys = ("-config", "config", "-cert", self.pem, "-keyfile", self.key)
        for one in revoked:
            self.run("ca", *keys, "-revoke", one)
        out = self.folder / f"{name}.crl"
        self.run("ca", *keys, "-gencrl", "-out", out)
        return out


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class Trust(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = tempfile.TemporaryDirectory(prefix="foyer-trust-")
        made = pathlib.Path(cls.made.name)
        ec = ("-algorithm", "EC", "-pkeyopt")
        cls.germany = Country(made, "germany", "DE", *ec, "ec_paramgen_curve:brainpoolP384r1",
                              "-pkeyopt", "ec_param_enc:explicit")
        cls.france = Country(made, "france", "FR")
        cls.ukraine = Country(made, "ukraine", "UA", *ec, "ec_paramgen_curve:P-521")
        cls.next = Country(made, "germany-2", "DE", *ec, "ec_paramgen_curve:P-256",
                           issuer=cls.germany)
        cls.list = cls.germany.master_list(
            "list", [cls.germany.der(), cls.france.der(), cls.next.der(cls.next.link)])

    @classmethod
    def tearDownClass(cls):
        cls.made.cleanup()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="foyer-table-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.table = self.folder / "trust.table"

    def imported(self, *words, good=True):
        done = subprocess.run([PROGRAM, "trust", "import", *map(str, words), "--into", self.table],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode == 0, good, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def show(self):
        done = subprocess.run([PROGRAM, "trust", "show", "--json", self.table],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def import_list(self):
        return self.imported(self.list, "--anchor", self.germany.pem)

    def test_a_master_list_is_taken_on_the_word_of_an_anchor(self):
        said = self.import_list()
        self.assertIn("list.ml: master list, 3 listed: 3 taken (1 link), 0 refused", said)
        table = self.show()
        self.assertEqual({code: one["certificates"] for code, one in table["countries"].items()},
                         {"DE": 2, "FR": 1})
        self.assertEqual(table["sources"][0]["sha256"], sha256(self.list.read_bytes()))
        content = self.table.read_bytes()
        first, second, rest = content.split(b"\n", 2)
        self.assertEqual(first, b"foyer trust table 1")
        self.assertEqual(second.decode(), sha256(rest))
        self.assertEqual(table["sha256"], sha256(rest))

    def test_without_an_anchor_it_is_told_what_to_compare_and_pin(self):
        said = self.imported(self.list, good=False)
        self.assertFalse(self.table.exists())
        pin = sha256(self.germany.der())
        self.assertIn(pin, said)
        shouted = ":".join(pin[i:i + 2] for i in range(0, 64, 2)).upper()
        self.imported(self.list, "--pin", shouted)
        self.assertEqual(self.show()["sources"][0]["taken"], 3)

    def test_the_file_itself_can_be_pinned(self):
        self.imported(self.list, "--pin", sha256(self.list.read_bytes()))

    def test_the_table_remembers_its_anchor_and_the_next_list_replaces_the_first(self):
        self.import_list()
        newer = self.germany.master_list("newer", [self.germany.der(), self.ukraine.der()])
        said = self.imported(newer)
        self.assertIn("2 of its certificates are gone", said)
        self.assertEqual(sorted(self.show()["countries"]), ["DE", "UA"])

    def test_a_list_signed_after_a_link_is_trusted_through_it(self):
        self.import_list()
        newer = self.next.master_list("next-list", [self.germany.der(), self.next.der(),
                                                    self.next.der(self.next.link)])
        said = self.imported(newer)
        self.assertIn("3 taken (1 link), 0 refused", said)

    def test_a_list_that_was_changed_is_refused_and_the_table_stays(self):
        self.import_list()
        before = self.table.read_bytes()
        bad = self.folder / "bad.ml"
        content = bytearray(self.list.read_bytes())
        place = content.find(b"Foyer test country", content.find(b"ukraine") + 1)
        content[place] ^= 1
        bad.write_bytes(content)
        said = self.imported(bad, self.ukraine.pem, "--pin", sha256(self.ukraine.der()), good=False)
        self.assertIn("bad.ml: REFUSED: has a wrong signature", said)
        self.assertEqual(self.table.read_bytes(), before)
        self.assertEqual(list(self.folder.glob("*.new")), [])

    def test_a_list_signed_by_a_document_signer_is_refused(self):
        wrong = self.germany.master_list("wrong", [self.germany.der()], profile="document_signer")
        said = self.imported(wrong, "--anchor", self.germany.pem, good=False)
        self.assertIn("not for signing master lists", said)

    def test_a_list_of_another_country_is_not_trusted_for_being_in_the_table(self):
        self.import_list()
        foreign = self.france.master_list("foreign", [self.ukraine.der()])
        self.assertIn("not signed by anyone this table trusts", self.imported(foreign, good=False))

    def test_bad_entries_of_a_good_list_are_counted_and_named(self):
        broken = bytearray(self.ukraine.der())
        broken[-1] ^= 1
        _, signer = self.germany.signer("some-signer", "document_signer")
        odd = self.germany.master_list("odd", [self.germany.der(), bytes(broken),
                                               self.germany.der(signer), b"\x30\x03\x02\x01\x00"])
        said = self.imported(odd, "--anchor", self.germany.pem)
        self.assertIn("4 listed: 1 taken, 3 refused", said)
        self.assertIn("CN=ukraine", said)
        self.assertIn("is signed neither by itself nor", said)
        self.assertIn("may not certify others", said)
        self.assertIn("is not a readable certificate", said)

    def test_basic_encoding_rules_are_read_too(self):
        streamed = self.germany.master_list("streamed", [self.germany.der()], "-stream")
        self.assertIn(b"\x24\x80\x04", streamed.read_bytes())  # octet string in pieces
        self.imported(streamed, "--anchor", self.germany.pem)

    def test_single_certificates_need_somebody_to_vouch_for_them(self):
        said = self.imported(self.france.pem, good=False)
        self.assertIn("--pin " + sha256(self.france.der()), said)
        self.imported(self.france.pem, "--pin", sha256(self.france.der()))
        raw = self.folder / "germany.cer"
        raw.write_bytes(self.germany.der())
        self.imported(raw, "--anchor", raw)
        self.imported(self.next.link)  # by the old key
        self.imported(self.next.pem)   # the key that the link brought
        self.assertEqual(self.show()["countries"]["DE"]["certificates"], 3)
        self.assertIn("1 in the table already", self.imported(raw))

    def test_a_link_into_another_country_is_refused(self):
        self.import_list()
        stolen = self.folder / "stolen.pem"
        self.france.certify(self.ukraine.key, self.ukraine.subject, "csca", stolen)
        self.assertIn("signed neither by itself nor", self.imported(stolen, good=False))

    def test_revocation_lists_are_verified_and_the_newest_stays(self):
        self.import_list()
        _, signer = self.germany.signer("revoked", "document_signer")
        revocations = self.germany.revocations("one", signer)
        said = self.imported(revocations)
        self.assertIn("one.crl: revocation lists, 1 listed: 1 taken", said)
        listed = self.show()["revocation_lists"]
        self.assertEqual([one["revoked"] for one in listed], [1])
        self.assertFalse(listed[0]["overdue"])
        self.assertIn("1 in the table already", self.imported(revocations))
        self.assertIn("not signed by a country signer of the table",
                      self.imported(self.ukraine.revocations("strange"), good=False))

    def test_an_ldif_of_the_public_key_directory_is_taken_apart(self):
        crl = self.folder / "crl.der"
        subprocess.run(["/usr/bin/openssl", "crl", "-in", self.germany.revocations("dir"),
                        "-outform", "DER", "-out", crl], check=True)
        foreign = self.france.master_list("french", [self.france.der()])
        _, signer = self.germany.signer("in-directory", "document_signer")

        def value(name, content):
            line = f"{name}:: " + base64.b64encode(content).decode()
            return "\n ".join(line[i:i + 75] for i in range(0, len(line), 75)) + "\n"
        ldif = self.folder / "icaopkd.ldif"
        ldif.write_text(
            "version: 1\n# made by hand\n\ndn: dc=download,dc=pkd,dc=icao,dc=int\ndc: download\n\n"
            + "dn: cn=x,o=dsc,c=DE\n" + value("userCertificate;binary", self.germany.der(signer))
            + "\ndn: cn=x,o=crl,c=DE\n" + value("certificateRevocationList;binary", crl.read_bytes())
            + "\ndn: cn=x,o=ml,c=DE\ncn: list\n" + value("pkdMasterListContent", self.list.read_bytes())
            + "\ndn: cn=y,o=ml,c=FR\n" + value("pkdMasterListContent", foreign.read_bytes()),
            encoding="ascii")
        said = self.imported(ldif, "--anchor", self.germany.pem)
        self.assertIn("4 taken (1 link), 1 refused", said)
        self.assertIn("1 document signer left out", said)
        self.assertEqual(len(self.show()["revocation_lists"]), 1)

    def test_files_that_are_something_else_are_named_with_their_reason(self):
        for name, content, reason in (
                ("empty", b"", "is empty"),
                ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(64), "none of the forms"),
                ("cut.ml", self.list.read_bytes()[:900], "cut off"),
                ("cut.pem", self.france.pem.read_bytes()[:400], "damaged"),
                ("cut.ldif", b"dn: x\nuserCertificate;binary:: AB!=\n", "damaged")):
            path = self.folder / name
            path.write_bytes(content)
            self.assertRegex(self.imported(path, good=False), f"{name}: REFUSED: .*{reason}")
        self.assertIn("64 hexadecimal", self.imported(self.list, "--pin", "abc", good=False))
        self.assertIn("cannot be read", self.imported(self.folder / "missing", good=False))
        self.assertFalse(self.table.exists())

    def test_a_damaged_table_is_not_added_to_and_not_shown(self):
        self.import_list()
        content = bytearray(self.table.read_bytes())
        content[-20] ^= 1
        self.table.write_bytes(content)
        self.assertIn("its hash differs", self.imported(self.list, good=False))
        self.assertEqual(self.table.read_bytes(), content)
        done = subprocess.run([PROGRAM, "trust", "show", self.table], capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("its hash differs", done.stderr)

    def test_the_table_is_shown_in_words(self):
        self.import_list()
        done = subprocess.run([PROGRAM, "trust", "show", self.table], capture_output=True,
                              text=True, check=False)
        self.assertRegex(done.stdout, r"(?m)^made       20\d\d-")
        self.assertIn("3 certificates of 2 countries, 0 revocation lists", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^DE +2, 1 link$")
        self.assertIn("vouches for master lists: C=DE", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
