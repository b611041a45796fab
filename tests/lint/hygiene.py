#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What must not be in the repository: paths of somebody's machine, secrets, large files, leftovers."""
import re

import common

MAX_BYTES = 1_000_000
# Pictures and pages that tests need may be larger than text, yet not without end.
MAX_MEDIA_BYTES = 4_000_000
MEDIA = {".png", ".jpg", ".tif", ".pdf", ".ttf", ".otf", ".pnm", ".pgm", ".ppm"}

TEXT_RULES = [
    (re.compile(r"(?<![\w.$})])/(?:home|Users)/[a-z]\w*"), "a path of somebody's machine"),
    (re.compile(r"(?<![\w.$}/])/(?:work|root)/\w"), "a path of somebody's machine"),
    (re.compile(r"^(?:<{7}|>{7}) ", re.M), "a conflict marker"),
    (re.compile(r"\b(?:TODO|FIXME)\b"), "a leftover: finish it, or write an issue"),
    (re.compile(r"-----BEGIN (?:\w+ )*PRIVATE KEY-----"), "a private key"),
]
# Of the demonstration: everybody may know them, and no device believes them.
DEMO_KEYS = {"tests/support/demo_keys/release.key"}
# These name what they look for.
EXEMPT = {"tests/lint/hygiene.py", "tests/lint/test_lints.py"}


def check(root):
    findings = []
    for path in common.files(root):
        limit = MAX_MEDIA_BYTES if path.suffix in MEDIA else MAX_BYTES
        size = (root / path).stat().st_size
        if size > limit:
            findings.append(f"{path}: {size} bytes, at most {limit} may be")
        elif path.suffix not in MEDIA and path.as_posix() not in EXEMPT:
            text = common.read(root, path)
            for pattern, what in TEXT_RULES:
                if what == "a private key" and path.as_posix() in DEMO_KEYS:
                    continue
                for match in pattern.finditer(text):
                    line = text.count("\n", 0, match.start()) + 1
                    findings.append(f"{path}:{line}: {what}")
    return findings


if __name__ == "__main__":
    common.main(check)
