#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A whole demo office on one machine, around one terminal.

Makes keys and cards, starts the office side, the delivery agent, a card reader with a card on it, a
scanner and a printer, and opens the terminal's window. With --headless (or without a display) it
plays one visit instead and exits 0 only if the office accepted the application and what the office
decrypted equals, byte for byte, what the terminal filed. `./dev run` calls this."""
import argparse
import contextlib
import fcntl
import hashlib
import ipaddress
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from stage import Stage, StageError, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUPPORT = ROOT / "tests/support"
sys.path.insert(0, str(SUPPORT / "service_card"))
import make_cards

RELEASE_KEYS = SUPPORT / "demo_keys/release"
KIOSK = "N07"
DELIVERY_TIMEOUT_S = 120.0  # on a busy machine; the way to the office takes about a second
VISIT_TIMEOUT_S = 600.0
SCHEMA = "assets/schemas/xfall-foyer-1.xsd"

MAX_WORK_PATH = 85  # a Unix socket's path has at most 107 characters
# The specimen on the virtual card.
PERSONAL = ("KOVALENKO", "OKSANA", "YT8P3R0M4", "500540", "880314", "1988-03-14", "14.03.1988")
HELP = """What you may type here, besides touching the window:
  card insert | card remove          lay the card on the reader, take it away
  card insert clone-ca-pretends      another document; all of them: card list, card about NAME
  pin-card insert | pin-card remove  a card with the online ID function, after card remove:
                                     PIN 123456, CAN 500540, PUK 9876543210 (pin-card set pin 12345);
                                     with it one proves who one is, too: Erika Müstermann, 12.08.1964
  card staff insert                  a service card into the staff's reader (PIN 123456)
  card technician insert             a technician's; card staff remove takes either out
  printer ok | printer out-of-paper  also: slow, jam, abort
  scanner ok pages/passport.ppm      the next page (see tests/support/scanner/backend/backend.cpp)
  scanner ok a.ppm + ok b.ppm|c.ppm  a stack in the feeder; b.ppm|c.ppm: a sheet's two sides
  line down | line up                stop the office's middle tier, start it again"""

PROGRAMS = {
    "foyer": "kiosk/app/foyer",
    "foyer-sync": "offline/agent/foyer-sync",
    "foyer-scan-worker": "bin/foyer-scan-worker",
    "foyer-page-worker": "bin/foyer-page-worker",
    "foyer-print-worker": "bin/foyer-print-worker",
    "foyer-text-worker": "bin/foyer-text-worker",
    "foyer-middletier": "tests/middletier/foyer-middletier",
    "card-pki": "tests/support/card/card-pki",
    "virtual-card": "tests/support/card/virtual-card",
    "service-card": "tests/support/service_card/service-card",
    "foyer-staff-worker": "bin/foyer-staff-worker",
    "foyerctl": "kiosk/ctl/foyerctl",
    "foyer-player": "tests/e2e/player/foyer-player",
    "make-papers": "tests/support/papers/make_papers",
}


def toml(sections):
    """The few TOML shapes that our configuration files have."""
    lines = []
    for name, entries in sections.items():
        if name:
            lines.append(f"\n[{name}]")
        for key, value in entries.items():
            value = str(value) if isinstance(value, pathlib.Path) else value
            lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def environment_of(printed):
    """NAME=VALUE lines, as our service scripts print them."""
    return dict(line.split("=", 1) for line in printed.splitlines() if "=" in line)


def addresses_beyond(calls):
    """Addresses in strace's lines that are not this machine's own, sorted."""
    found = re.findall(r'inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"', calls)
    return sorted({address for address in found
                   if not ipaddress.ip_address(address.replace("::ffff:", "")).is_loopback})


