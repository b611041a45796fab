# SPDX-License-Identifier: EUPL-1.2
"""foyerctl staff as technicians meet it: a service card of libcacard on a private pcscd, OpenSC, and
an authority made with the openssl program.
test_staff.py FOYERCTL SOURCE SERVICE_CARD WORKER"""
import os
import pathlib
import pty
import select
import subprocess
import sys
import tempfile
import termios
import time
import unittest

PROGRAM, SOURCE, SERVICE_CARD, WORKER = (pathlib.Path(word) for word in sys.argv[1:5])
PCSCD = SOURCE / "tests/support/services/pcscd.sh"
SKIPPED = 77  # to ctest
PATIENCE = 60  # seconds; only a broken program needs them

sys.path.insert(0, str(SOURCE / "tests/support/service_card"))
import make_cards

PIN, POLICY = make_cards.PIN, make_cards.POLICIES["technician"]


def make_configuration(folder):
    example = (SOURCE / "kiosk/app/foyer.example.toml").read_text(encoding="utf-8")
    before, after = example.split("\n[staff]\n")
    after = after[after.index("\n[scanner]"):]
    staff = (f'[staff]\nreader = "Virtual PCD 00 01"\nauthority = "ca.pem"\nworker = "{WORKER}"\n'
             f'technician_policy = "{POLICY}"\n')
    file = folder / "foyer.toml"
    file.write_text(before + "\n" + staff + after, encoding="utf-8")
    return file


