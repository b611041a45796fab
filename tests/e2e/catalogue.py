#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The terminal takes over what its office publishes: the real program, agent and middle tier. A newer
version comes into use while nobody is there, without a restart of the program; an older one, and one
that does not load, do not; a start finds the newest again, or what was shipped where that is damaged."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import StageError

KEY = demo.SUPPORT / "demo_keys/release.key"

class Lobby(demo.Demo):
    LOOK_EVERY_MS = 200

    def program_version(self):
        text = (demo.ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
        return text.split("project(foyer VERSION ")[1].split()[0]

    def ctl(self, *words, good=True):
        done = subprocess.run([self.program("foyerctl"), "--config", self.config, *words],
                              capture_output=True, text=True, check=False)
        if good and done.returncode != 0:
            raise StageError(f"foyerctl {words}: {done.stdout}{done.stderr}")
        return done.returncode, done.stdout + done.stderr

    def publish(self, version, change=None):
        """A version with everything that is shipped, after `change` has been at a copy of it."""
        copy = self.work / f"release-{version}"
        shutil.copytree(self.released_assets(), copy / "assets")
        shutil.copytree(demo.ROOT / "locales", copy / "locales")
        if change:
            change(copy)
        self.ctl("catalogue", "sign", "--key", KEY, "--version", str(version), "--for",
                 self.program_version(), "--assets", copy / "assets", "--locales", copy / "locales",
                 self.work / "published")

    def logged(self, event):
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.is_file() else []
        return [entry for entry in map(json.loads, lines) if entry["event"] == event]

    def wait_for(self, event, **fields):
        self.stage.wait_until(f"{event} {fields}", lambda: any(
            all(entry.get(name) == value for name, value in fields.items())
            for entry in self.logged(event)), self.terminal)

    def start_terminal(self):
        before = len(self.logged("terminal_started"))
        self.terminal = self.stage.start("foyer", [self.program("foyer"), "--config", self.config],
                                         {**self.terminal_env, "SDL_VIDEODRIVER": "dummy"})
        self.stage.wait_until("the terminal",
                              lambda: len(self.logged("terminal_started")) > before, self.terminal)

    def stop_terminal(self):
        os.kill(self.terminal.popen.pid, signal.SIGTERM)
        self.stage.wait_until("the terminal's end", lambda: self.terminal.popen.poll() is not None)
        if self.terminal.popen.returncode != 0:
            raise StageError(f"it ended with {self.terminal.popen.returncode}:\n{self.terminal.output()}")

    def expect_in_use(self, words):
        _, said = self.ctl("catalogue", "show")
        if words not in said:
            raise StageError(f"expected '{words}', the terminal says: {said}")

    def bring_office_keys_by_hand(self):
        """As a technician where there is no line: the newer counts, an older one does not."""
        office, made = self.keys / "office", self.work / "by-hand.jws"
        for version, taken in ((90, True), (89, False)):
            self.ctl("office-keys", "sign", "--root", office / "root.crt", "--name",
                     "Demo-Ausländerbehörde", "--key", office / "signer.key", "--certificate",
                     office / "signer.crt", "--version", str(version), "--out", made,
                     office / "office.crt")
            if (self.ctl("office-keys", "import", made, good=taken)[0] == 0) != taken:
                raise StageError(f"a set of version {version} was {'not ' if taken else ''}taken")
        if "version 90" not in self.ctl("office-keys", "show")[1]:
            raise StageError("the terminal does not seal by the set that was brought by hand")

    def play(self):
        self.log = self.out / "terminal.log"
        self.publish(3)
        self.start_terminal()
        self.wait_for("content_activated", version=3)
        self.expect_in_use("version 3")
        pid = self.terminal.popen.pid

        def break_it(copy):  # its release no longer fits, nor does any other's
            for release in (copy / "assets/assistants").glob("*.release.json"):
                release.unlink()

        self.publish(4, break_it)
        self.wait_for("content_refused", why="unusable")
        self.expect_in_use("version 3")

        def drop_one(copy):
            for file in (copy / "assets/assistants").glob("a8.*"):
                file.unlink()

        self.publish(5, drop_one)
        self.wait_for("content_activated", version=5)
        self.expect_in_use("version 5")
        if self.terminal.popen.pid != pid or self.terminal.popen.poll() is not None:
            raise StageError("the program was started anew")
        self.stop_terminal()

        # At its next start it knows what it had, and what is damaged is told and mended.
        self.start_terminal()
        self.expect_in_use("version 5")
        self.stop_terminal()
        menu = self.work / "terminal-catalogue/5/assets/menu.json"
        menu.write_text("{}", encoding="utf-8")
        if self.ctl("check", good=False)[0] == 0:
            raise StageError("foyerctl check finds nothing wrong")
        self.start_terminal()
        self.wait_for("content_refused", why="damaged")
        self.stage.wait_until("version 5 anew",
                              lambda: len(self.logged("content_activated")) == 3, self.terminal)
        self.expect_in_use("version 5")
        self.stop_terminal()
        self.bring_office_keys_by_hand()
        self.check_logs()
        return 0


if __name__ == "__main__":
    demo.end_with(lambda: demo.on_stage(Lobby, demo.options()))