class Demo:
    """The office and its lobby. Everything it makes lies below `work`, what it shows below `out`."""

    profile = "jwe"  # what applications are sealed in, offline/seal/FORMAT.md

    identifies = False  # an eID server stands behind the office's middle tier

    LOOK_EVERY_MS = None  # for something newer to offer; nothing: it is not looked for

    def __init__(self, build, work, out, stage):
        self.build = build
        self.work = work
        self.out = out
        self.stage = stage
        self.keys = work / "keys"
        self.cards = work / "cards"
        self.received = out / "office"
        self.staff = work / "staff"
        self.service_card = None  # what lies in the staff's reader
        self.terminal_env = {}
        stage.throw_out(work / "terminal/foyer.db.reserve")

    def program(self, name):
        path = self.build / PROGRAMS[name]
        if not path.is_file():
            raise StageError(f"{path} is not there: ./dev build")
        return path

    def say(self, what, where=""):
        print(f"  {what:<15} {where}", flush=True)

    # --- What is made ------------------------------------------------------------------------------

    def make_keys(self):
        run([SUPPORT / "demo_keys/make-demo-keys.sh", self.keys, KIOSK])
        run([self.program("card-pki"), self.cards])
        self.say("keys and cards", f"{self.keys}, {self.cards}")

    def make_service_cards(self):
        self.staff.mkdir()
        make_cards.make_authority(self.staff)
        for role in make_cards.NAMES:
            make_cards.make_card(self.staff, role)
        self.say("service cards", f"{self.staff}, PIN {make_cards.PIN}")

    def write_config(self, name, sections):
        path = self.work / name
        path.write_text(toml(sections), encoding="utf-8")
        return path

    def released_assets(self):
        """What is shipped, if it is released as it is. While somebody works on an assistant: a copy
        that is signed for this demonstration alone, so that the work can be seen."""
        ctl = [self.program("foyerctl"), "assistant", "--locales", ROOT / "locales"]
        if subprocess.run([*ctl, "--assets", ROOT / "assets", "verify", "--keys", RELEASE_KEYS],
                          capture_output=True, check=False).returncode == 0:
            return ROOT / "assets"
        copy = self.work / "assets"
        shutil.copytree(ROOT / "assets", copy)
        signed = subprocess.run([*ctl, "--assets", copy, "sign", "--replace", "--key",
                                 SUPPORT / "demo_keys/release.key"],
                                capture_output=True, check=False, text=True)
        self.say("assistants", "changed since they were released (./dev sign): signed for now")
        if signed.returncode != 0:
            print(signed.stdout + signed.stderr, flush=True)
        return copy

    # --- The office side, and the way to it --------------------------------------------------------

    def start_eid_server(self):
        """People prove to it who they are; the middle tier asks it who it was."""
        folder = self.eid_server()
        folder.mkdir()
        process = self.stage.start("eid-server", [
            sys.executable, "-B", SUPPORT / "eid_server/eid_server.py", folder])
        self.stage.wait_until("the eID server", (folder / "control").is_socket, process)
        self.say("eID server", (folder / "url").read_text().strip())

    def eid_server(self):
        return self.work / "eid-server"

    def eid_server_options(self):
        if not self.identifies:
            return []
        return ["--eid-server", (self.eid_server() / "url").read_text().strip(),
                "--eid-server-ca", self.eid_server() / "service.pem"]

    def start_middletier(self, port="0", page_port="0"):
        process = self.stage.start("foyer-middletier", [
            self.program("foyer-middletier"), "--keys", self.keys,
            "--database", self.work / "middletier.db", "--schema", ROOT / SCHEMA,
            "--mappings", ROOT / "assets/mappings", "--export", self.received,
            "--catalogue", self.work / "published", "--trust", self.cards / "trust.pem",
            *self.eid_server_options(), "--port", port, "--page", page_port])
        self.api = self.stage.wait_for_output(process, r"^api (https://\S+)$").group(1)
        self.page = self.stage.wait_for_output(process, r"^page (http://\S+)$").group(1)
        self.middletier = process
        self.say("middle tier", f"{self.api}, what the office received: {self.page}")

    def take_line_down(self):
        self.stage.stop(self.middletier)

    def bring_line_up(self):
        ports = [url.rstrip("/").rpartition(":")[2] for url in (self.api, self.page)]
        self.start_middletier(*ports)

    def start_agent(self):
        (self.work / "terminal").mkdir(exist_ok=True)
        config = self.write_config("foyer-sync.toml", {
            "": {"database": "terminal/foyer.db", "socket": "foyer-sync.sock",
                 "log": str(self.out / "foyer-sync.log")},
            "server": {"url": self.api, "ca": self.keys / "tls/ca.crt",
                       "certificate": self.keys / f"tls/{KIOSK}.crt",
                       "key": self.keys / f"tls/{KIOSK}.key",
                       "event_key": self.keys / "events/events.pem"},
            "office_keys": {"name": "Demo-Ausländerbehörde",
                            "root": self.keys / "office/root.crt"},
            **self.catalogue({"folder": "catalogue", "release_keys": RELEASE_KEYS}),
            "retry": {"base_ms": 200, "cap_ms": 2000, "time_every_ms": 1000},
        })
        process = self.stage.start("foyer-sync", [self.program("foyer-sync"), "--config", config])
        self.stage.wait_until("foyer-sync's socket", (self.work / "foyer-sync.sock").is_socket,
                              process)
        self.say("delivery agent", f"socket {self.work / 'foyer-sync.sock'}")

    # --- The lobby's devices -----------------------------------------------------------------------

    def start_card_reader(self):
        folder = self.work / "pcscd"
        process = self.stage.start("pcscd", [
            "sh", "-c", '. "$1" && start_pcscd "$2" && echo ready && wait', "sh",
            SUPPORT / "services/pcscd.sh", folder])
        self.stage.wait_for_output(process, "^ready$")
        self.terminal_env["PCSCLITE_CSOCK_NAME"] = str(folder / "pcscd.comm")
        card = self.start_card((folder / "port").read_text().strip())
        self.stage.wait_until("the card's socket", self.card_socket().is_socket, card)
        self.say("card reader", f"own pcscd; the card obeys lines on {self.card_socket()}")

    def start_card(self, port):
        return self.stage.start("virtual-card", [
            self.program("virtual-card"), "--card", self.cards / "card.json",
            "--port", port, "--socket", self.card_socket()])

    def pin_card(self):
        return self.work / "pin-card.sock"

    def start_eid_card(self, port, where):
        """A card with an eID function for the same reader, where one card lies at a time."""
        card = self.stage.start("eid-card", [
            sys.executable, "-B", SUPPORT / "eid_card/eid_card.py", "--port", port,
            "--socket", where])
        self.stage.wait_until("the eID card's socket", where.is_socket, card)
        if self.identifies:  # it comes from an issuer whom the eID server trusts, and trusts it
            self.tell_card(f"issue {self.eid_server() / 'csca.pem'}", where)
            self.tell_card(f"set trust {self.eid_server() / 'cvca.cvcert'}", where)
        return card

    def card_socket(self):
        return self.work / "card.sock"

    def prepare_scanner(self):
        folder = self.work / "scanner"
        printed = run([SUPPORT / "services/scanner.sh", self.build, folder])
        self.scanner_env = environment_of(printed)
        self.say("scanner", f"what it delivers: {folder / 'control'}")

    def draw_papers(self, *names):
        """Papers for the scanner, as papers/NAME.pgm or .ppm; without names: all there are."""
        folder = self.work / "scanner/papers"
        folder.mkdir()
        run([self.program("make-papers"), folder, *names])
        for paper in folder.iterdir():
            self.stage.throw_out(paper)

    def start_printer(self):
        folder = self.work / "printer"
        process = self.stage.start("printer", [SUPPORT / "services/printer.sh", folder, "0"])
        self.printer_uri = self.stage.wait_for_output(process, r"^ready (\S+)$").group(1)
        self.printed = folder / "printed"
        self.say("printer", f"{self.printer_uri}, prints into {self.printed}")

    # --- The terminal ------------------------------------------------------------------------------

    def terminal_config(self):
        return self.write_config("foyer.toml", {
            "terminal": {"kiosk_id": KIOSK, "office": "Foyer-Demo-Amt", "place": "Eingangshalle",
                         "help_phone": "0911 231-0", "opening_hours": "Mo-Fr 8:00-12:00",
                         "data_dir": "terminal", "assets": self.released_assets(),
                         "locales": ROOT / "locales", "log": self.out / "terminal.log",
                         "release_keys": RELEASE_KEYS},
            "screen": self.screen(),
            "card": {"reader": "Virtual PCD 00 00", "trust_list": self.cards / "trust.pem"},
            "eid": {**self.eid_function(), **({"identify": True} if self.identifies else {})},
            **self.eid_environment(),
            "staff": {"reader": "Virtual PCD 00 01", "authority": self.staff / "ca.pem",
                      "worker": self.program("foyer-staff-worker"),
                      "staff_policy": make_cards.POLICIES["staff"],
                      "technician_policy": make_cards.POLICIES["technician"]},
            "scanner": {"device": "", "worker": self.program("foyer-scan-worker")},
            "scanner.environment": self.scanner_env,
            "pages": {"worker": self.program("foyer-page-worker")},
            "text": {"worker": self.program("foyer-text-worker")},
            "printer": {"uri": self.printer_uri, "worker": self.program("foyer-print-worker")},
            "speech": {"device": self.sound()},
            "seal": {"office_name": "Demo-Ausländerbehörde",
                     "office_certificate": self.keys / "office/office.crt",
                     "office_root": self.keys / "office/root.crt",
                     "emergency_certificate": self.keys / "office/emergency.crt",
                     "receipt_key": self.keys / "terminal/receipt.key",
                     "profile": self.profile, "author_key": self.keys / "terminal/author.pem"},
            "delivery": {"destination": "Demo-Ausländerbehörde"},
            "agent": {"socket": "foyer-sync.sock"},
            **self.catalogue({"offered": "catalogue", "own": "terminal-catalogue"}),
        })

    def catalogue(self, section):
        return {"catalogue": {**section, "every_ms": self.LOOK_EVERY_MS}} if self.LOOK_EVERY_MS else {}

    @staticmethod
    def eid_function():
        """The AusweisApp, where it is installed. The card of the demo has no eID function: it is told."""
        program = pathlib.Path("/usr/bin/AusweisApp2")
        return {"ausweisapp": program} if program.is_file() else {}

    def eid_environment(self):
        """By which the AusweisApp finds the authority of our eID server among those for tests."""
        if not self.identifies:
            return {}
        share = f"{self.eid_server() / 'share'}:/usr/local/share:/usr/share"
        return {"eid.environment": {"XDG_DATA_DIRS": share}}

    @staticmethod
    def sound():
        """Nobody hears it where there is no sound card, but everything else happens."""
        return "default" if pathlib.Path("/dev/snd").exists() else "file:FILE=/dev/null,FORMAT=raw"

    @staticmethod
    def screen():
        return {"width": 1080, "height": 1920, "px_per_mm": 3.21}

    def start_all(self):
        self.make_keys()
        self.make_service_cards()
        if self.identifies:
            self.start_eid_server()
        self.start_middletier()
        self.start_agent()
        self.start_card_reader()
        self.prepare_scanner()
        self.start_printer()
        self.config = self.terminal_config()

    # --- The lobby's hands -------------------------------------------------------------------------

    def tell_card(self, line, card=None):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(card or self.card_socket()))
            connection.sendall(line.encode() + b"\n")
            return connection.makefile().readline().strip()

    def lay_service_card(self, role):
        self.take_service_card()
        port = int((self.work / "pcscd/port").read_text()) + 1
        self.service_card = self.stage.start("service-card", [
            self.program("service-card"), self.staff / "nss", make_cards.NAMES[role], port])
        self.stage.wait_for_output(self.service_card, "^ready$")
        return "ok"

    def take_service_card(self):
        if self.service_card:
            self.stage.stop(self.service_card)
        self.service_card = None
        return "ok"

    def obey(self, line):
        """One line of the person who shows the demo; the answer for them."""
        what, _, rest = line.strip().partition(" ")
        if what == "card" and rest.split()[0:1] and rest.split()[0] in make_cards.NAMES:
            role, _, does = rest.partition(" ")
            return {"insert": lambda: self.lay_service_card(role),
                    "remove": self.take_service_card}.get(does, lambda: HELP)()
        if what == "card" and rest:
            return self.tell_card(rest)
        if what == "pin-card" and rest and self.pin_card().is_socket():
            return self.tell_card(rest, self.pin_card())
        if what == "printer" and rest:
            (self.work / "printer/mode").write_text(rest + "\n", encoding="utf-8")
            return "ok"
        if what == "scanner" and rest:
            (self.work / "scanner/control").write_text(rest + "\n", encoding="utf-8")
            return "ok"
        if line.strip() == "line down":
            self.take_line_down()
            return "ok"
        if line.strip() == "line up":
            self.bring_line_up()
            return "ok"
        return HELP

    # --- The visit ---------------------------------------------------------------------------------

    def open_window(self):
        self.tell_card("insert")
        if self.eid_function():
            self.start_eid_card((self.work / "pcscd/port").read_text().strip(), self.pin_card())
        terminal = self.stage.start("foyer", [self.program("foyer"), "--config", self.config],
                                    self.terminal_env)
        self.say("terminal", f"its window; log: {self.out / 'terminal.log'}")
        print(f"\n{HELP}\nCtrl-C ends everything.\n", flush=True)
        while terminal.popen.poll() is None:
            readable, _, _ = select.select([sys.stdin], [], [], 0.2)
            if readable and (line := sys.stdin.readline()):
                print(self.obey(line), flush=True)
            elif readable:
                time.sleep(0.2)  # no one types: standard input has ended
        return terminal.popen.returncode

    def run_player(self, scenario, *arguments):
        """Plays a scenario of tests/e2e/player and grants the wishes it has on the way."""
        calls = self.work / "network-calls.txt"
        player = self.stage.start("foyer-player", [
            *self.traced(calls), self.program("foyer-player"), "--config", self.config,
            "--out", self.out, "--card", self.card_socket(), "--scenario", scenario, *arguments],
            self.terminal_env, talk=True)
        granted = 0
        deadline = time.monotonic() + VISIT_TIMEOUT_S
        while player.popen.poll() is None and time.monotonic() < deadline:
            wishes = re.findall(r"^ask: (.*)\n", player.output(), re.M)
            for wish in wishes[granted:]:
                player.tell(self.grant(wish))
                granted += 1
            time.sleep(0.05)
        if player.popen.poll() != 0:
            raise StageError(f"{scenario} failed ({player.popen.returncode}):\n"
                             f"{player.output()[-4000:]}")
        self.say("visit", f"{scenario} was played; pictures: {self.out}")
        if calls.is_file():
            self.check_calls(calls)

    def grant(self, wish):
        """What a visit asks of the lobby; "ok", or why not."""
        return self.obey(wish)

    def play(self):
        """One visit by touches on the software renderer; then the two ends are compared."""
        self.run_player("whole_visit")
        self.check_office()
        self.collect_paper()
        self.check_logs()
        return 0

    def check_office(self):
        """The office accepted what was filed, and has the same bytes."""
        filed = json.loads((self.out / "filed.json").read_text(encoding="utf-8"))
        self.stage.wait_until("the office's acceptance", lambda: self.accepted(filed["receipt"]),
                              timeout_s=DELIVERY_TIMEOUT_S)
        self.compare(filed)
        self.check_profile(filed["receipt"])

    def traced(self, calls):
        """A prefix that notes whom the terminal talks to. Leak checks and tracing exclude each other."""
        cache = (self.build / "CMakeCache.txt").read_text(encoding="utf-8")
        if re.search(r"^FOYER_SANITIZE:\w+=\S", cache, re.M) or not shutil.which("strace"):
            return []
        return ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg",
                "-e", "signal=none", "-o", calls]

    def check_calls(self, calls):
        text = calls.read_text(encoding="utf-8", errors="replace")
        if "connect(" not in text:
            raise StageError(f"{calls}: not one connection, so the trace cannot be right")
        if strangers := addresses_beyond(text):
            raise StageError(f"the terminal talked to {', '.join(strangers)}: {calls}")
        self.say("separation", f"the terminal talked to its own machine only: {calls}")

    def accepted(self, receipt):
        log = self.out / "foyer-sync.log"
        return log.is_file() and any(
            '"delivery_accepted"' in line and receipt in line
            for line in log.read_text(encoding="utf-8").splitlines())

    def compare(self, filed):
        """What the office decrypted is what was filed: the same files, the same bytes. Beside them lies
        what its own system makes of it."""
        folder = self.received / filed["receipt"]
        received = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                    for path in folder.iterdir() if path.name != "record.json"}
        if received != filed["sha256"]:
            raise StageError(f"filed {filed['sha256']}, but the office has {received}")
        self.say("office", f"accepted {filed['receipt']}, {len(received)} files equal: {folder}")
        self.check_card(filed["receipt"])

    def check_profile(self, receipt):
        """It was sealed as the configuration says."""
        with contextlib.closing(sqlite3.connect(self.work / "terminal/foyer.db")) as database:
            found = database.execute(
                "SELECT seal_profile FROM filing JOIN reservation USING (sequence) WHERE number=?",
                (receipt,)).fetchall()
        if found != [(self.profile,)]:
            raise StageError(f"{receipt} was sealed in {found}, not in {self.profile}")
        self.say("sealed", f"in profile {self.profile}")

    def check_card(self, receipt):
        """Where a card was read, the office comes to the terminal's result by itself."""
        found = re.search(rf"^card {re.escape(receipt)} (.*)$", self.middletier.output(), re.M)
        if found and not found.group(1).startswith("accepted "):
            raise StageError(f"the office doubts the card of {receipt}: {found.group(1)}")
        self.say("card evidence", found.group(1) if found else "no card was read")

    def collect_paper(self):
        pages = sorted(self.printed.glob("*.pdf"))
        if len(pages) != 1:
            raise StageError(f"{len(pages)} receipts were printed, not 1")
        shutil.copy(pages[0], self.out / "receipt.pdf")
        self.say("receipt", self.out / "receipt.pdf")

    def check_logs(self):
        """No word of the person on the specimen card stands in any log."""
        for log in [*self.out.glob("*.log"), *self.stage.logs.glob("foyer*.log")]:
            text = log.read_text(encoding="utf-8", errors="replace").upper()
            for word in PERSONAL:
                if word in text:
                    raise StageError(f"{log} holds personal data: {word}")
        self.say("logs", "without personal data")


