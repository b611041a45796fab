# SPDX-License-Identifier: EUPL-1.2
"""foyerctl seal: what an outsider gets to try, opened by programs that are not ours.
test_seal.py FOYERCTL SOURCE"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
SANITIZED = any(name in PROGRAM.read_bytes() for name in (b"__asan_init", b"__tsan_init"))
READER = SOURCE / "tests/support/osci/read_osci.py"
GRAMMAR = SOURCE / "tests/support/osci/author_content.rng"
CONTAINER = '<?xml version="1.0" encoding="UTF-8"?>\n<antrag>Grüße &amp; &lt;mehr&gt;</antrag>\n'


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          check=False, **more)


class Office:
    """An office with a key, and a visitor's files, in a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.key, self.certificate = self.folder / "office.key", self.folder / "office.crt"
        made = run("openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-subj", "/CN=Amt",
                   "-keyout", self.key, "-out", self.certificate)
        assert made.returncode == 0, made.stderr
        self.container = self.folder / "container.xml"
        self.container.write_text(CONTAINER, encoding="utf-8")
        self.scans = []
        # The second one holds what looks like the borders of parts.
        for name, content in {"pass.pdf": os.urandom(300_001),
                              "bild.png": b"\r\n--MIME_boundary_00--\r\n" * 3}.items():
            self.scans.append(self.folder / name)
            self.scans[-1].write_bytes(content)

    def seal(self, out, *more, scans=None):
        attach = [part for scan in (self.scans if scans is None else scans)
                  for part in ("--attach", scan)]
        return run(PROGRAM, "seal", "--to", self.certificate, "--container", self.container,
                   *attach, *more, self.folder / out)

    def read(self, message, out, *more):
        return run("/usr/bin/python3", "-B", READER, self.key, message, self.folder / out, *more)


