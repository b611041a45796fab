# SPDX-License-Identifier: EUPL-1.2
"""Stage: the processes of a demonstration. Each gets a process group and a log file of its own and
is ended with its whole group; nothing that was not started here is ever touched."""
import ctypes
import os
import pathlib
import re
import signal
import subprocess
import time

READY_TIMEOUT_S = 60.0  # a cold, busy machine needs most of it for pcscd
STOP_TIMEOUT_S = 5.0  # then SIGKILL: a demonstration has nothing to lose
PR_SET_PDEATHSIG = 1


class StageError(Exception):
    """Something did not start, stopped too early or did not do what was expected."""


def die_with_parent():
    """In the child: if this script is killed outright, the kernel ends the child, too."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Process:
    def __init__(self, name, command, log, env, talk):
        self.name = name
        self.log = pathlib.Path(log)
        with self.log.open("wb") as output:
            self.popen = subprocess.Popen(
                [str(part) for part in command], env={**os.environ, **env},
                stdin=subprocess.PIPE if talk else subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=die_with_parent)

    def output(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def tell(self, line):
        """A line on its standard input (started with talk=True)."""
        self.popen.stdin.write(line.encode() + b"\n")
        self.popen.stdin.flush()

    def check_alive(self):
        if self.popen.poll() is not None:
            raise StageError(f"{self.name} ended with {self.popen.returncode}:\n"
                             f"{self.output()[-2000:]}")

    def signal_group(self, number):
        try:
            os.killpg(self.popen.pid, number)
        except ProcessLookupError:
            pass

    def stop(self):
        if self.popen.stdin:
            self.popen.stdin.close()
        self.signal_group(signal.SIGTERM)
        try:
            self.popen.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            pass
        # Also what the program itself had started and left.
        self.signal_group(signal.SIGKILL)
        self.popen.wait()


class Stage:
    """with Stage(folder) as stage: ... ends everything at the end, last started first."""

    def __init__(self, folder, say=print):
        self.logs = pathlib.Path(folder) / "logs"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.processes = []
        self.ballast = []
        self.say = say

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.stop()
        self.processes.clear()
        for file in self.ballast:
            file.unlink(missing_ok=True)

    def throw_out(self, file):
        """Large and of no use to whoever looks at the folder afterwards: removed at the end."""
        self.ballast.append(pathlib.Path(file))

    def start(self, name, command, env=None, talk=False):
        process = Process(name, command, self.logs / f"{name}.log", env or {}, talk)
        self.processes.append(process)
        return process

    def stop(self, process):
        process.stop()
        self.processes.remove(process)

    def wait_until(self, what, condition, process=None, timeout_s=READY_TIMEOUT_S):
        """The condition's first true answer; StageError if the process ends or the time is over."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if answer := condition():
                return answer
            if process:
                process.check_alive()
            time.sleep(0.05)
        tail = f":\n{process.output()[-2000:]}" if process else ""
        raise StageError(f"{what} did not come within {timeout_s:.0f} s{tail}")

    def wait_for_output(self, process, pattern, timeout_s=READY_TIMEOUT_S):
        """The match of the pattern in what the process prints."""
        return self.wait_until(f"{process.name}: '{pattern}'",
                               lambda: re.search(pattern, process.output(), re.M), process, timeout_s)


def run(command, env=None):
    """Runs a tool to its end and returns what it printed; StageError with its words if it fails."""
    done = subprocess.run([str(part) for part in command], env={**os.environ, **(env or {})},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StageError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout
