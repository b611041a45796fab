#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Every source file names its licence in its first lines."""
import common

SUFFIXES = common.CXX | {".def", ".cmake", ".py", ".sh", ".js", ".mjs", ".sql", ".css", ".service"}
NAMES = {"CMakeLists.txt", "dev", "run", ".clang-format", ".clang-tidy"}
IDENTIFIER = "SPDX-License-Identifier: EUPL-1.2"


def check(root):
    findings = []
    for path in common.files(root):
        if path.suffix in SUFFIXES or path.name in NAMES:
            if not any(IDENTIFIER in line for line in common.read(root, path).splitlines()[:3]):
                findings.append(f"{path}:1: no '{IDENTIFIER}' in the first three lines")
    return findings


if __name__ == "__main__":
    common.main(check)
