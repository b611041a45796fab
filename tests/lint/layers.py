#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds the rooms to the arrows of ARCHITECTURE.md: who includes whom, and who may see which
foreign library. The compiler already refuses a room that is not linked; this check refuses the
link itself, and the system headers that are on everybody's path."""
import pathlib
import re

import common

WINGS = ("kiosk", "drivers", "offline")

# Room -> rooms it may include besides itself. "*" is every room.
ARROWS = {
    "base": set(),
    "api": {"base"},
    "i18n": {"base"},
    "forms": {"base", "i18n"},
    "eid": {"base", "api"},
    "visit": {"base", "forms", "i18n", "eid", "api", "store", "seal", "xfall"},
    "ui": {"base", "forms", "i18n", "visit"},
    "receipt": {"base", "i18n", "forms"},
    "store": {"base"},
    "seal": {"base"},
    "xfall": {"base", "forms"},
    "sync": {"base", "store", "seal", "xfall"},
    "agent": {"base", "store", "seal", "xfall", "sync"},
    "app": {"*"},
    "ctl": {"*"},
}
DRIVER_ARROWS = {"base", "api"}

# Foreign header (as a prefix of what is included) -> rooms that may include it. Tests may, too.
FOREIGN = {
    "sqlite3.h": {"store"},
    "curl/": {"sync"},
    "httplib.h": {"agent"},
    "winscard.h": {"card_pcsc"},
    "wintypes.h": {"card_pcsc"},
    "PCSC/": {"card_pcsc"},
    "sane/": {"scanner_sane"},
    "cups/": {"printer_cups"},
    "SDL": {"ui", "app"},
    "imgui": {"ui"},
    "openssl/": {"eid", "seal", "store", "sync"},
    "pango/": {"ui", "receipt"},
    "cairo": {"ui", "receipt"},
    "qrencode.h": {"receipt"},
    "ft2build.h": {"ui"},
    "hb": {"ui"},
    "unicode/": {"i18n"},
    "libxml/": {"xfall"},
    "leptonica/": {"imaging"},
    "ZXing/": {"imaging"},
}

# These stay out of public headers: they are slow to compile and would become everybody's.
HEAVY = ("nlohmann/", "CLI/", "toml++/", "toml.hpp", "spdlog/") + tuple(FOREIGN)

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
ROOM_CALL = re.compile(r"foyer_room\(\s*([\w]+)([^)]*)\)")


def rooms_of(root):
    """Room name -> its folder, for every folder of the three wings that is a room."""
    return {path.parent.name: path.parent for path in common.files(root)
            if len(path.parts) == 3 and path.parts[0] in WINGS and path.name == "CMakeLists.txt"}


def allowed_rooms(room, folder):
    if room in ARROWS:
        return ARROWS[room] | {room}
    if folder.parts[0] == "drivers":
        return DRIVER_ARROWS | {room}
    return None


def included(header, prefixes):
    return next((prefix for prefix in prefixes if header.startswith(prefix)), None)


def check_source(root, path, room, allowed, rooms):
    findings = []
    public = "include" in path.parts
    for number, line in enumerate(common.read(root, path).splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match.group(1)
        where = f"{path}:{number}"
        target = header.split("/")[0]
        if "tests/" in header or target in ("support", "catch2"):
            findings.append(f"{where}: nothing includes tests ({header})")
        elif target in rooms:
            if "*" not in allowed and target not in allowed:
                findings.append(f"{where}: no arrow {room} -> {target} ({header})")
        elif foreign := included(header, FOREIGN):
            if room not in FOREIGN[foreign]:
                owners = ", ".join(sorted(FOREIGN[foreign]))
                findings.append(f"{where}: <{header}> belongs to {owners}, not to {room}")
        if public and included(header, HEAVY):
            findings.append(f"{where}: <{header}> is too heavy for a public header")
    return findings


def check_links(root, room, folder, allowed, rooms):
    path = folder / "CMakeLists.txt"
    findings = []
    text = re.sub(r"#.*", "", common.read(root, path))
    for name, arguments in ROOM_CALL.findall(text):
        if name != room:
            findings.append(f"{path}: the folder is {room}, its target {name}; they are one thing")
        for target in re.findall(r"[\w:]+", arguments):
            if target in rooms and "*" not in allowed and target not in allowed:
                findings.append(f"{path}: no arrow {room} -> {target} (foyer_room)")
    return findings


def check(root):
    findings = []
    rooms = rooms_of(root)
    for room, folder in sorted(rooms.items()):
        allowed = allowed_rooms(room, folder)
        if allowed is None:
            findings.append(f"{folder}: a new room: give it its arrows in tests/lint/layers.py "
                            "and ARCHITECTURE.md")
            continue
        findings += check_links(root, room, folder, allowed, rooms)
        for path in common.files(root):
            if folder in path.parents and path.suffix in common.CXX:
                findings += check_source(root, path, room, allowed, rooms)
    return findings


if __name__ == "__main__":
    common.main(check)
