#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The terminal's own program on an X server, with its devices and its agent, while nobody does
anything: it draws no frame and does not wake up. What may wake it is the attract screen's clock, once
a minute, together with the look after the service; so we look between two minutes. Exits 77 where
there is no Xvfb or xdotool."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import StageError

LOOK_S = 10
# The reader's thread looks once a minute by itself, in case a reader's event got lost.
MOST_WAKE_UPS = 4


class Lobby(demo.Demo):
    def start_display(self):
        xvfb = self.stage.start("Xvfb", ["Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24",
                                         "-nolisten", "tcp", "-noreset"])
        self.terminal_env |= {
            "DISPLAY": ":" + self.stage.wait_for_output(xvfb, r"^(\d+)$").group(1),
            "SDL_VIDEODRIVER": "x11"}

    def play(self):
        log = self.out / "terminal.log"
        terminal = self.stage.start("foyer", [self.program("foyer"), "--config", self.config],
                                    self.terminal_env)

        def told(pattern):
            self.stage.wait_until(pattern, lambda: log.is_file() and re.search(
                pattern, log.read_text(encoding="utf-8")), terminal)

        told('"line_state".*"up"')
        self.watch("attract", terminal)
        subprocess.run(["xdotool", "mousemove", "540", "900", "click", "1"], check=True,
                       env={**os.environ, **self.terminal_env})
        told('"visit_page".*"language"')
        self.watch("a page", terminal)
        return 0

    def watch(self, what, terminal):
        time.sleep(3)  # what began with the page ends
        if time.time() % 60 > 55 - LOOK_S:
            time.sleep(62 - time.time() % 60)
        before = work_done(terminal.popen.pid)
        time.sleep(LOOK_S)
        after = work_done(terminal.popen.pid)
        ticks = after["ticks"] - before["ticks"]
        woken = {thread: count - before.get(thread, 0) for thread, count in after.items()
                 if thread != "ticks" and count != before.get(thread, 0)}
        self.say("idle", f"{what}: {ticks} ticks, woken: {woken or 'nobody'}")
        if ticks > 0 or sum(woken.values()) > MOST_WAKE_UPS:
            raise StageError(f"at {what} the terminal does not sleep")


def work_done(pid):
    """Clock ticks of processor time, and how often each thread gave the processor back."""
    stat = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    done = {"ticks": int(stat[11]) + int(stat[12])}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        status = (task / "status").read_text(encoding="utf-8")
        done[int(task.name)] = int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status,
                                             re.M).group(1))
    return done


def main():
    given = demo.options()
    if not all(shutil.which(tool) for tool in ("Xvfb", "xdotool")):
        print("skipped: there is no Xvfb or no xdotool")
        return 77
    cache = (given.build / "CMakeCache.txt").read_text(encoding="utf-8")
    if re.search(r"^FOYER_SANITIZE:\w+=\S", cache, re.M):
        print("skipped: sanitizers have threads of their own that wake up")
        return 77
    return demo.on_stage(Lobby, given, Lobby.start_display)


if __name__ == "__main__":
    demo.end_with(main)
