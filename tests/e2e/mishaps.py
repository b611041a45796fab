#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""One visit in which something goes wrong, on the same real parts as the demonstration.

    mishaps.py SCENARIO --build DIR --work DIR --out DIR

The scenario (tests/e2e/player/scenarios.cpp) plays the visitor and says what must be on the screen;
this script is the lobby around it: it takes the line down, fills the disk, lets a technician confirm
the clock, and looks afterwards at what the office received. Exit 77: cannot be played here."""
import argparse
import contextlib
import html
import json
import os
import pathlib
import re
import shutil
import sqlite3
import sys
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import StageError, run

SKIPPED = 77
OWN_MOUNTS = "FOYER_OWN_MOUNTS"  # set once this script runs in a mount namespace of its own
SMALL_DISK_BYTES = 192 << 20  # the terminal's reserve of 64 MiB, a visit, and little more
FILED_IN_THE_END = {"guest", "printer_out_of_paper", "clock_unknown", "offline", "disk_full", "later",
                    "without_sight", "without_sight_two_switches", "staff_helps", "nothing_left", "case",
                    "identify", "identify_refused", "identify_offline"}
# The holder of the card with the eID function, her PIN, and the address of her token: no log may know it.
ERIKA = ("ERIKA", "MÜSTERMANN", '"123456', "/TOKEN/")
# What the office's page says of who has proven who they are.
PROVEN = {"identify": "nachgewiesen, stimmt mit dem Antrag überein", "identify_refused": "nicht genutzt",
          "identify_offline": "nicht genutzt"}
ON_RECEIPT = "mit der Online-Ausweisfunktion nachgewiesen"
# What office and visitor write in the scenario "case".
CASE_WORDS = ("Bayreuther", "Hinterhofwohnung", "Februar")
QUESTION = "Seit wann wohnen Sie in der Äußeren Bayreuther Straße?"
AUSWEISAPP = pathlib.Path("/usr/bin/AusweisApp2")
# What is typed in the scenario "pin": no log may know it.
PINS = ("12345", "11111", "271828", "314159", "9876543210")


class Lobby(demo.Demo):
    def __init__(self, scenario, *where):
        super().__init__(*where)
        self.scenario = scenario
        self.ballast = self.work / "terminal/ballast"
        self.identifies = scenario in PROVEN

    def start_agent(self):
        if self.scenario == "disk_full":
            self.make_disk_small()
        if self.scenario == "clock_unknown":
            return  # the office's signed time would make the clock known
        super().start_agent()

    def start_card(self, port):
        """For the online ID function: a card that has it (tests/support/eid_card)."""
        if self.scenario != "pin" and not self.identifies:
            return super().start_card(port)
        return self.start_eid_card(port, self.card_socket())

    def eid_function(self):
        if self.scenario == "pin_unavailable":
            return {"ausweisapp": self.work / "AusweisApp2"}  # there is no such file
        return {"ausweisapp": AUSWEISAPP} if self.scenario == "pin" or self.identifies else {}

    def check_logs(self):
        super().check_logs()
        for log in [*self.out.glob("*.log"), *self.stage.logs.glob("foyer*.log")]:
            text = log.read_text(encoding="utf-8", errors="replace")
            if self.scenario == "pin" and any(f'"{pin}' in text for pin in PINS):
                raise StageError(f"{log} holds a PIN")
            if self.identifies and any(word in text.upper() for word in ERIKA):
                raise StageError(f"{log} knows who it was")
            # The player's own log has its wishes.
            if (self.scenario == "case" and log.name != "foyer-player.log" and
                    any(word in text for word in CASE_WORDS)):
                raise StageError(f"{log} holds what the office or the visitor wrote")

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

    def office_page(self, where, form=None):
        """A page of the office's staff, as text; with a form: what it answers."""
        data = urllib.parse.urlencode(form).encode() if form else None
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(self.page + where, data) as answer:
            return html.unescape(answer.read().decode())

    def filed(self):
        return json.loads((self.out / "filed.json").read_text(encoding="utf-8"))["receipt"]

    def office_asks(self):
        receipt = self.filed()
        self.stage.wait_until("the office's acceptance", lambda: self.accepted(receipt),
                              timeout_s=demo.DELIVERY_TIMEOUT_S)
        page = self.office_page(f"case?receipt={receipt}")
        token = re.search(r'name="token" value="([0-9a-f]{64})"', page).group(1)
        self.office_page("case/say", {"token": token, "receipt": receipt, "kind": "question",
                                      "text": QUESTION})

    def office_has(self, answer, documents, words):
        """Staff read the answer in its case, and its papers lie in its file."""
        self.stage.wait_until("the office's acceptance of the answer", lambda: self.accepted(answer),
                              timeout_s=demo.DELIVERY_TIMEOUT_S)
        page = self.office_page(f"case?receipt={self.filed()}")
        if page.count(words) != 1 or QUESTION not in page:
            raise StageError(f"the office's page of the case does not say \"{words}\" once")
        papers = [*(self.received / answer).glob("*.pdf")]
        if len(papers) != int(documents):
            raise StageError(f"{answer} came with {len(papers)} papers, not {documents}")

    def prepare_scanner(self):
        super().prepare_scanner()
        if self.scenario == "nothing_left":
            self.draw_papers("planted")

    def scan_receipt(self):
        """The first paper that was printed lies on the scanner's glass."""
        paper = min(self.printed.glob("*.pdf"), key=lambda path: path.stat().st_mtime)
        scanner = self.work / "scanner"
        run(["pdftoppm", "-r", "300", "-gray", "-singlefile", paper, scanner / "receipt"])
        (scanner / "control").write_text("ok receipt.pgm 500\n", encoding="utf-8")

    def grant(self, wish):
        if wish.startswith("office has "):
            self.office_has(*wish.removeprefix("office has ").split(" ", 2))
            return "ok"
        wishes = {"fill disk": self.fill_disk, "free disk": self.ballast.unlink,
                  "confirm clock": self.confirm_clock, "office asks": self.office_asks,
                  "receipt on the scanner": self.scan_receipt}
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

    def check_proof(self):
        """The office sees who has proven who they are, and so does the receipt."""
        page = self.office_page("")
        if PROVEN[self.scenario] not in page:
            raise StageError(f"the office's page does not say \"{PROVEN[self.scenario]}\"")
        paper = " ".join(run(["pdftotext", min(self.printed.glob("*.pdf")), "-"]).split())
        if (ON_RECEIPT in paper) != (self.scenario == "identify"):
            raise StageError(f"the receipt says: {paper}")
        self.say("who it was", PROVEN[self.scenario])

    def play(self):
        unkept = ["--clock-not-kept"] if self.scenario == "clock_unknown" else []
        self.run_player(self.scenario, *unkept)
        if self.scenario in ("offline", "identify_offline"):
            if (self.received).exists() and any(self.received.iterdir()):
                raise StageError("the office received something while the line was down")
            self.bring_line_up()
        if self.scenario == "clock_unknown":
            super().start_agent()
        if self.scenario in FILED_IN_THE_END:
            self.check_office()
        elif (self.out / "filed.json").exists():
            raise StageError(f"{self.scenario}: something was filed")
        if self.identifies:
            self.check_proof()
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
    demo.add_places(parser)
    return parser.parse_args()


def main():
    given = options()
    if given.scenario == "disk_full" and OWN_MOUNTS not in os.environ:
        in_own_mounts()
    if (given.scenario == "pin" or given.scenario in PROVEN) and not AUSWEISAPP.is_file():
        print("SKIPPED: ausweisapp2 is not installed, so no PIN can be used here")
        sys.exit(SKIPPED)
    return demo.on_stage(lambda *where: Lobby(given.scenario, *where), given)


if __name__ == "__main__":
    demo.end_with(main)
