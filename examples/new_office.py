#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Starts another office's files: new_office.py EXAMPLE TARGET

Copies the shipped assets and locales into TARGET (which must not be there), leaves the immigration
office's assistants out and lays the example's files over the rest. A text that the example has, too,
replaces the shipped one."""
import json
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def leave_out_ours(assets, locales):
    for definition in (assets / "assistants").glob("*.json"):
        name = definition.name.split(".")[0]
        for path in [definition, assets / f"codelists/{name}.json", *locales.glob(f"*/{name}.json"),
                     *locales.glob(f"*/codes_{name}.json")]:
            path.unlink(missing_ok=True)


def drop_replaced_texts(example, locales):
    """A key may stand in one file of a language only. A language that the example does not have keeps
    its translation, and the terminal shows the new German, which it does not translate."""
    for folder in (example / "locales").iterdir():
        own = {key for path in folder.glob("*.json")
               for key in json.loads(path.read_text(encoding="utf-8")) if not key.startswith("_")}
        for path in (locales / folder.name).glob("*.json"):
            texts = json.loads(path.read_text(encoding="utf-8"))
            if path.name == "language.json" or not own & texts.keys():
                continue
            kept = {key: text for key, text in texts.items() if key not in own}
            for beside in (name for name in kept if name.startswith("_")):
                kept[beside] = {key: mark for key, mark in kept[beside].items() if key not in own}
            path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def lay_over(example, target):
    """(assets, locales) of the new office, below target."""
    assets, locales = target / "assets", target / "locales"
    shutil.copytree(ROOT / "assets", assets)
    shutil.copytree(ROOT / "locales", locales, ignore=shutil.ignore_patterns("__pycache__"))
    leave_out_ours(assets, locales)
    drop_replaced_texts(example, locales)
    shutil.copytree(example / "assets", assets, dirs_exist_ok=True)
    shutil.copytree(example / "locales", locales, dirs_exist_ok=True)
    return assets, locales


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lay_over(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
