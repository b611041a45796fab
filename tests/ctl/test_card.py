# SPDX-License-Identifier: EUPL-1.2
"""foyerctl card read against a real pcscd with virtual cards: what is printed, validated JSON, the
exit codes. Skips where pcscd cannot run.
test_card.py FOYERCTL VIRTUAL_CARD CARD_PKI SOURCE"""
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import jsonschema

PROGRAM, CARD, PKI, SOURCE = (pathlib.Path(word) for word in sys.argv[1:5])
PCSCD = SOURCE / "tests/support/services/pcscd.sh"
SKIPPED = 77

CAN = "500540"
TITLE = ("--document", "YT8P3R0M4", "--birth", "1988-03-14", "--expiry", "270831")
PASSPORT = ("--document", "FA1234567", "--birth", "880314", "--expiry", "2033-08-31")

TEXT, NUMBER = {"type": "string"}, {"type": "number", "minimum": 0}
COUNT = {"type": "integer", "minimum": 0}
DATE = {"type": "string", "pattern": r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"}


def record(required, optional=()):
    return {"type": "object", "properties": {**required, **dict(optional)},
            "required": list(required), "additionalProperties": False}


# CARD.md, as a schema.
STEPS = {"steps": {"type": "array", "items": record(
    {"step": TEXT, "apdus": COUNT, "bytes_sent": COUNT, "bytes_received": COUNT, "ms": NUMBER})},
    "apdus": COUNT, "ms": NUMBER}
READ = record({
    "authentic": {"enum": ["yes", "signer_unknown", "no"]},
    "access": record({"protocol": {"enum": ["pace", "bac"]}, "password": {"enum": ["can", "mrz"]}},
                     {"agreement": {"enum": ["ECDH", "DH"]},
                      "mapping": {"enum": ["generic", "integrated", "chip-authentication"]},
                      "cipher": {"enum": ["3DES", "AES-128", "AES-192", "AES-256"]},
                      "parameters": COUNT}),
    "document": record({"kind": {"enum": ["residence_title", "passport", "identity_card", "other"]},
                        "code": TEXT, "issuer": TEXT, "number": TEXT, "expiry": DATE,
                        "issued": DATE, "authority": TEXT}),
    "holder": record({"surname": TEXT, "given_names": TEXT, "name_from": {"enum": ["DG1", "DG11"]},
                      "name_maybe_truncated": {"type": "boolean"}, "national_surname": TEXT,
                      "national_given_names": TEXT, "birth": DATE, "birth_place": TEXT,
                      "sex": {"enum": ["F", "M", "unspecified"]}, "nationality": TEXT}),
    "checks": {"type": "array", "items": record(
        {"check": TEXT, "verdict": {"enum": ["passed", "failed", "undetermined"]}, "reason": TEXT},
        {"data_group": {"type": "integer", "minimum": 1, "maximum": 16}})},
    "files": {"type": "array", "items": record(
        {"file": TEXT, "outcome": {"enum": ["read", "absent", "refused", "malformed"]},
         "bytes": COUNT})},
    "trust_list": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, **STEPS})
FAILED = record({"failure": record({"code": TEXT, "detail": TEXT}), **STEPS})


class Reader:
    """A private pcscd with one virtual reader, and the card that a test lays on it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="foyer-card-")
        self.path = pathlib.Path(self.folder.name)
        self.card = None

    def start(self):
        pcscd = self.path / "pcscd"
        done = subprocess.run(["sh", PCSCD, "start", pcscd], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            return False
        subprocess.run([PKI, "world", self.path / "world"], check=True, capture_output=True)
        self.trust = self.path / "world/trust.pem"
        self.environment = {**os.environ, "PCSCLITE_CSOCK_NAME": str(pcscd / "pcscd.comm")}
        port = (pcscd / "port").read_text(encoding="ascii").strip()
        self.socket = self.path / "card.sock"
        self.card = subprocess.Popen([CARD, "--personality", "title", "--port", port,
                                      "--socket", self.socket], stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL)
        return True

    def stop(self):
        if self.card:
            self.card.terminate()
            self.card.wait()
        subprocess.run(["sh", PCSCD, "stop", self.path / "pcscd"], check=False)
        self.folder.cleanup()

    def say(self, line):
        deadline = time.monotonic() + 20
        while True:
            with socket.socket(socket.AF_UNIX) as talk:
                try:
                    talk.connect(str(self.socket))
                    talk.sendall(line.encode() + b"\n")
                    answer = talk.makefile().readline().strip()
                except (FileNotFoundError, ConnectionRefusedError):
                    answer = ""
            if answer.startswith("ok") and "no-reader" not in answer:
                return answer
            if time.monotonic() > deadline:
                raise AssertionError(f"{line}: {answer}")
            time.sleep(0.1)

    def read(self, *words, stdin="", pass_fds=()):
        return subprocess.run([PROGRAM, "--config", "/nonexistent", "card", "read", *words],
                              env=self.environment, input=stdin, pass_fds=pass_fds,
                              capture_output=True, text=True, check=False)

    def lay(self, name):
        """Lays a card; what reads it is tried until pcscd has seen it, which takes up to 0.4 s."""
        self.say("remove")
        self.wait(5)
        self.say(f"insert {name}")
        self.wait(7)

    def wait(self, code):
        """Until a reading with a wrong number ends like this: 5 no card, 7 a card."""
        deadline = time.monotonic() + 30
        while self.read("--can", "000000").returncode not in (code, *((8, 9) if code == 7 else ())):
            if time.monotonic() > deadline:
                raise AssertionError("pcscd does not see it")
            time.sleep(0.1)


class CardRead(unittest.TestCase):
    reader = None

    def json_of(self, *words, code=0, **more):
        done = self.reader.read("--json", *words, **more)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        out = json.loads(done.stdout)
        jsonschema.validate(out, FAILED if "failure" in out else READ)
        return out

    def trusted(self, *words, **more):
        return self.json_of("--trust", str(self.reader.trust), *words, **more)

    def test_a_residence_title(self):
        self.reader.lay("title")
        out = self.trusted("--can", CAN)
        self.assertEqual(out["authentic"], "yes")
        self.assertEqual(out["document"]["kind"], "residence_title")
        self.assertEqual(out["access"]["protocol"], "pace")
        self.assertEqual(out["holder"]["surname"], "KOVALENKO")
        self.assertEqual([step["step"] for step in out["steps"]][:3],
                         ["connecting", "opening", "security_object"])
        self.assertEqual(out["apdus"], sum(step["apdus"] for step in out["steps"]))
        self.assertNotIn("DG2", [file["file"] for file in out["files"]])
        # The whole way again, told by the card: it has answered exactly that many commands.
        text = self.reader.read("--trust", str(self.reader.trust), "--can", CAN)
        self.assertEqual(text.returncode, 0)
        self.assertIn("This document is authentic.", text.stdout)
        self.assertIn("KOVALENKO", text.stdout)
        self.assertEqual(text.stderr, "")

    def test_who_signed_it(self):
        self.reader.lay("title")
        out = self.json_of("--can", CAN, code=3)
        self.assertEqual(out["authentic"], "signer_unknown")
        self.assertIn({"check": "signer_chain", "verdict": "undetermined",
                       "reason": "csca_unknown"}, out["checks"])

    def test_the_ways_in(self):
        self.reader.lay("title")
        out = self.trusted(*TITLE)
        self.assertEqual(out["access"]["password"], "mrz")
        self.assertEqual(self.trusted("--can", "-", stdin=CAN + "\n")["authentic"], "yes")
        seen, told = os.pipe()
        os.write(told, b"YT8P3R0M4\n1988-03-14\n2027-08-31\n")
        os.close(told)
        word = f"fd:{seen}"
        out = self.trusted("--document", word, "--birth", word, "--expiry", word, pass_fds=(seen,))
        os.close(seen)
        self.assertEqual(out["authentic"], "yes")

    def test_wrong_words(self):
        self.reader.lay("title")
        for words, code in ((("--can", "123456"), 7), (("--can", "12345"), 2), ((), 2),
                            (("--mrz", "P<UTO"), 2), (("--can", CAN, "--reader", "Nobody's"), 4),
                            (("--can", CAN, "--trust", "/nonexistent"), 10)):
            with self.subTest(words=words):
                out = self.json_of(*words, code=code)
                self.assertIn("failure", out)
        done = self.reader.read("--document", "X")
        self.assertGreaterEqual(done.returncode, 100)  # --birth and --expiry are missing
        self.assertNotIn("123456", self.reader.read("--can", "123456").stderr)

    def test_no_card(self):
        self.reader.say("remove")
        self.reader.wait(5)
        done = self.reader.read("--can", CAN)
        self.assertEqual(done.returncode, 5)
        self.assertIn("no card lies on the reader", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_a_card_that_leaves_in_mid_read(self):
        self.reader.lay("title")
        self.reader.say("remove-after 6")
        out = self.json_of("--can", CAN, code=8)
        self.assertEqual(out["failure"]["code"], "card_removed")
        self.assertGreater(out["apdus"], 3)

    def test_no_service(self):
        environment = {**os.environ, "PCSCLITE_CSOCK_NAME": str(self.reader.path / "nothing.comm")}
        done = subprocess.run([PROGRAM, "card", "read", "--can", CAN], env=environment,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 4)
        self.assertIn("pcscd", done.stderr)

    def test_a_passport_keeps_its_face(self):
        self.reader.lay("details")
        out = self.trusted(*PASSPORT)
        self.assertEqual(out["document"]["kind"], "passport")
        self.assertNotIn("DG2", [file["file"] for file in out["files"]])
        # Nor does an option read or write it: that is a staff step (kiosk/staff/policy.hpp).
        face = self.reader.path / "face.jpg"
        refused = self.reader.read(*PASSPORT, "--staff-face", str(face))
        self.assertGreaterEqual(refused.returncode, 100)
        self.assertFalse(face.exists())
        self.assertNotIn("face", self.reader.read("--help").stdout)

    def test_a_copy(self):
        self.reader.lay("clone-ca-pretends")
        out = self.trusted(*PASSPORT, code=1)
        self.assertEqual(out["authentic"], "no")


if __name__ == "__main__":
    CardRead.reader = Reader()
    try:
        if not CardRead.reader.start():
            print("skipped: pcscd cannot run here")
            sys.exit(SKIPPED)
        outcome = unittest.main(argv=sys.argv[:1], exit=False, verbosity=2)
    finally:
        CardRead.reader.stop()
    sys.exit(0 if outcome.result.wasSuccessful() else 1)
