#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Somebody of a file of people goes through an assistant, from the first page to the receipt, on the
same real parts as the demonstration.

    person.py FILE NAME [--language CODE] [--hurry] --build DIR --work DIR --out DIR

With --hurry the person files at once where that is offered. The file is the one `foyerctl assistant
test` reads. What a person does not say but must, the player makes up (tests/e2e/player/persona.cpp);
pictures of every page lie in --out afterwards."""
import argparse
import json
import pathlib
import sys
from xml.etree import ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import StageError


class Lobby(demo.Demo):
    def __init__(self, given, *where):
        super().__init__(*where)
        self.given = given

    def play(self):
        self.run_player("hurry" if self.given.hurry else "person",
                        "--person", self.given.file.resolve(), "--name", self.given.name,
                        "--language", self.given.language)
        self.check_office()
        self.check_record()
        self.check_logs()
        return 0

    def check_record(self):
        """What the office's own system gets of it is whole, and has its place in the e-file."""
        receipt = json.loads((self.out / "filed.json").read_text(encoding="utf-8"))["receipt"]
        folder = self.received / receipt
        record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        answers = ElementTree.parse(folder / "container.xml").findall(".//{*}daten//{*}angabe")
        known = [entry for entry in record["entries"] if "names" in entry]
        if len(record["entries"]) != len(answers) or not known or not record["assign"].get("family_name"):
            raise StageError(f"the record of {receipt} is not whole")
        if "{" in record["file"]["title"] or record["receipt"] != receipt:
            raise StageError(f"the e-file's title is {record['file']['title']}")
        self.say("record", f"{len(answers)} answers, {len(known)} of them with names of other systems")


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("name")
    parser.add_argument("--language", default="de")
    parser.add_argument("--hurry", action="store_true")
    demo.add_places(parser)
    return parser.parse_args()


def main():
    given = options()
    return demo.on_stage(lambda *where: Lobby(given, *where), given)


if __name__ == "__main__":
    demo.end_with(main)
