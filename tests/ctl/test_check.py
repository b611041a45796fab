# SPDX-License-Identifier: EUPL-1.2
"""foyerctl check before the terminal was ever started: it looks, and makes nothing.
test_check.py FOYERCTL SOURCE"""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SOURCE = (pathlib.Path(word) for word in sys.argv[1:3])


class Check(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="foyer-check-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        example = (SOURCE / "kiosk/app/foyer.example.toml").read_text(encoding="utf-8")
        for folder in ("assets", "locales"):
            example = example.replace(f'"../../{folder}"', f'"{SOURCE / folder}"')
        self.file = self.folder / "foyer.toml"
        self.file.write_text(example, encoding="utf-8")

    def check(self):
        return subprocess.run([PROGRAM, "--config", self.file, "check"], text=True,
                              capture_output=True, check=False)

    def test_nothing_is_made(self):
        said = self.check()
        self.assertRegex(said.stdout, r"\nfiling +ok\n")
        self.assertRegex(said.stdout, r"\noffice key +\w+: ")  # its root is missing here
        self.assertEqual([*self.folder.rglob("*")], [self.file], said.stdout)

    def test_the_workers_network_is_told(self):
        self.assertRegex(self.check().stdout, r"\nworkers' network +ok\n")

    def test_the_page_worker_is_told(self):
        text = self.file.read_text(encoding="utf-8")
        for worker, verdict in ((PROGRAM.parents[2] / "bin/foyer-page-worker", r"ok\n"),
                                ("nowhere", "io_failed: nowhere: No such file")):
            self.file.write_text(text.replace('[pages]\nworker = ""', f'[pages]\nworker = "{worker}"'),
                                 encoding="utf-8")
            self.assertRegex(self.check().stdout, r"\npage worker +" + verdict)

    def test_the_printer_is_told(self):
        text = self.file.read_text(encoding="utf-8")
        for worker, verdict in ((PROGRAM.parents[2] / "bin/foyer-print-worker", "(?!.*No such file)"),
                                ("nowhere", "nowhere: No such file")):
            changed = re.sub(r'(\[printer\].*?worker = )""', rf'\1"{worker}"', text, flags=re.DOTALL)
            self.file.write_text(changed, encoding="utf-8")
            self.assertRegex(self.check().stdout, r"\nprinter +printer_missing: " + verdict)

    def test_every_line_has_a_verdict(self):
        for line in self.check().stdout.splitlines():
            self.assertTrue(re.fullmatch(r".{22} (ok|[a-z_]+: .*)", line), line)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
