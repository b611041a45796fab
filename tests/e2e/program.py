#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The terminal's own program, as a device starts it: it comes up, keeps its memory to itself, writes
nothing personal, and ends when it is told to. What a visitor does is played by foyer-player."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import Stage, StageError


class Lobby(demo.Demo):
    def play(self):
        log = self.out / "terminal.log"
        terminal = self.stage.start("foyer", [self.program("foyer"), "--config", self.config],
                                    {**self.terminal_env, "SDL_VIDEODRIVER": "dummy"})
        self.stage.wait_until("the terminal", lambda: log.is_file() and
                              "terminal_started" in log.read_text(encoding="utf-8"), terminal)
        limits = pathlib.Path(f"/proc/{terminal.popen.pid}/limits").read_text(encoding="utf-8")
        if not re.search(r"^Max core file size\s+0\s+0\s", limits, re.M):
            raise StageError("the terminal may leave a core file")
        terminal.popen.terminate()
        self.stage.wait_until("the terminal's end", lambda: terminal.popen.poll() is not None)
        if terminal.popen.returncode != 0:
            raise StageError(f"it ended with {terminal.popen.returncode}:\n{terminal.output()}")
        if "terminal_stopped" not in log.read_text(encoding="utf-8"):
            raise StageError("it did not end in order")
        self.check_logs()
        return 0


def main():
    given = demo.options()
    work, out = demo.place_for(given.work), given.out.resolve()
    lock = demo.claim(work)
    demo.fresh(out)
    with lock, Stage(work) as stage:
        lobby = Lobby(given.build.resolve(), work, out, stage)
        lobby.start_all()
        return lobby.play()


if __name__ == "__main__":
    demo.end_with(main)
