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

PROGRAMS = {
    "foyer": "kiosk/app/foyer",
    "foyer-sync": "offline/agent/foyer-sync",
    "foyer-scan-worker": "drivers/scanner_sane/worker/foyer-scan-worker",
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
    def __init__(self, build, work, out, stage):
        self.build = build
        self.work = work
        self.out = out
        self.stage = stage
        self.keys = work / "keys"
        self.office_files = work / "office"
        self.printed_pages = work / "printed"
        self.terminal_env = {}

    def program(self, name):
        path = self.build / PROGRAMS[name]
        if not path.is_file():
            raise StageError(f"{name} is not built: ./dev build")
        return path

    def say(self, what, where=""):
        print(f"  {what:<16} {where}", flush=True)

    # --- What is made ------------------------------------------------------------------------------

    def make_keys(self):
        run([SUPPORT / "demo_keys/make-demo-keys.sh", self.keys, KIOSK])
        self.say("keys", self.keys)

    def write_config(self, name, sections):
        path = self.work / name
        path.write_text(toml(sections), encoding="utf-8")
        return path

    # --- The office side, and the way to it --------------------------------------------------------

    def start_middletier(self):
        process = self.stage.start("foyer-middletier", [
            self.program("foyer-middletier"), "--keys", self.keys,
            "--database", self.work / "middletier.db", "--schema", self.schema(),
            "--export", self.office_files, "--page", "0"])
        self.api = self.stage.wait_for_output(process, r"^api (https://\S+)$").group(1)
        page = self.stage.wait_for_output(process, r"^page (http://\S+)$").group(1)
        self.say("middle tier", f"{self.api}; what the office received: {page}")

    def schema(self):
        return next((ROOT / "assets/schemas").glob("*xfall*.xsd"))

    def start_agent(self):
        config = self.write_config("foyer-sync.toml", {
            "": {"database": "terminal/foyer.db", "socket": "foyer-sync.sock",
                 "log": "foyer-sync.log"},
            "server": {"url": self.api, "ca": self.keys / "tls/ca.crt",
                       "certificate": self.keys / f"tls/{KIOSK}.crt",
                       "key": self.keys / f"tls/{KIOSK}.key",
                       "event_key": self.keys / "events/events.pem"},
            "retry": {"base_ms": 200, "cap_ms": 2000},
        })
        process = self.stage.start("foyer-sync", [self.program("foyer-sync"), "--config", config])
        self.stage.wait_until("foyer-sync's socket", (self.work / "foyer-sync.sock").is_socket,
                              process)
        self.say("delivery agent", f"log: {self.work / 'foyer-sync.log'}")