class Seal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="foyer-seal-")
        cls.office = Office(cls.scratch.name)
        cls.folder = cls.office.folder
        cls.author = cls.folder / "author.pem"
        cls.said = cls.office.seal("osci", "--profile", "osci", "--author", cls.author)
        cls.message = cls.folder / "osci/message.mime"

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def opened(self):
        if not (self.folder / "opened").exists():
            done = self.office.read(self.message, "opened", "--author", self.author)
            self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / "opened"

    def test_a_foreign_reader_gets_what_was_sealed_and_verifies_the_author(self):
        self.assertEqual(self.said.returncode, 0, self.said.stderr)
        folder = self.opened()
        self.assertEqual((folder / "container").read_text(encoding="utf-8"), CONTAINER)
        for number, scan in enumerate(self.office.scans, 1):
            self.assertEqual((folder / f"a{number}@N01-26-000001-A").read_bytes(),
                             scan.read_bytes())

    def test_it_prints_a_tag_for_each_part_and_leaves_nothing_but_the_message(self):
        self.assertEqual([line.split()[0] for line in self.said.stdout.splitlines()],
                         ["a1", "a2", "container"])
        self.assertEqual([path.name for path in (self.folder / "osci").iterdir()],
                         ["message.mime"])

    def test_no_plain_byte_stands_in_the_message(self):
        message = self.message.read_bytes()
        for secret in (b"antrag", b"MIME_boundary_00", "Grüße".encode()):
            self.assertNotIn(secret, message)

    def test_envelope_and_content_are_valid(self):
        for name in ("envelope.xml", "content.xml"):
            done = run("xmllint", "--noout", "--nonet", "--relaxng", GRAMMAR,
                       self.opened() / name)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_content_is_its_own_canonical_form(self):
        done = subprocess.run(["xmllint", "--c14n", str(self.opened() / "content.xml")],
                              capture_output=True, check=True)
        self.assertEqual(done.stdout.rstrip(b"\n"), (self.opened() / "content.xml").read_bytes())

    def test_a_changed_byte_is_refused_or_changes_nothing(self):
        good = self.message.read_bytes()
        start = good.index(b"<xenc:EncryptedData")
        places = [*range(0, start, 997), *range(start, start + 3000, 173),
                  *range(start + 3000, len(good), 20_011)]
        bad = self.folder / "bad.mime"
        for place in places:
            changed = bytearray(good)
            changed[place] ^= 1
            bad.write_bytes(changed)
            done = self.office.read(bad, "bad", "--author", self.author)
            if done.returncode == 0:  # a block that is the Originator's
                self.assertLess(place, start)
                self.assertEqual((self.folder / "bad/container").read_text("utf-8"), CONTAINER)
            else:
                self.assertEqual(done.returncode, 1, done.stderr)

    def test_a_truncated_message_is_refused(self):
        good = self.message.read_bytes()
        bad = self.folder / "short.mime"
        for size in [0, 1, 100, 300, *range(1000, len(good), 25_013), len(good) - 8]:
            bad.write_bytes(good[:size])
            self.assertEqual(self.office.read(bad, "short").returncode, 1, size)

    def test_another_author_is_refused(self):
        other = self.folder / "other.pem"
        done = self.office.seal("other", "--profile", "osci", "--author", other, scans=[])
        self.assertEqual(done.returncode, 0, done.stderr)
        message = self.folder / "other/message.mime"
        self.assertEqual(self.office.read(message, "x", "--author", other).returncode, 0)
        done = self.office.read(message, "x", "--author", self.author)
        self.assertEqual(done.returncode, 1)
        self.assertIn("another Author", done.stderr)

    def test_a_large_scan_takes_no_more_memory_than_a_small_one(self):
        large = self.folder / "large.pdf"
        with large.open("wb") as file:
            for _ in range(60):
                file.write(os.urandom(1 << 20))

        for profile in ("jwe", "osci"):
            peaks = {}
            for size, scans in {"small": self.office.scans[:1], "large": [large]}.items():
                out = f"{profile}-{size}"
                said = run("/usr/bin/python3", "-c",
                           "import resource, subprocess, sys\n"
                           "subprocess.run(sys.argv[1:], check=True, stdout=-3)\n"
                           "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)",
                           PROGRAM, "seal", "--profile", profile, "--to", self.office.certificate,
                           "--container", self.office.container, "--attach", scans[0],
                           self.folder / out)
                self.assertEqual(said.returncode, 0, said.stderr)
                peaks[size] = int(said.stdout)
            if not SANITIZED:
                self.assertLess(peaks["large"] - peaks["small"], 4096, f"{profile} KiB: {peaks}")
        done = self.office.read(self.folder / "osci-large/message.mime", "large-opened")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.folder / "large-opened/a1@N01-26-000001-A").read_bytes(),
                         large.read_bytes())

    def test_profile_jwe_is_opened_by_npms_jose(self):
        done = self.office.seal("jwe")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(path.name for path in (self.folder / "jwe").iterdir()),
                         ["a1.jwe", "a2.jwe", "container.jwe"])
        jose = SOURCE / "tests/support/jose"
        if not (jose / "node_modules/jose").exists():
            self.skipTest("no node_modules in tests/support/jose (./dev test links Debian's)")
        for name, plain in {"container": self.office.container, "a1": self.office.scans[0]}.items():
            done = run("node", jose / "open.mjs", self.office.key, self.folder / f"jwe/{name}.jwe",
                       self.folder / "plain")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual((self.folder / "plain").read_bytes(), plain.read_bytes())

    def test_what_cannot_be_sealed_is_said(self):
        short = self.folder / "short.crt"
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Amt",
            "-keyout", self.folder / "short.key", "-out", short)
        for said, more in {"no profile pgp": ["--profile", "pgp"],
                           "3072": ["--to", short],
                           "office_key_missing": ["--to", self.office.container],
                           "reference": ["--reference", "N 1"],
                           "io_failed": ["--container", self.folder / "none"]}.items():
            arguments = {"--to": self.office.certificate, "--container": self.office.container}
            arguments.update({more[0]: more[1]})
            done = run(PROGRAM, "seal", *(part for pair in arguments.items() for part in pair),
                       self.folder / "out")
            self.assertEqual(done.returncode, 1)
            self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
