#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Another office's terminal by files alone: examples/hundesteuer on the same programs.

Puts the example over a copy of what is shipped, without the immigration office's assistants; runs
its people, signs it, lints it, and has one of them go from the first page to the receipt on the same
real parts as the demonstration. The office must have decrypted an application of that assistant.

    other_office.py --build DIR --work DIR --out DIR"""
import argparse
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "examples"))

import demo
import new_office
from stage import StageError, run

EXAMPLE = demo.ROOT / "examples/hundesteuer"
PEOPLE = EXAMPLE / "people.json"
ASSISTANT = "hund"
STRANGE = re.compile(r"Ausländer|Aufenthalt|immigration|residence|\[[a-z_]+\.[a-z_.]+\]")
DAY = "2026-11-23"  # what people.json expects is true on this day


def names_of(folder):
    return {path.stem for path in folder.glob("*.json") if not path.name.endswith(".release.json")}


def check_translations(locales):
    """Every help language of the example translates all of its German as it stands."""
    sys.path.insert(0, str(demo.ROOT / "locales"))
    from stamp import stand_of
    for german in sorted((EXAMPLE / "locales/de").glob("*.json")):
        wanted = {key: stand_of(text) for key, text
                  in json.loads(german.read_text(encoding="utf-8")).items()}
        for language in sorted({path.parent.name for path in EXAMPLE.glob("locales/*/*.json")} - {"de"}):
            texts = json.loads((locales / language / german.name).read_text(encoding="utf-8"))
            marks = texts.pop("_stand")
            if marks != wanted or texts.keys() != wanted.keys():
                keys = sorted(key for key in wanted.keys() | texts.keys() | marks.keys()
                              if key not in texts or marks.get(key) != wanted.get(key))
                raise StageError(f"locales/{language}/{german.name}: not of the German as it is: {keys}")


class Office(demo.Demo):
    """The same lobby; its terminal has the example's definitions and texts."""

    def make_assets(self):
        self.assets, self.locales = new_office.lay_over(EXAMPLE, self.work)
        if left := names_of(self.assets / "assistants") - {ASSISTANT}:
            raise StageError(f"the copy still has {', '.join(sorted(left))}")
        check_translations(self.locales)
        self.check_menu()
        ctl = [self.program("foyerctl"), "assistant", "--assets", self.assets,
               "--locales", self.locales]
        run([*ctl, "test", "--date", DAY, PEOPLE])
        run([*ctl, "sign", "--key", demo.SUPPORT / "demo_keys/release.key"])
        run([*ctl, "lint"])  # after signing: a menu that offers what is not released is a mistake
        run([*ctl, "verify", "--keys", demo.RELEASE_KEYS])
        self.say("other office", f"{EXAMPLE.name}: its people run, signed, linted: {self.assets}")

    def check_menu(self):
        """What the menu says of an assistant has texts, too (they are no part of the assistant)."""
        german = {}
        for path in (self.locales / "de").glob("*.json"):
            german |= json.loads(path.read_text(encoding="utf-8"))
        menu = json.loads((self.assets / "menu.json").read_text(encoding="utf-8"))
        for key in [f"concern.{entry['id']}.{part}" for entry in menu for part in ("title", "hint")]:
            if key not in german:
                raise StageError(f"locales/de: no text for {key}")

    def released_assets(self):
        return self.assets

    def write_config(self, name, sections):
        if "terminal" in sections:
            sections["terminal"]["locales"] = self.locales
        return super().write_config(name, sections)

    def start_all(self):
        self.make_assets()
        super().start_all()

    def play(self):
        person = json.loads(PEOPLE.read_text(encoding="utf-8"))[0]
        self.run_player("person", "--person", PEOPLE, "--name", person["name"], "--language", "en")
        self.check_office()
        self.check_application(person["answers"])
        self.collect_paper()
        self.check_paper()
        self.check_logs()
        return 0

    def check_application(self, answers):
        """What the office decrypted is of the example's assistant, with the person's dogs."""
        receipt = json.loads((self.out / "filed.json").read_text(encoding="utf-8"))["receipt"]
        root = ElementTree.parse(self.received / receipt / "container.xml").getroot()
        assistants = [node.get("id") for node in root.findall(".//{*}assistent")]
        if assistants != [ASSISTANT]:
            raise StageError(f"the office has an application of {assistants}, not of {ASSISTANT}")
        dogs = [node.findtext("{*}wert") for node in root.findall(".//{*}angabe")
                if node.get("id") == "hunde[].name"]
        if dogs != [dog["name"] for dog in answers["hunde"]]:
            raise StageError(f"the office knows of the dogs {dogs}")
        self.say("application", f"of {ASSISTANT}, for {' and '.join(dogs)}")

    def check_paper(self):
        """The receipt speaks of this office: no word of residence law, no text that is missing."""
        text = run(["pdftotext", self.out / "receipt.pdf", "-"])
        if "Hund anmelden" not in text:
            raise StageError(f"the receipt does not name the concern:\n{text}")
        if found := STRANGE.findall(text):
            raise StageError(f"the receipt says {', '.join(found)}:\n{text}")


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    demo.add_places(parser)
    return parser.parse_args()


if __name__ == "__main__":
    demo.end_with(lambda: demo.on_stage(Office, options()))
