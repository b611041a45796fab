#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""systemd itself reads the units of the image, and says how much each service may do. What is not told:
that the programs are not installed on this machine."""
import pathlib
import re
import shutil
import subprocess

import common

UNIT = {".service", ".socket", ".timer", ".path", ".mount", ".target"}
MOST_EXPOSURE = "15"  # of 100
EXPECTED = re.compile(r"Command \S+ is not executable")


def check(root):
    units = [path for path in common.files(root) if path.suffix in UNIT and path.parts[0] == "image"]
    if not units or not shutil.which("systemd-analyze"):
        return []
    root = pathlib.Path(root)
    read = subprocess.run(["systemd-analyze", "verify", *(root / unit for unit in units)],
                          capture_output=True, text=True, check=False)
    findings = [f"image: {line}" for line in (read.stdout + read.stderr).splitlines()
                if line.strip() and not EXPECTED.search(line)]
    for unit in units:
        if unit.suffix != ".service":
            continue
        exposed = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager",
                                  f"--threshold={MOST_EXPOSURE}", root / unit],
                                 capture_output=True, text=True, check=False)
        if exposed.returncode != 0:
            findings.append(f"{unit}: {(exposed.stdout + exposed.stderr).strip().splitlines()[-1]}")
    return findings


if __name__ == "__main__":
    common.main(check)
