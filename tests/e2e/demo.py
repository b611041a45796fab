#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A whole demo office on one machine, around one terminal.

Makes keys and cards, starts the office side, the delivery agent, a card reader with a card on it, a
scanner and a printer, and opens the terminal's window. With --headless (or without a display) it
plays one visit instead and exits 0 only if the office accepted the application and what the office
decrypted equals, byte for byte, what the terminal filed. `./dev run` calls this."""
import argparse
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import signal
import socket
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from stage import Stage, StageError, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUPPORT = ROOT / "tests/support"
KIOSK = "N07"
DELIVERY_TIMEOUT_S = 120.0  # on a busy machine; the way to the office takes about a second
VISIT_TIMEOUT_S = 600.0
SCHEMA = "assets/schemas/foyer-xfall.xsd"

PROGRAMS = {
    "foyer": "kiosk/app/foyer",
    "foyer-sync": "offline/agent/foyer-sync",
    "foyer-scan-worker": "bin/foyer-scan-worker",
    "foyer-middletier": "tests/middletier/foyer-middletier",
    "card-pki": "tests/support/card/card-pki",
    "virtual-card": "tests/support/card/virtual-card",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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


class Demo:
    """The office and its lobby. Everything it makes lies below `work`, what it shows below `out`."""

    def __init__(self, build, work, out, stage):
        self.build = build
        self.work = work
        self.out = out
        self.stage = stage
        self.keys = work / "keys"
        self.cards = work / "cards"
        self.received = out / "office"
        self.terminal_env = {}

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

    def write_config(self, name, sections):
        path = self.work / name
        path.write_text(toml(sections), encoding="utf-8")
        return path

    # --- The office side, and the way to it --------------------------------------------------------

    def start_middletier(self):
        process = self.stage.start("foyer-middletier", [
            self.program("foyer-middletier"), "--keys", self.keys,
            "--database", self.work / "middletier.db", "--schema", self.schema(),
            "--export", self.received, "--page", "0"])
        self.api = self.stage.wait_for_output(process, r"^api (https://\S+)$").group(1)
        page = self.stage.wait_for_output(process, r"^page (http://\S+)$").group(1)
        self.say("middle tier", f"{self.api}, what the office received: {page}")

    @staticmethod
    def schema():
        return ROOT / SCHEMA

    def start_agent(self):
        (self.work / "terminal").mkdir(exist_ok=True)
        config = self.write_config("foyer-sync.toml", {
            "": {"database": "terminal/foyer.db", "socket": "foyer-sync.sock",
                 "log": str(self.out / "foyer-sync.log")},
            "server": {"url": self.api, "ca": self.keys / "tls/ca.crt",
                       "certificate": self.keys / f"tls/{KIOSK}.crt",
                       "key": self.keys / f"tls/{KIOSK}.key",
                       "event_key": self.keys / "events/events.pem"},
            "retry": {"base_ms": 200, "cap_ms": 2000},
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
        card = self.stage.start("virtual-card", [
            self.program("virtual-card"), "--card", self.cards / "card.json",
            "--port", (folder / "port").read_text().strip(), "--socket", self.card_socket(),
            *self.card_arguments()])
        self.stage.wait_until("the card's socket", self.card_socket().is_socket, card)
        self.say("card reader", f"own pcscd; the card obeys lines on {self.card_socket()}")

    def card_socket(self):
        return self.work / "card.sock"

    def card_arguments(self):
        return ["--insert"]

    def prepare_scanner(self):
        folder = self.work / "scanner"
        printed = run([SUPPORT / "services/scanner.sh", self.build, folder])
        self.scanner_env = environment_of(printed)
        self.say("scanner", f"what it delivers: {folder / 'control'}")

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
                         "data_dir": "terminal", "assets": ROOT / "assets",
                         "locales": ROOT / "locales", "log": self.out / "terminal.log"},
            "screen": self.screen(),
            "card": {"reader": "Virtual PCD 00 00", "trust_list": self.cards / "trust.pem"},
            "scanner": {"device": "", "worker": self.program("foyer-scan-worker")},
            "scanner.environment": self.scanner_env,
            "printer": {"uri": self.printer_uri},
            "seal": {"office_name": "Demo-Ausländerbehörde",
                     "office_certificate": self.keys / "office/office.crt",
                     "office_root": self.keys / "office/root.crt",
                     "receipt_key": self.keys / "terminal/receipt.key"},
            "delivery": {"destination": "Demo-Ausländerbehörde"},
            "agent": {"socket": "foyer-sync.sock"},
        })

    @staticmethod
    def screen():
        return {"width": 1080, "height": 1920, "px_per_mm": 3.21}

    def start_all(self):
        self.make_keys()
        self.start_middletier()
        self.start_agent()
        self.start_card_reader()
        self.prepare_scanner()
        self.start_printer()
        self.config = self.terminal_config()