class Staff(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory(prefix="foyer-staff-")
        cls.folder = pathlib.Path(cls.holder.name)
        if subprocess.run([PCSCD, "start", cls.folder / "pcscd"], check=False).returncode:
            print("skipped: pcscd cannot run here", flush=True)
            cls.holder.cleanup()
            os._exit(SKIPPED)
        os.environ["PCSCLITE_CSOCK_NAME"] = str(cls.folder / "pcscd/pcscd.comm")
        make_cards.make_authority(cls.folder)
        make_cards.make_card(cls.folder, "technician")
        cls.file = make_configuration(cls.folder)
        (cls.folder / "terminal").mkdir()
        cls.memory = cls.folder / "terminal/staff-failures"

    @classmethod
    def tearDownClass(cls):
        subprocess.run([PCSCD, "stop", cls.folder / "pcscd"], check=False)
        cls.holder.cleanup()

    def verb(self, *words, typed=""):
        return subprocess.run([PROGRAM, "--config", self.file, "staff", *words], input=typed,
                              text=True, capture_output=True, check=False)

    def at_a_terminal(self, *words):
        """A verb with a keyboard of its own: its process and that terminal."""
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        running = subprocess.Popen([PROGRAM, "--config", self.file, "staff", *words], stdin=theirs,
                                   stdout=theirs, stderr=theirs, start_new_session=True,
                                   preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)))
        os.close(theirs)
        self.addCleanup(running.wait)
        self.addCleanup(running.kill)
        return running, ours

    def read_until(self, terminal, wanted):
        seen, end = b"", time.monotonic() + PATIENCE
        while wanted not in seen:
            self.assertLess(time.monotonic(), end, seen)
            if select.select([terminal], [], [], 1)[0]:
                seen += os.read(terminal, 1024)
        return seen.decode()

    def rest_of(self, terminal):
        seen = b""
        try:
            while more := os.read(terminal, 1024):
                seen += more
        except OSError:
            pass  # nobody is at the other end any more
        return seen.decode()

    def shows(self, wanted):
        for _ in range(100):
            shown = self.verb("show").stdout
            if shown.startswith(wanted):
                return
            time.sleep(0.1)
        self.fail(shown)

    def lift(self):
        """Takes the card away; back when pcscd has seen it, which looks every 0.4 s. (Somebody who
        talks to a card that has gone hears of it before, and pcscd would miss the next one.)"""
        self.laid.kill()
        self.laid.wait()
        time.sleep(1)
        self.shows("no card")

    def card(self):
        """Lays the card; gone at the end of the test."""
        port = int((self.folder / "pcscd/port").read_text()) + 1
        card = subprocess.Popen([SERVICE_CARD, self.folder / "nss", "tilo", str(port)],
                                stdout=subprocess.PIPE, text=True)
        self.addCleanup(card.stdout.close)
        self.addCleanup(card.wait)
        self.addCleanup(card.kill)
        self.assertEqual(card.stdout.readline(), "ready\n")
        self.addCleanup(self.lift)
        self.laid = card
        for _ in range(100):
            shown = self.verb("show").stdout
            if not shown.startswith("no card"):
                return shown
            time.sleep(0.1)
        self.fail("pcscd does not see the card")

    def test_empty_reader(self):
        self.assertEqual(self.verb("show").stdout, "no card\n")
        refused = self.verb("login", typed=PIN + "\n")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("staff_card_refused", refused.stderr)

    def test_login_and_its_memory(self):
        self.assertEqual(self.card(),
                         "a service card; role: technician; PIN: all tries left\n")
        wrong = self.verb("login", typed="999999\n")
        self.assertEqual(wrong.returncode, 1, wrong.stdout)
        self.assertEqual(self.memory.read_text(), "1\n")
        self.assertIn("failed logins in a row: 1; the next waits 5 s", self.verb("show").stdout)
        right = self.verb("login", typed=PIN + "\n")
        self.assertEqual(right.returncode, 0, right.stderr)
        self.assertTrue(right.stdout.endswith("logged in as technician\n"), right.stdout)
        self.assertIn("to wait", right.stderr)
        self.assertEqual(self.memory.read_text(), "0\n")

    def test_a_card_that_leaves_while_the_login_waits_is_given_no_pin(self):
        self.card()
        self.memory.write_text("1\n")
        self.addCleanup(self.memory.unlink)
        running, terminal = self.at_a_terminal("login")
        self.read_until(terminal, b"to wait")
        self.laid.kill()
        said = self.rest_of(terminal)
        self.assertEqual(running.wait(PATIENCE), 1, said)
        self.assertNotIn("PIN: ", said)  # it was not even asked for
        self.assertIn("staff_card_refused: no card", said)
        self.assertEqual(self.memory.read_text(), "1\n")

    def test_a_card_swapped_while_the_pin_is_typed_does_not_get_it(self):
        self.card()
        running, terminal = self.at_a_terminal("login")
        self.read_until(terminal, b"left\r\nPIN: ")
        self.lift()
        self.card()
        os.write(terminal, f"{PIN}\n".encode())
        said = self.rest_of(terminal)
        self.assertEqual(running.wait(PATIENCE), 1, said)
        self.assertIn("card_removed", said)
        self.assertFalse(self.memory.exists() and self.memory.read_text() != "0\n")

    def test_ctrl_c_leaves_the_terminal_as_it_was(self):
        self.card()
        running, terminal = self.at_a_terminal("login")
        self.read_until(terminal, b"left\r\nPIN: ")
        self.assertFalse(termios.tcgetattr(terminal)[3] & termios.ECHO)
        os.write(terminal, b"12\x03")
        said = self.read_until(terminal, b"cancelled")
        self.assertNotIn("12", said)
        self.assertEqual(running.wait(PATIENCE), 1)
        self.assertTrue(termios.tcgetattr(terminal)[3] & termios.ECHO)

    def test_memory_that_cannot_be_written_or_read(self):
        self.card()
        self.memory.unlink(missing_ok=True)
        self.memory.mkdir()
        self.addCleanup(self.memory.rmdir)
        self.assertIn("the next waits 900 s", self.verb("show").stdout)

    def with_configuration(self, old, new, *words):
        text = self.file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        changed = self.folder / "changed.toml"
        changed.write_text(text.replace(old, new), encoding="utf-8")
        return subprocess.run([PROGRAM, "--config", changed, *words], text=True,
                              capture_output=True, check=False)

    def test_no_entrance(self):
        without = 'reader = "Virtual PCD 00 01"\n', ""
        shown = self.with_configuration(*without, "staff", "show")
        self.assertEqual(shown.returncode, 1)
        self.assertIn("config_broken", shown.stderr)
        self.assertNotIn("\nstaff ", self.with_configuration(*without, "check").stdout)

    def test_files_that_are_missing_are_told_before_a_card_is_laid(self):
        whole = self.with_configuration("ca.pem", "ca.pem", "check")
        self.assertRegex(whole.stdout, r"\nstaff +ok\n")
        for changed, file in ((('"ca.pem"', '"gone.pem"'), "authority"),
                              (('"ca.pem"', '"ca.pem"\nrevoked = "gone.pem"'), "revoked")):
            shown = self.with_configuration(*changed, "staff", "show")
            self.assertEqual((shown.returncode, shown.stdout), (1, ""))
            self.assertIn("config_broken", shown.stderr)
            checked = self.with_configuration(*changed, "check")
            self.assertEqual(checked.returncode, 1)
            self.assertRegex(checked.stdout, rf"\nstaff +config_broken: .*{file}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
