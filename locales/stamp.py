#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes the marks by which texts and translations are kept equal (locales/README.md).

    stamp.py de                          dates the German texts that are new or changed
    stamp.py LANG                        entries of LANG that have no mark yet
    stamp.py LANG KEY...                 these: somebody has checked them against the German as it is
    stamp.py LANG --reviewed ROLE KEY... the same, and the words were reviewed by a person of that
                                         role today ("sworn translator"; never a name)
"""
import datetime
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent


def stand_of(text: str) -> str:
    """FNV-1a 64, as foyer::i18n::stand_of."""
    value = 14695981039346656037
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return f"{value:016x}"


def files_of(lang: str):
    return [p for p in sorted((HERE / lang).glob("*.json")) if p.name != "language.json"]


def split(path: pathlib.Path):
    """A file's texts, and what stands beside them ("_stand", "_review", "_changed")."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return ({k: v for k, v in entries.items() if not k.startswith("_")},
            {k: v for k, v in entries.items() if k.startswith("_")})


def write(path: pathlib.Path, texts: dict, **beside) -> None:
    kept = {f"_{name}": value for name, value in beside.items() if value}
    path.write_text(json.dumps(texts | kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def date_german(today: str) -> None:
    for path in files_of("de"):
        texts, beside = split(path)
        before = beside.get("_changed", {})
        changed = {}
        for key, text in texts.items():
            mark = stand_of(text)
            known = before.get(key, "")
            changed[key] = known if known.endswith(" " + mark) else f"{today} {mark}"
        write(path, texts, changed=changed)


def stamp(lang: str, keys: list, role: str, today: str) -> int:
    german = {key: text for path in files_of("de") for key, text in split(path)[0].items()}
    wanted = set(keys)
    for path in files_of(lang):
        texts, beside = split(path)
        stand, review = beside.get("_stand", {}), beside.get("_review", {})
        # A mark is kept while its text is there: an outdated one must stay visible as outdated.
        marks = {key: stand.get(key) for key in texts if key in german}
        for key in marks:
            if marks[key] is None or key in wanted:
                marks[key] = stand_of(german[key])
                if role and key in wanted:
                    review[key] = {"by": role, "on": today, "text": stand_of(texts[key])}
                wanted.discard(key)
        # A review is of these words; other words have not been reviewed.
        review = {key: entry for key, entry in review.items()
                  if key in texts and entry["text"] == stand_of(texts[key])}
        write(path, texts, stand=marks, review=review)
    for key in sorted(wanted):
        print(f"{lang}: no such entry: {key}", file=sys.stderr)
    return 1 if wanted else 0


def main(args: list) -> int:
    today = datetime.date.today().isoformat()
    role = ""
    if "--reviewed" in args:
        at = args.index("--reviewed")
        if len(args) < at + 3:
            print(__doc__, file=sys.stderr)
            return 2
        role = args[at + 1]
        del args[at:at + 2]
    if not args or args[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    if args[0] == "de":
        date_german(today)
        return 0
    return stamp(args[0], args[1:], role, today)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
