#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Shell, Python and JSON files are at least well-formed (nothing is run)."""
import json
import subprocess

import common


def shell_error(root, path):
    run = subprocess.run(["bash", "-n", str(root / path)], capture_output=True, text=True)
    return run.stderr.strip() if run.returncode else None


def python_error(root, path):
    try:
        compile(common.read(root, path), str(path), "exec")
    except SyntaxError as error:
        return f"{path}:{error.lineno}: {error.msg}"
    return None


def json_error(root, path):
    try:
        json.loads(common.read(root, path))
    except json.JSONDecodeError as error:
        return f"{path}:{error.lineno}: {error.msg}"
    return None


def checker_of(root, path):
    if path.suffix == ".py":
        return python_error
    if path.suffix == ".json":
        return json_error
    if path.suffix in (".sh", ""):
        first = common.read(root, path).partition("\n")[0]
        if first.startswith("#!") and ("bash" in first or first.endswith("/sh")):
            return shell_error
    return None


def check(root):
    findings = []
    for path in common.files(root):
        checker = checker_of(root, path)
        if checker and (error := checker(root, path)):
            findings.append(error)
    return findings


if __name__ == "__main__":
    common.main(check)
