#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Keeps the closed list of failures equal in its three places: failures.def (the code),
FAILURES.md (its meaning for people who build and mend) and locales/*/failures.json (its words)."""
import json
import re

import common

DEFINITION = "kiosk/base/include/base/failures.def"
DOCUMENT = "kiosk/base/FAILURES.md"
ENTRY = re.compile(r"^FOYER_FAILURE\((\w+), (visitor|staff|technician)\)", re.M)
ROW = re.compile(r"^\| `(\w+)` \| (\w+) \| ([^|]*) \| ([^|]*) \|$", re.M)


def differences(what, wanted, found):
    return ([f"{what}: missing {name}" for name in sorted(wanted - found)] +
            [f"{what}: {name} is not in {DEFINITION}" for name in sorted(found - wanted)])


def check_document(root, audiences):
    rows = ROW.findall(common.read(root, DOCUMENT))
    findings = differences(DOCUMENT, set(audiences), {row[0] for row in rows})
    seen = set()
    for code, audience, meaning, remedy in rows:
        if code in seen:
            findings.append(f"{DOCUMENT}: {code} stands there twice")
        seen.add(code)
        if audience != audiences.get(code, audience):
            findings.append(f"{DOCUMENT}: {code} is for the {audiences[code]}, not the {audience}")
        if not meaning.strip() or not remedy.strip():
            findings.append(f"{DOCUMENT}: {code} has no meaning or no remedy")
    return findings


def check_language(root, path, codes):
    wanted = {f"failure.{code}.{part}" for code in codes for part in ("title", "advice")}
    try:
        texts = json.loads(common.read(root, path))
    except json.JSONDecodeError as error:
        return [f"{path}: {error}"]
    texts = {key: text for key, text in texts.items() if not key.startswith("_")}
    findings = differences(str(path), wanted, set(texts))
    findings += [f"{path}: {key} is empty" for key, text in texts.items()
                 if not isinstance(text, str) or not text.strip()]
    return findings


def in_progress(root, language):
    path = root / "locales" / language / "language.json"
    return path.is_file() and json.loads(common.read(root, path.relative_to(root))).get("in_progress")


def check(root):
    entries = ENTRY.findall(common.read(root, DEFINITION))
    audiences = dict(entries)
    findings = check_document(root, audiences)
    if len(audiences) != len(entries):
        findings.append(f"{DEFINITION}: a code stands there twice")
    languages = sorted({path.parts[1] for path in common.files(root)
                        if path.parts[0] == "locales" and len(path.parts) > 2})
    if not languages:
        findings.append("locales: no language at all")
    for language in languages:
        path = root / "locales" / language / "failures.json"
        if in_progress(root, language):
            continue # locales.py looks at what is there
        if path.is_file():
            findings += check_language(root, path.relative_to(root), audiences)
        else:
            findings.append(f"locales/{language}: no failures.json")
    return findings


if __name__ == "__main__":
    common.main(check)
