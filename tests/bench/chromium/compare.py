#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The terminal beside a Chromium kiosk, in one run: the same page, the same fonts, the same X server,
taking turns. Prints a table and writes it to out/bench/chromium.json. `./dev bench chromium` calls it.

  first pixel    from exec to the first pixel of the attract screen, both with warm caches
  press          from a press on the question page's main button to a changed pixel beneath it
  memory         proportional set size of all processes after the page was shown in every language
  idle           processor time and switches of all processes while nobody does anything
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/e2e"))

import demo
from stage import Stage, StageError

HERE = pathlib.Path(__file__).parent
ACCENT = bytes.fromhex("08415F")
MARK = ("68", "90", ACCENT.hex())  # the office's mark on the attract screen, beside its pictogram
NEEDED = {"chromium": "chromium", "Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick"}
SETTLED_S = 3.0


class Lobby(demo.Demo):
    """The terminal with a card reader, and a page that says the same."""

    def __init__(self, build, work, out, stage):
        super().__init__(build, work, out, stage)
        self.probe = build / "tests/bench/probe"
        self.scanner_env = {}
        self.printer_uri = "ipp://127.0.0.1:9/none"  # nothing is printed

    @staticmethod
    def screen():
        return {**demo.Demo.screen(), "fullscreen": True}

    def prepare(self):
        self.make_keys()
        self.start_card_reader()
        self.tell_card("remove")
        self.config = self.terminal_config()
        self.write_page()
        self.start_display()

    def start_display(self):
        xvfb = self.stage.start("Xvfb", ["sh", "-c", "exec Xvfb -displayfd 1 -screen 0 1080x1920x24 "
                                         "-nolisten tcp -noreset 2>/dev/null"])
        self.display = ":" + self.stage.wait_for_output(xvfb, r"^(\d+)$").group(1)
        os.environ["DISPLAY"] = self.display

    def write_page(self):
        shown = re.compile(r"visit\.attract\.(welcome|touch)|concern\.a\d\.title|ui\.(help|stop|back|continue)|"
                           r"page\.a3\.grund\..*|field\.karte\.grund\.label|section\.a3\.anliegen\.title|"
                           r"code\.karte_grund\..*")
        languages = []
        for about in sorted((ROOT / "locales").glob("*/language.json"),
                            key=lambda file: (file.parent.name != "de", file.parent.name)):
            told = json.loads(about.read_text(encoding="utf-8"))
            if told.get("in_progress"):
                continue
            texts = {}
            for file in about.parent.glob("*.json"):
                texts.update((key, text) for key, text in json.loads(
                    file.read_text(encoding="utf-8")).items() if shown.fullmatch(key))
            languages.append({"code": about.parent.name, "name": told["name"], "rtl": told["rtl"],
                              "texts": texts})
        self.right_to_left = [language["rtl"] for language in languages]
        page = (HERE / "page.html").read_text(encoding="utf-8")
        page = page.replace("ICONS", (ROOT / "assets/icons").as_uri())
        page = page.replace("TEXTS", json.dumps(languages, ensure_ascii=False))
        page = page.replace("MENU", (ROOT / "assets/menu.json").read_text(encoding="utf-8"))
        self.page = self.work / "page.html"
        self.page.write_text(page, encoding="utf-8")

    def foyer(self, _page):
        return [str(self.program("foyer")), "--config", str(self.config)], self.terminal_env

    def chromium(self, page):
        command = ["chromium", "--kiosk", "--no-first-run", "--disable-features=Translate",
                   "--password-store=basic", "--window-position=0,0", "--window-size=1080,1920",
                   "--force-device-scale-factor=1", f"--user-data-dir={self.work / 'profile'}"]
        if os.geteuid() == 0:
            command.append("--no-sandbox")  # it refuses root otherwise
        return [*command, f"{self.page.as_uri()}#{page}"], {
            "FONTCONFIG_FILE": str(ROOT / "assets/fonts.conf")}

    # --- What an eye and a finger do ---------------------------------------------------------------

    def picture(self):
        """The whole screen: width, and its pixels as RGB bytes."""
        ppm = subprocess.run(["import", "-window", "root", "-depth", "8", "ppm:-"], check=True,
                             capture_output=True).stdout
        head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", ppm)
        return int(head.group(1)), ppm[head.end():]

    def main_button(self):
        """A place on it without letters: the lowest, longest run of the accent's colour."""
        width, pixels = self.picture()
        for y in range(len(pixels) // 3 // width - 1, 0, -1):
            row = pixels[y * width * 3:(y + 1) * width * 3]
            at = row.find(ACCENT * 100)
            if at >= 0:
                return at // 3 + 20, y - 24
        raise StageError("there is no button in the accent's colour")

    @staticmethod
    def press_keys(*names):
        subprocess.run(["xdotool", "key", "--delay", "60", *names], check=True)
        time.sleep(0.3)

    @staticmethod
    def tap(x, y):
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "mousedown", "1"], check=True)
        time.sleep(0.08)
        subprocess.run(["xdotool", "mouseup", "1"], check=True)
        time.sleep(0.5)

    def start(self, which, page="attract"):
        """Milliseconds to the first pixel of the attract screen, and the running process."""
        command, env = which(page)
        pixel = MARK if page == "attract" else ("1040", "1900", "FBFAF7")
        process = subprocess.Popen([self.probe, "first", *pixel, *command], env={**os.environ, **env},
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                   stderr=subprocess.DEVNULL)
        answer = process.stdout.readline().split()
        if len(answer) != 2:
            raise StageError(f"{command[0]} showed nothing")
        process.pid_shown = int(answer[1])
        return float(answer[0]), process

    @staticmethod
    def end(process):
        process.stdin.close()
        process.wait()
        time.sleep(0.5)

    def on_question(self, which):
        """The process, standing at the first question."""
        if which == self.chromium:
            process = self.start(which, "question")[1]
            time.sleep(SETTLED_S)
            return process
        log = self.out / "terminal.log"
        log.unlink(missing_ok=True)
        process = self.start(which)[1]
        time.sleep(SETTLED_S)
        for page, keys in STEPS:
            if keys:
                self.press_keys(*keys)
            else:
                self.tap(*self.main_button())
            self.stage.wait_until(f"the page {page}", lambda: re.search(
                rf'"visit_page".*"{page}"', log.read_text(encoding="utf-8")), timeout_s=20)
        time.sleep(1)
        return process

    # --- What is measured --------------------------------------------------------------------------

    def measure_first(self, results, times):
        for which in (self.foyer, self.chromium):
            self.end(self.start(which)[1])  # caches and the profile
        for _ in range(times):
            for which in (self.foyer, self.chromium):
                ms, process = self.start(which)
                self.end(process)
                results[which.__name__].setdefault("first", []).append(ms)

    def measure_running(self, results, rounds, times, idle_s):
        for number in range(rounds):
            for which in (self.foyer, self.chromium):
                process = self.on_question(which)
                mine = results[which.__name__]
                try:
                    x, y = self.main_button()
                    pressed = subprocess.run([self.probe, "press", str(x), str(y), str(times)],
                                             check=True, capture_output=True, text=True).stdout
                    mine.setdefault("press", []).extend(float(ms) for ms in pressed.split())
                    if number == 0:
                        mine["idle"] = idle(process.pid_shown, idle_s)
                        self.show_languages(which)
                        mine["pss"] = memory(process.pid_shown)
                finally:
                    self.end(process)

    def show_languages(self, which):
        """Each once, German last."""
        seen = {self.picture()[1]}
        count = len(self.right_to_left)
        for number in range(1, count + 1):
            if which == self.chromium:
                self.press_keys("Right")
            else:
                at_left = not self.right_to_left[number - 1]
                self.tap(LANGUAGE_X if at_left else WIDTH - LANGUAGE_X, BAR_Y)
                self.press_keys(*["Tab"] * (number % count + 1), "Return")
            time.sleep(0.3)
            seen.add(self.picture()[1])
        if len(seen) < count:
            raise StageError(f"only {len(seen)} pictures in {count} languages")


