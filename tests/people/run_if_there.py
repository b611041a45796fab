# SPDX-License-Identifier: EUPL-1.2
"""run_if_there.py FILE COMMAND...: runs COMMAND; 77 (skipped) and says so when FILE is missing."""
import pathlib
import subprocess
import sys

if not pathlib.Path(sys.argv[1]).exists():
    print(f"skipped: there is no {sys.argv[1]}")
    sys.exit(77)
sys.exit(subprocess.run(sys.argv[2:], check=False).returncode)