def has_display():
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def place_for(work):
    """The folder itself, or one with a shorter name where its sockets' paths would be too long."""
    work = work.resolve()
    if len(str(work)) <= MAX_WORK_PATH:
        return work
    short = hashlib.sha256(str(work).encode()).hexdigest()[:12]
    return pathlib.Path(tempfile.gettempdir()) / f"foyer-{short}"


def claim(work):
    """The work folder for this run alone, without what an earlier run left (its keys are kept)."""
    work.mkdir(parents=True, exist_ok=True)
    lock = (work / ".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StageError(f"another demonstration is running in {work}") from error
    for entry in work.iterdir():
        if entry.name not in (".lock", "keys"):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    return lock


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/dev")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "out/demo-run")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "out/demo")
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--profile", choices=("jwe", "osci"), default="jwe")
    return parser.parse_args()


def add_places(parser):
    """Where what was built lies, where it runs, and where its pictures go."""
    for name in ("--build", "--work", "--out"):
        parser.add_argument(name, type=pathlib.Path, required=True)


def on_stage(lobby_of, given, prepare=lambda lobby: None):
    """Everything of a lobby started, then its play; ended with all it has started."""
    work, out = place_for(given.work), given.out.resolve()
    lock = claim(work)
    fresh(out)
    with lock, Stage(work) as stage:
        lobby = lobby_of(given.build.resolve(), work, out, stage)
        prepare(lobby)
        lobby.start_all()
        return lobby.play()


def end_politely(*_):
    raise KeyboardInterrupt


def main():
    given = options()
    work, out = place_for(given.work), given.out.resolve()
    lock = claim(work)
    fresh(out)
    headless = given.headless or not has_display()
    print(f"Foyer's demo office{', played by itself' if headless else ''}:", flush=True)
    with lock, Stage(work) as stage:
        demo = Demo(given.build.resolve(), work, out, stage)
        demo.profile = given.profile
        # Two programs that nothing else here needs.
        demo.identifies = not headless and bool(demo.eid_function() and shutil.which("stunnel4"))
        demo.start_all()
        return demo.play() if headless else demo.open_window()


def end_with(function):
    """Ends this program with the function's answer; a signal or a failure still ends the stage."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end_politely)
    try:
        sys.exit(function())
    except KeyboardInterrupt:
        print("\nEnded.")
        sys.exit(130)
    except StageError as error:
        print(f"demo: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    end_with(main)
