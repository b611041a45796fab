#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The terminal is killed in the middle of a visit, after another was filed and a third kept for later.
Then everything it may have written is searched for what was typed, and for words that stood only on a
scanned page: data, logs, temporary files, a core. Once more after it was started again."""
import base64
import json
import os
import pathlib
import re
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import StageError, run

# As tests/e2e/player/killed.cpp types them.
TYPED = ("Quastenflosserheim", "Walburgisnachthold", "Oberkuckucksheimen", "Zwischenahnenallee")
PAPER = "planted"  # of tests/support/papers/tools/make_papers.cpp
PRINTED = ("Schlossgartenwiesenweg", "Hochwasserschutzmauer")
WORDS = TYPED + PRINTED
IN_ITS_FOLDER = ["sh", "-c", 'cd "$1" && shift && ulimit -c unlimited && exec "$@"', "sh"]


def needles(word):
    """The word as programs write it: three encodings in any case, and base64 at any offset."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        yield word.lower().encode(encoding)
    for text in (word, word.upper(), word.lower()):
        for shift in range(3):
            whole = base64.b64encode(b"\0" * shift + text.encode())
            yield whole[4:-4].lower()  # without what depends on the neighbours


NEEDLES = {needle: word for word in WORDS for needle in needles(word)}
PATTERN = re.compile(b"|".join(map(re.escape, NEEDLES)))


def found_in(file):
    """Which of the words stand in the file."""
    text = file.read_bytes().lower()
    return sorted({NEEDLES[found.group()] for found in PATTERN.finditer(text)})


class Lobby(demo.Demo):
    def __init__(self, *where):
        super().__init__(*where)
        self.temporary = self.work / "tmp"
        self.home = self.work / "home"
        for folder in (self.temporary, self.home):
            folder.mkdir(exist_ok=True)

    def start(self, program, arguments):
        env = {**self.terminal_env, "TMPDIR": self.temporary, "HOME": self.home}
        return self.stage.start(program, [*IN_ITS_FOLDER, self.home, self.program(program), "--config",
                                          self.config, *arguments], env, talk=True)

    def written(self):
        """All that is not the office's, the paper, or a picture this test makes."""
        not_ours = (self.received, self.work / "printer", self.work / "scanner")
        for root in (self.work, self.out):
            for file in root.rglob("*"):
                if file.is_file() and not any(file.is_relative_to(other) for other in not_ours) \
                        and not file.name.startswith("middletier.db") and file.suffix != ".png":
                    yield file

    def search(self, when):
        files = list(self.written())
        finds = [f"{file}: {', '.join(words)}" for file in files if (words := found_in(file))]
        if finds:
            raise StageError(f"{when} these still know of the visitors:\n" + "\n".join(finds))
        if cores := [file for file in files if file.name.startswith("core")]:
            raise StageError(f"{when} there is a core: {cores[0]}")
        if self.work / "terminal/foyer.db" not in files:
            raise StageError("the search does not look at the terminal's database")
        self.say("search", f"{when}: nothing of the visitors in {len(files)} files")

    def check_search(self):
        """What the search would have to find, it finds."""
        control = self.home / "control"
        for text in (WORDS[0].upper().encode(), PRINTED[1].encode("utf-16-le"),
                     base64.b64encode(b"x" + WORDS[2].encode() + b"yz")):
            control.write_bytes(b"\1\2" + text + b"\3")
            if not found_in(control):
                raise StageError(f"the search does not find {text}")
        control.unlink()

    def prepare_scanner(self):
        super().prepare_scanner()
        self.draw_papers(PAPER)

    def check_recognised(self):
        """The terminal did know what stood on the page: the office finds it in the text layer."""
        receipt = json.loads((self.out / "filed.json").read_text(encoding="utf-8"))["receipt"]
        text = "".join(run(["pdftotext", pdf, "-"])
                       for pdf in (self.received / receipt).glob("*.pdf"))
        if missing := [word for word in PRINTED if word not in text]:
            raise StageError(f"these were not recognised on the page: {missing}")

    def play(self):
        self.check_search()
        player = self.start("foyer-player", ["--out", self.out, "--card", self.card_socket(),
                                             "--scenario", "killed"])
        self.stage.wait_for_output(player, "^ask: kill$", demo.VISIT_TIMEOUT_S)
        os.kill(player.popen.pid, signal.SIGSEGV)
        if player.popen.wait() != -signal.SIGSEGV:
            raise StageError(f"it ended with {player.popen.returncode}")
        self.search("after the crash")
        self.check_office()
        self.check_recognised()
        log = self.out / "terminal.log"
        before = log.read_text(encoding="utf-8").count("terminal_started")
        self.terminal_env["SDL_VIDEODRIVER"] = "dummy"
        terminal = self.start("foyer", [])
        self.stage.wait_until("the terminal", lambda: log.read_text(encoding="utf-8").count(
            "terminal_started") > before, terminal)
        self.stage.stop(terminal)
        self.search("after the next start")
        self.check_logs()
        return 0


if __name__ == "__main__":
    demo.end_with(lambda: demo.on_stage(Lobby, demo.options()))
