# SPDX-License-Identifier: EUPL-1.2
"""foyerctl eid as technicians meet it, on a scripted companion and at a terminal of its own.
test_eid.py FOYERCTL SOURCE"""
import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import time
import unittest

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PEER = SOURCE / "tests/unit/eid_client/peer.py"


def run_verb(*words, program=PEER, typed=""):
    return subprocess.run([PROGRAM, "eid", "--program", program, *words], input=typed,
                          capture_output=True, text=True, check=False, timeout=60)


class Eid(unittest.TestCase):
    def test_state_names_the_client(self):
        done = run_verb("state")
        self.assertEqual((done.returncode, done.stdout), (0, "Peer 9, API level 2\n"))

    def test_a_missing_client_is_said(self):
        done = run_verb("state", program="/nonexistent")
        self.assertEqual(done.returncode, 1)
        self.assertIn("eid_missing", done.stderr)

    def test_the_pin_is_changed_and_never_printed(self):
        done = run_verb("pin-change", typed="12\n123456\n654321\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("wrong length", done.stdout)
        self.assertIn("The PIN is changed.", done.stdout)
        for digits in ("123456", "654321"):
            self.assertNotIn(digits, done.stdout + done.stderr)

    def test_the_end_of_the_input_cancels(self):
        done = run_verb("pin-change", typed="123456\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cancelled", done.stderr)

    def test_a_pin_that_works_needs_no_unblocking(self):
        done = run_verb("unblock")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not blocked", done.stdout)

    def test_at_a_terminal_digits_are_hidden_and_ctrl_c_ends_in_order(self):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(PROGRAM, [PROGRAM, "eid", "--program", PEER, "pin-change"])
        seen = self.read_until(terminal, b"\nPIN: ")
        os.write(terminal, b"123456\n")
        seen += self.read_until(terminal, b"new PIN (six digits): ")
        os.write(terminal, b"\x03")
        seen += self.read_until(terminal, b"cancelled")
        self.assertNotIn(b"123456", seen)
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        self.assertEqual(os.waitstatus_to_exitcode(status), 1)

    def read_until(self, terminal, wanted):
        seen, end = b"", time.monotonic() + 60
        while wanted not in seen:
            self.assertLess(time.monotonic(), end, seen)
            if select.select([terminal], [], [], 1)[0]:
                seen += os.read(terminal, 1024)
        return seen

    def test_a_terminated_program_takes_its_client_along(self):
        running = subprocess.Popen([PROGRAM, "eid", "--program", PEER, "pin-change"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.assertIn("Tries left", running.stdout.readline())
        children = pathlib.Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text(
            encoding="ascii").split()
        self.assertEqual(len(children), 1)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        end = time.monotonic() + 60
        while self.alive(children[0]):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)

    @staticmethod
    def alive(pid):
        try:
            stat = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return stat.rpartition(")")[2].split()[0] != "Z"


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
