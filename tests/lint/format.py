#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""All C++ is as clang-format 19 writes it with our .clang-format."""
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import common

TOOL = "clang-format-19"


def check(root):
    if not shutil.which(TOOL):
        return [f"{TOOL} is missing: ./dev install"]
    sources = [str(path) for path in common.files(root) if path.suffix in common.CXX]
    batches = [sources[start:start + 25] for start in range(0, len(sources), 25)]

    def run(batch):
        return subprocess.run([TOOL, "--dry-run", "-Werror", *batch], cwd=root, text=True,
                              capture_output=True).stderr.splitlines()

    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        lines = [line for batch in pool.map(run, batches) for line in batch]
    wrong = sorted({line.split(":")[0] for line in lines if "error:" in line})
    return [f"{path}: not formatted: {TOOL} -i {path}" for path in wrong]


if __name__ == "__main__":
    common.main(check)
