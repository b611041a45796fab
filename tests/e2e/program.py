#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The terminal's own program, as a device starts it: it comes up, keeps its memory to itself, writes
nothing personal, and ends when it is told to. What a visitor does is played by foyer-player."""
import os
import pathlib
import re
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import StageError


class Lobby(demo.Demo):
    def play(self):
        log = self.out / "terminal.log"
        calls = self.out / "terminal.calls"
        trace = self.traced(calls)
        terminal = self.stage.start("foyer", [*trace, self.program("foyer"), "--config", self.config],
                                    {**self.terminal_env, "SDL_VIDEODRIVER": "dummy"})
        self.stage.wait_until("the terminal", lambda: log.is_file() and
                              "terminal_started" in log.read_text(encoding="utf-8"), terminal)
        pid = terminal.popen.pid
        if trace:
            pid = int(pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8"))
        limits = pathlib.Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
        if not re.search(r"^Max core file size\s+0\s+0\s", limits, re.M):
            raise StageError("the terminal may leave a core file")
        os.kill(pid, signal.SIGTERM)
        self.stage.wait_until("the terminal's end", lambda: terminal.popen.poll() is not None)
        if terminal.popen.returncode != 0:
            raise StageError(f"it ended with {terminal.popen.returncode}:\n{terminal.output()}")
        if "terminal_stopped" not in log.read_text(encoding="utf-8"):
            raise StageError("it did not end in order")
        if trace:
            self.check_calls(calls)
        self.check_logs()
        return 0


if __name__ == "__main__":
    demo.end_with(lambda: demo.on_stage(Lobby, demo.options()))
