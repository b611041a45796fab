#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""locales.py and assistants.py go red on what they are for."""
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import assistants
import locales

PROJECT = pathlib.Path(__file__).parent.parent.parent
# Texts that the screens' source asks for, which the sample does not have.
SCREENS = {*locales.interface_files(PROJECT), *locales.staff_files(PROJECT)} - {"checks.json",
                                                                              "values.json"}


class Sample(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="foyer-lint-"))
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(PROJECT / "assets", self.root / "assets")
        for language in (PROJECT / "locales").iterdir():
            # One in progress lacks just what the sample does not have.
            if not language.is_dir() or locales.about(PROJECT, language.name).get("in_progress"):
                continue
            for path in (*language.glob("*.json"), *language.glob("*.rules")):
                if path.name not in SCREENS:
                    target = self.root / path.relative_to(PROJECT)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, target)
        shutil.copy(PROJECT / "locales/tiers.json", self.root / "locales/tiers.json")
        (self.root / "kiosk").mkdir()
        # What kiosk/forms says by itself.
        keys = [key for name in ("checks", "values")
                for key in json.loads((PROJECT / f"locales/de/{name}.json").read_text())]
        (self.root / "kiosk/a.cpp").write_text("\n".join(f'"{key}"' for key in keys))

    def edit(self, path, change):
        target = self.root / path
        node = json.loads(target.read_text())
        change(node)
        target.write_text(json.dumps(node, ensure_ascii=False))

    def translations(self):
        """Languages that have the texts of assistants."""
        return sorted({path.parent.name for path in self.root.glob("locales/*/foto.json")} - {"de"})

    def german(self, file, key, text):
        def change(node):
            node[key] = text
            node["_changed"][key] = "2026-11-25 " + locales.stand_of(text)
        self.edit(f"locales/de/{file}", change)

    def red(self, check, *words):
        findings = check(self.root)
        self.assertEqual(len(findings), 1, findings)
        for word in words:
            self.assertIn(word, findings[0])


