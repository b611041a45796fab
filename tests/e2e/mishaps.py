#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""One visit in which something goes wrong, on the same real parts as the demonstration.

    mishaps.py SCENARIO --build DIR --work DIR --out DIR

The scenario (tests/e2e/player/scenarios.cpp) plays the visitor and says what must be on the screen;
this script is the lobby around it: it takes the line down, fills the disk, lets a technician confirm
the clock, and looks afterwards at what the office received. Exit 77: cannot be played here."""
import argparse
import contextlib
import os
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import Stage, StageError, run

SKIPPED = 77
OWN_MOUNTS = "FOYER_OWN_MOUNTS"  # set once this script runs in a mount namespace of its own
SMALL_DISK_BYTES = 192 << 20  # the terminal's reserve of 64 MiB, a visit, and little more
FILED_IN_THE_END = {"guest", "printer_out_of_paper", "clock_unknown", "offline", "disk_full", "later",
                    "without_sight", "without_sight_two_switches", "staff_helps", "nothing_left"}
AUSWEISAPP = pathlib.Path("/usr/bin/AusweisApp2")
# What is typed in the scenario "pin": no log may know it.
PINS = ("12345", "11111", "271828", "314159", "9876543210")


class Lobby(demo.Demo):
    def __init__(self, scenario, *where):
        super().__init__(*where)
        self.scenario = scenario
        self.ballast = self.work / "terminal/ballast"

    def start_agent(self):
        if self.scenario == "disk_full":
            self.make_disk_small()
        if self.scenario == "clock_unknown":
            return  # the office's signed time would make the clock known
        super().start_agent()

    def start_card(self, port):
        """For the online ID function: a card that has it (tests/support/eid_card)."""
        if self.scenario != "pin":
            return super().start_card(port)
        return self.start_eid_card(port, self.card_socket())

    def eid_function(self):
        if self.scenario == "pin_unavailable":
            return {"ausweisapp": self.work / "AusweisApp2"}  # there is no such file
        return {"ausweisapp": AUSWEISAPP} if self.scenario == "pin" else {}

    def check_logs(self):
        super().check_logs()
        for log in [*self.out.glob("*.log"), *self.stage.logs.glob("foyer*.log")]:
            text = log.read_text(encoding="utf-8", errors="replace")
            if self.scenario == "pin" and any(f'"{pin}' in text for pin in PINS):
                raise StageError(f"{log} holds a PIN")

    def make_disk_small(self):
        folder = self.work / "terminal"
        folder.mkdir()
        run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK_BYTES}", "tmpfs", folder])

    def fill_disk(self):
        with self.ballast.open("wb", buffering=0) as ballast:
            for size in (1 << 20, 4096):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError:
                    pass

    def confirm_clock(self):
        run([self.program("foyerctl"), "--config", self.config, "clock", "confirm"])

    def grant(self, wish):
        wishes = {"fill disk": self.fill_disk, "free disk": self.ballast.unlink,
                  "confirm clock": self.confirm_clock}
        if wish not in wishes:
            return super().grant(wish)
        wishes[wish]()
        return "ok"

    def check_drafts(self):
        """What was filed needs its draft no longer."""
        database = f"file:{self.work / 'terminal/foyer.db'}?mode=ro"
        with contextlib.closing(sqlite3.connect(database, uri=True)) as db:
            kept = db.execute("SELECT count(*) FROM draft").fetchone()[0]
        if kept:
            raise StageError(f"{self.scenario}: {kept} drafts are still kept")

    def play(self):
        unkept = ["--clock-not-kept"] if self.scenario == "clock_unknown" else []
        self.run_player(self.scenario, *unkept)
        if self.scenario == "offline":
            if (self.received).exists() and any(self.received.iterdir()):
                raise StageError("the office received something while the line was down")
            self.bring_line_up()
        if self.scenario == "clock_unknown":
            super().start_agent()
        if self.scenario in FILED_IN_THE_END:
            self.check_office()
        elif (self.out / "filed.json").exists():
            raise StageError(f"{self.scenario}: something was filed")
        self.check_drafts()
        self.check_logs()
        return 0


def in_own_mounts():
    """Runs this script again where it may mount, unseen by others."""
    as_root = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    unshare = ["unshare", *as_root, "--mount", "--propagation", "private"]
    if shutil.which("unshare") and os.system(" ".join([*unshare, "true"])) == 0:
        os.environ[OWN_MOUNTS] = "yes"
        os.execvp("unshare", [*unshare, sys.executable, "-B", *sys.argv])
    print("SKIPPED: a small disk needs a mount namespace")
    sys.exit(SKIPPED)


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    for name in ("--build", "--work", "--out"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    return parser.parse_args()


def main():
    given = options()
    if given.scenario == "disk_full" and OWN_MOUNTS not in os.environ:
        in_own_mounts()
    if given.scenario == "pin" and not AUSWEISAPP.is_file():
        print("SKIPPED: ausweisapp2 is not installed, so no PIN can be changed here")
        sys.exit(SKIPPED)
    work, out = demo.place_for(given.work), given.out.resolve()
    lock = demo.claim(work)
    demo.fresh(out)
    with lock, Stage(work) as stage:
        lobby = Lobby(given.scenario, given.build.resolve(), work, out, stage)
        lobby.start_all()
        return lobby.play()


if __name__ == "__main__":
    demo.end_with(main)
