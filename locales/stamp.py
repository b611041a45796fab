#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes into a translation the marks of the German texts it translates (locales/README.md).

    stamp.py LANG          entries that have no mark yet
    stamp.py LANG KEY...   these entries: somebody has checked them against the German as it is now
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent


def stand_of(german: str) -> str:
    """FNV-1a 64, as foyer::i18n::stand_of."""
    value = 14695981039346656037
    for byte in german.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return f"{value:016x}"


def files_of(lang: str):
    return [p for p in sorted((HERE / lang).glob("*.json")) if p.name != "language.json"]


def texts_of(lang: str) -> dict:
    return {k: v for p in files_of(lang) for k, v in json.loads(p.read_text()).items() if k != "_stand"}


def main(lang: str, keys: list) -> int:
    german = texts_of("de")
    wanted = set(keys)
    for path in files_of(lang):
        entries = json.loads(path.read_text())
        stand = entries.pop("_stand", {})
        # A mark is kept while its text is there: an outdated one must stay visible as outdated.
        marks = {key: stand.get(key) for key in entries if key in german}
        for key in marks:
            if marks[key] is None or key in wanted:
                marks[key] = stand_of(german[key])
                wanted.discard(key)
        path.write_text(json.dumps(entries | {"_stand": marks}, ensure_ascii=False, indent=1) + "\n")
    for key in sorted(wanted):
        print(f"{lang}: no such entry: {key}", file=sys.stderr)
    return 1 if wanted else 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] == "de":
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
