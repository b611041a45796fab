#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds the rooms to ARCHITECTURE.md, whose two tables marked "Law" are read here: who includes
whom, and who may see which foreign library. The compiler already refuses a room that is not linked;
this check refuses the link itself, and the system headers that are on everybody's path."""
import re

import common

LAW = "ARCHITECTURE.md"
WINGS = ("kiosk", "drivers", "offline")
ROOM_ROW = re.compile(r"^\| `((?:kiosk|drivers|offline)/(\w+))` \| [^|]* \| ?([^|]*)\|$", re.M)
FOREIGN_ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|$", re.M)
SYSTEM = ("sys/", "linux/", "netinet/", "arpa/", "net/", "ext/")  # the C library's and Linux's folders
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
ROOM_CALL = re.compile(r"foyer_room\(\s*([\w]+)([^)]*)\)")


def rooms_of(root):
    """Room name -> its folder, for every folder of the three wings that is a room."""
    return {path.parent.name: path.parent for path in common.files(root)
            if len(path.parts) == 3 and path.parts[0] in WINGS and path.name == "CMakeLists.txt"}


def read_law(root):
    """Folder -> rooms it may include, and foreign header prefix -> rooms that may include it."""
    text = common.read(root, LAW)
    arrows = {folder: set(rooms.split()) | {room} for folder, room, rooms in ROOM_ROW.findall(text)}
    foreign = {header: set(rooms.split()) for header, rooms in FOREIGN_ROW.findall(text)}
    return arrows, foreign


def included(header, prefixes):
    return next((prefix for prefix in prefixes if header.startswith(prefix)), None)


def check_source(root, path, room, allowed, rooms, foreign):
    findings = []
    public = "include" in path.parts
    for number, line in enumerate(common.read(root, path).splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        angle, header = match.group(1) == "<", match.group(2)
        where = f"{path}:{number}"
        target = header.split("/")[0]
        library = included(header, foreign)
        if "tests/" in header or target in ("support", "catch2"):
            findings.append(f"{where}: nothing includes tests ({header})")
        elif target in rooms:
            if "*" not in allowed and target not in allowed:
                findings.append(f"{where}: no arrow {room} -> {target} ({header})")
        elif library and room not in foreign[library]:
            owners = ", ".join(sorted(foreign[library]))
            findings.append(f"{where}: <{header}> belongs to {owners}, not to {room}")
        elif library and public:
            findings.append(f"{where}: <{header}> is too heavy for a public header")
        elif angle and "/" in header and not library and not header.startswith(SYSTEM):
            findings.append(f"{where}: <{header}> has no owner: give it a row in {LAW}")
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
    rooms = rooms_of(root)
    arrows, foreign = read_law(root)
    findings = [f"{LAW}: there is no room {folder}" for folder in sorted(arrows)
                if folder not in {path.as_posix() for path in rooms.values()}]
    for room, folder in sorted(rooms.items()):
        allowed = arrows.get(folder.as_posix())
        if allowed is None:
            findings.append(f"{folder}: a new room: give it a row in {LAW}")
            continue
        findings += check_links(root, room, folder, allowed, rooms)
        for path in common.files(root):
            if folder in path.parents and path.suffix in common.CXX:
                findings += check_source(root, path, room, allowed, rooms, foreign)
    return findings


if __name__ == "__main__":
    common.main(check)