# From the attract screen to the first question without a card: by keys, which choose on each page
# what the Tab key comes to, or by a tap on the main button.
STEPS = (("language", ("Tab", "Return")), ("concern", ("Tab", "Return")),
         ("information", ("Tab", "Tab", "Tab", "Return")), ("identify", None),
         ("question", ("Tab", "Return")))
WIDTH, LANGUAGE_X, BAR_Y = 1080, 110, 50  # the panel, and its button for the language


def tree(pid):
    """The process and all that it started."""
    found = [pid]
    for parent in found:
        for task in pathlib.Path(f"/proc/{parent}/task").glob("*/children"):
            found.extend(int(child) for child in task.read_text(encoding="ascii").split())
    return found


def memory(pid):
    """MB of memory, what several share counted by its share."""
    kib = 0
    for one in tree(pid):
        try:
            rollup = pathlib.Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):  # a browser's helper that has ended meanwhile
            continue
        kib += int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.M).group(1))
    return kib / 1024


def work_done(pid):
    """Clock ticks of processor time, and times a thread was put on a processor."""
    ticks = switches = 0
    for one in tree(pid):
        stat = pathlib.Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(stat[11]) + int(stat[12])
        for task in pathlib.Path(f"/proc/{one}/task").iterdir():
            status = (task / "status").read_text(encoding="utf-8")
            switches += sum(int(n) for n in re.findall(r"ctxt_switches:\s+(\d+)", status))
    return ticks, switches


