#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""One name, one class: two classes of one name in one namespace link without a word, and then one
file's code runs on the other file's bytes."""
import pathlib
import re

import common

SHIPPED = ("kiosk", "drivers", "offline")
OPENS = re.compile(r"(?:inline )?namespace\s*([\w:]*)\s*\{")
CLOSES = re.compile(r"\}\s*// namespace")
DEFINES = re.compile(r"(?:class|struct|union)\s+(\w+)(?:\s+final)?\s*(?::[^:].*)?\{")


def classes(text):
    """(qualified name, line) of those at namespace scope that other files can clash with."""
    scopes = []
    for number, line in enumerate(text.splitlines(), 1):
        if opened := OPENS.match(line):
            scopes.append(opened.group(1))
        elif CLOSES.match(line) and scopes:
            scopes.pop()
        elif (defined := DEFINES.match(line)) and "" not in scopes:
            yield "::".join([*scopes, defined.group(1)]), number


def check(root):
    findings = []
    first = {}
    for path in common.files(root):
        if path.suffix not in common.CXX or path.parts[0] not in SHIPPED:
            continue
        for name, line in classes(common.read(root, path)):
            other = first.setdefault(name, path)
            if other != path:
                findings.append(f"{pathlib.PurePath(path)}:{line}: {name} is in {other} already")
    return findings


if __name__ == "__main__":
    common.main(check)
