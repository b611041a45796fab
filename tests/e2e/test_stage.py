#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The stage ends what it started, and nothing else."""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from demo import addresses_beyond, place_for, toml
from stage import Stage, StageError, run


def alive(pid):
    """Running, and not merely waiting to be reaped."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pid):
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


class StageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="foyer-stage-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def test_a_service_and_its_children_end_with_the_stage(self):
        with Stage(self.folder) as stage:
            service = stage.start("parent", ["bash", "-c", "sleep 60 & echo child $!; wait"])
            child = int(stage.wait_for_output(service, r"child (\d+)").group(1))
            self.assertTrue(alive(child))
        self.assertTrue(gone(child))
        self.assertTrue(gone(service.popen.pid))

    def test_a_service_that_ignores_the_polite_signal_ends_as_well(self):
        with Stage(self.folder) as stage:
            service = stage.start("stubborn", ["bash", "-c", "trap '' TERM; echo up; sleep 60"])
            stage.wait_for_output(service, "up")
        self.assertTrue(gone(service.popen.pid))

    def test_a_process_of_somebody_else_is_left_alone(self):
        other = subprocess.Popen(["sleep", "60"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        with Stage(self.folder) as stage:
            stage.start("sleep", ["sleep", "60"])
        self.assertTrue(alive(other.pid))

    def test_services_end_even_when_the_orchestrator_is_killed(self):
        script = ("import sys, time; sys.path.insert(0, sys.argv[1]); from stage import Stage\n"
                  "service = Stage(sys.argv[2]).start('sleep', ['sleep', '60'])\n"
                  "print(service.popen.pid, flush=True); time.sleep(60)")
        orchestrator = subprocess.Popen(
            [sys.executable, "-B", "-c", script, str(pathlib.Path(__file__).parent), self.folder],
            stdout=subprocess.PIPE, text=True)
        pid = int(orchestrator.stdout.readline())
        self.assertTrue(alive(pid))
        os.kill(orchestrator.pid, signal.SIGKILL)
        orchestrator.wait()
        orchestrator.stdout.close()
        self.assertTrue(gone(pid))

    def test_a_service_that_dies_early_is_told_with_its_words(self):
        with Stage(self.folder) as stage:
            service = stage.start("broken", ["bash", "-c", "echo no paper; exit 7"])
            with self.assertRaisesRegex(StageError, "(?s)ended with 7.*no paper"):
                stage.wait_for_output(service, "ready")

    def test_a_program_can_be_talked_to(self):
        with Stage(self.folder) as stage:
            program = stage.start("cat", ["cat"], talk=True)
            program.tell("ok")
            stage.wait_for_output(program, "^ok$")
            program.popen.stdin.close()
            program.popen.stdin = None
            self.assertEqual(program.popen.wait(10), 0)

    def test_a_tool_that_fails_is_told_with_its_words(self):
        with self.assertRaisesRegex(StageError, "(?s)ended with 3.*because"):
            run(["bash", "-c", "echo because >&2; exit 3"])


class DemoTest(unittest.TestCase):
    OWN = """
12 connect(5, {sa_family=AF_UNIX, sun_path="/run/pcscd/pcscd.comm"}, 110) = 0
12 connect(7, {sa_family=AF_INET, sin_port=htons(8631), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
12 connect(7, {sa_family=AF_INET6, inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0
"""

    def test_a_terminal_that_talks_to_its_own_machine_passes(self):
        self.assertEqual(addresses_beyond(self.OWN), [])

    def test_each_call_beyond_the_machine_is_found(self):
        calls = self.OWN + """
13 connect(8, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.7")}, 16) = -1
13 sendto(8, "x", 1, 0, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &a)}, 28) = 1
"""
        self.assertEqual(addresses_beyond(calls), ["192.0.2.7", "2001:db8::1"])

    def test_sockets_never_lie_too_deep(self):
        deep = pathlib.Path("/tmp") / ("a" * 120) / "work"
        self.assertLess(len(str(place_for(deep))), 60)
        self.assertEqual(place_for(pathlib.Path("/tmp/work")), pathlib.Path("/tmp/work"))
        self.assertNotEqual(place_for(deep), place_for(deep / "other"))

    def test_configuration_files_are_toml(self):
        sections = {"": {"socket": "a.sock"}, "screen": {"width": 1080, "px_per_mm": 3.21},
                    "card": {"reader": 'Ausländer "A"', "fullscreen": False}}
        read = tomllib.loads(toml(sections))
        self.assertEqual(read, {"socket": "a.sock", "screen": sections["screen"],
                                "card": sections["card"]})


if __name__ == "__main__":
    unittest.main()