def idle(pid, seconds):
    time.sleep(SETTLED_S)
    before = work_done(pid)
    time.sleep(seconds)
    after = work_done(pid)
    ms_a_tick = 1000 / os.sysconf("SC_CLK_TCK")
    return {"ms": (after[0] - before[0]) * ms_a_tick, "switches": after[1] - before[1],
            "seconds": seconds}


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def table(results):
    """Rows of (what, foyer, chromium, unit)."""
    mine, other = results["foyer"], results["chromium"]
    rows = []
    for what, of in (("first pixel, median", lambda r: statistics.median(r["first"])),
                     ("first pixel, least", lambda r: min(r["first"])),
                     ("press to pixel, p50", lambda r: percentile(r["press"], 0.5)),
                     ("press to pixel, p99", lambda r: percentile(r["press"], 0.99))):
        rows.append((what, of(mine), of(other), "ms"))
    rows.append(("memory (PSS), all languages", mine["pss"], other["pss"], "MB"))
    seconds = mine["idle"]["seconds"]
    rows.append((f"processor in {seconds} idle seconds", mine["idle"]["ms"], other["idle"]["ms"], "ms"))
    rows.append((f"switches in {seconds} idle seconds", mine["idle"]["switches"],
                 other["idle"]["switches"], ""))
    return rows


def show(rows):
    print(f"\n{'':32} {'foyer':>12} {'chromium':>12} {'ratio':>8}")
    for what, mine, other, unit in rows:
        ratio = f"{other / mine:7.1f}x" if mine else "-"
        print(f"{what:32} {mine:9.1f} {unit:2} {other:9.1f} {unit:2} {ratio:>8}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/bench")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "out/bench/work")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "out/bench")
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--presses", type=int, default=100)
    parser.add_argument("--idle", type=int, default=20)
    given = parser.parse_args()
    lacking = sorted(package for program, package in NEEDED.items() if not shutil.which(program))
    if lacking:
        raise StageError(f"this needs Debian's {' '.join(lacking)}: apt-get install {' '.join(lacking)}")
    work = demo.place_for(given.work)
    out = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    results = {"foyer": {}, "chromium": {}}
    with demo.claim(work), Stage(work) as stage:
        lobby = Lobby(given.build.resolve(), work, out, stage)
        lobby.prepare()
        lobby.measure_first(results, given.starts)
        lobby.measure_running(results, given.rounds, given.presses, given.idle)
    version = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=False)
    print(f"\n{version.stdout.strip()}, load {os.getloadavg()[0]:.1f}")
    rows = table(results)
    show(rows)
    (out / "chromium.json").write_text(json.dumps(
        {"rows": rows, "raw": results}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    demo.end_with(main)
