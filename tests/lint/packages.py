#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The package lists stay readable: each package once, sorted within its group."""
import re

import common

LISTS = ("image/packages-build.txt", "image/packages-run.txt")
NAME = re.compile(r"[a-z0-9][a-z0-9.+-]+$")


def check(root):
    findings = []
    for path in LISTS:
        seen, previous = set(), ""
        for number, line in enumerate(common.read(root, path).splitlines(), 1):
            name = line.partition("#")[0].strip()
            if not name:
                previous = ""
            elif not NAME.match(name):
                findings.append(f"{path}:{number}: '{name}' is not the name of one package")
            elif name in seen:
                findings.append(f"{path}:{number}: {name} stands there twice")
            elif name < previous:
                findings.append(f"{path}:{number}: {name} belongs before {previous}")
            else:
                previous = name
            seen.add(name)
    return findings


if __name__ == "__main__":
    common.main(check)