class Locales(Sample):
    def test_green_as_shipped(self):
        self.assertEqual(locales.check(self.root), [])

    def test_missing_translation(self):
        def drop(node):
            del node["code.defekt.chip"]
        for language in ("en", "de-simple", "ar", "uk"):
            with self.subTest(language):
                self.setUp()
                self.edit(f"locales/{language}/codelists.json", drop)
                self.red(locales.check, f"locales/{language}", "code.defekt.chip")

    def test_german_changed(self):
        self.german("foto.json", "field.foto.quelle.label", "Bild")
        findings = locales.check(self.root)
        self.assertEqual(len(findings), len(self.translations()), findings)
        self.assertIn("older German", findings[0])

    def test_german_changed_without_its_date(self):
        self.edit("locales/de/foto.json", lambda node: node["_changed"].pop("field.foto.quelle.label"))
        self.red(locales.check, "locales/de/foto.json", "stamp.py de", "field.foto.quelle.label")

    def language(self, code, **more):
        self.edit(f"locales/{code}/language.json", lambda node: node.update(more))

    def test_second_tier_lacks_what_is_no_interface(self):
        (self.root / "locales/uk/foto.json").unlink()
        self.language("uk", tier=2)
        self.assertEqual(locales.check(self.root), [])

    def test_staff_alone_see_german_alone(self):
        key, text = "ui.staff.lock", "Sperren"
        mark = locales.stand_of(text)
        (self.root / "locales/de/staff.json").write_text(
            json.dumps({key: text, "_changed": {key: f"2026-11-26 {mark}"}}))
        with (self.root / "kiosk/a.cpp").open("a") as source:
            source.write(f'\n"{key}"\n')
        self.assertEqual(locales.check(self.root), [])
        (self.root / "locales/en/staff.json").write_text(
            json.dumps({key: "Lock", "_stand": {key: mark}}))
        self.red(locales.check, "locales/en/staff.json", key, "German alone")

    def test_second_tier_lacks_a_text_of_the_interface(self):
        self.language("uk", tier=2)
        self.edit("locales/uk/checks.json", lambda node: node.pop("check.range"))
        self.red(locales.check, "locales/uk", "check.range")

    def test_language_in_progress_may_lack_texts_but_not_break_them(self):
        (self.root / "locales/uk/foto.json").unlink()
        self.language("uk", in_progress=True)
        self.assertEqual(locales.check(self.root), [])
        self.edit("locales/uk/checks.json",
                  lambda node: node.update({"check.range": "від {min}"}))
        self.red(locales.check, "check.range", "'max'")

    def test_complete_language_still_excused(self):
        self.language("uk", in_progress=True)
        self.red(locales.check, "locales/uk/language.json", "take in_progress out")

    def test_spelling_without_its_file(self):
        (self.root / "locales/ckb/spoken.rules").unlink()
        self.red(locales.check, "locales/ckb/language.json", "spelling")

    def test_language_without_tier(self):
        self.edit("locales/uk/language.json", lambda node: node.pop("tier"))
        self.red(locales.check, "locales/uk/language.json", "tier")

    def test_language_with_a_mistyped_member(self):
        self.language("uk", inprogress=True)
        self.red(locales.check, "locales/uk/language.json", "inprogress")

    def review(self, text):
        entry = {"by": "sworn translator", "on": "2026-12-01", "text": locales.stand_of(text)}
        self.edit("locales/en/foto.json",
                  lambda node: node.update(_review={"field.foto.quelle.label": entry}))

    def test_review_of_these_words(self):
        texts = json.loads((self.root / "locales/en/foto.json").read_text())
        self.review(texts["field.foto.quelle.label"])
        self.assertEqual(locales.check(self.root), [])

    def test_review_of_other_words(self):
        self.review("Old words")
        self.red(locales.check, "locales/en/foto.json", "changed after its review")

    def test_unmarked(self):
        self.edit("locales/en/foto.json", lambda node: node["_stand"].pop("field.foto.quelle.label"))
        self.red(locales.check, "no mark", "stamp.py en")

    def test_argument_lost(self):
        self.edit("locales/uk/checks.json",
                  lambda node: node.update({"check.range": "від {min}"}))
        self.red(locales.check, "check.range", "'max'")

    def test_nobody_asks(self):
        mark = locales.stand_of("x")
        self.german("foto.json", "field.foto.alt.label", "x")
        for language in self.translations():
            def add(node):
                node["field.foto.alt.label"] = "x"
                node["_stand"]["field.foto.alt.label"] = mark
            self.edit(f"locales/{language}/foto.json", add)
        self.red(locales.check, "nobody asks for field.foto.alt.label")

    def test_help_of_a_code(self):
        def add(key):
            self.german("codelists.json", key, "x")
            return [finding for finding in locales.check(self.root) if "nobody" in finding]
        self.assertEqual(add("code.defekt.chip.help"), [])
        self.assertEqual(len(add("code.defekt.chop.help")), 1)

    def test_repeat_without_texts(self):
        def repeat(node):
            node["sections"][0]["pages"].append({
                "repeat": "hunde", "min": 1, "max": 3, "summary": [],
                "pages": [{"id": "hund", "fields": [{"id": "hunde[].rasse", "type": "enum@rasse", "req": "R"}]}]})
            node["fee_note"] = "assistant.a3.fee_note"
        self.edit("assets/assistants/a3.json", repeat)
        (self.root / "assets/codelists/hunde.json").write_text(
            '{"rasse": {"codes": ["dackel", {"code": "mops", "group": "klein"}]}}')
        findings = locales.check(self.root)
        self.assertEqual([finding.split(" for ")[1] for finding in findings],
                         ["assistant.a3.fee_note", "code.rasse.dackel", "code.rasse.mops",
                          "field.hunde[].rasse.label", "page.a3.hund.heading", "repeat.hunde.add",
                          "repeat.hunde.heading", "repeat.hunde.row"])

    def test_text_asked_for_in_code(self):
        (self.root / "kiosk/b.cpp").write_text('say("ui.nirgends");')
        self.red(locales.check, "no text for ui.nirgends")

    def test_arguments(self):
        self.assertEqual(locales.arguments("{n, plural, one {# Seite} other {{m} Seiten}} {x}"),
                         {"n", "m", "x"})
        self.assertEqual(locales.arguments("'{'nein'}' {a, select, x {ja} other {}}"), {"a"})


class Assistants(Sample):
    def test_green_as_shipped(self):
        self.assertEqual(assistants.check(self.root), [])

    def test_mistyped_member(self):
        self.edit("assets/blocks/foto.json",
                  lambda node: node["pages"][0]["fields"][0].update({"relevnat": "true"}))
        self.red(assistants.check, "blocks/foto.json", "relevnat")

    def test_unused_list(self):
        self.edit("assets/codelists/lists.json", lambda node: node.update({"neu": {"codes": ["x"]}}))
        self.red(assistants.check, "neu")

    def test_unused_list_in_a_file_of_its_own(self):
        (self.root / "assets/codelists/hunde.json").write_text('{"rasse": {"codes": ["dackel"]}}')
        self.red(assistants.check, "codelists/hunde.json", "no field uses rasse")

    def test_list_that_is_not_there(self):
        self.edit("assets/blocks/foto.json",
                  lambda node: node["pages"][0]["fields"][0].update({"type": "enum@nirgends"}))
        self.assertIn("assets/codelists: there is no list nirgends", assistants.check(self.root))


if __name__ == "__main__":
    unittest.main(verbosity=0)
