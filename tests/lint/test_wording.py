#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""wording.py goes red on what it is for."""
import json
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import locales
import wording

PROJECT = pathlib.Path(__file__).parent.parent.parent
LETTERS = "inline constexpr LetterRange name_letters[] = {{0x00C0, 0x017E}, {0x01AF, 0x01B0}, {0x1EA0, 0x1EF9}};"


class Wording(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="foyer-lint-"))
        self.addCleanup(shutil.rmtree, self.root)
        self.write(wording.LETTERS, LETTERS)
        self.write(wording.GLOSSARY, "# Glossary\n\n## Names that stay German\n\n- Duldung\n\n## More\n")

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def found(self, language, text, german="Weiter", **about):
        for before in (self.root / "locales").glob("[a-z]*"):
            shutil.rmtree(before)
        self.write("locales/de/a.json", json.dumps({"a.x": german}))
        self.write(f"locales/{language}/language.json", json.dumps({"rtl": False} | about))
        entry = {"a.x": text, "_stand": {"a.x": locales.stand_of(german)}} if language != "de" \
            else {"a.x": text}
        self.write(f"locales/{language}/a.json", json.dumps(entry))
        return wording.check(self.root)

    def red(self, words, *args, **about):
        findings = self.found(*args, **about)
        self.assertEqual(len(findings), 1, findings)
        self.assertIn(words, findings[0])
        self.assertIn("a.json: a.x ", findings[0])

    def green(self, *args, **about):
        self.assertEqual(self.found(*args, **about), [])

    def test_green_as_shipped(self):
        self.assertEqual(wording.check(PROJECT), [])

    def test_name_that_stays_german(self):
        self.red("Duldung is a name", "en", "You have a toleration", "Sie haben eine Duldung")
        self.green("en", "You have a Duldung (toleration)", "Sie haben eine Duldung")
        self.green("de-simple", "Sie müssen noch nicht weg", "Sie haben eine Duldung")

    def test_glossary_without_names(self):
        self.write(wording.GLOSSARY, "# Glossary\n")
        self.assertIn("no names", self.found("en", "On")[0])

    def test_lost_number(self):
        self.red("lacks the number 30", "en", "within three days", "binnen 30 Tagen")
        self.red("lacks the number 30000", "en", "30 thousand euros", "30.000 Euro")
        self.green("en", "30,000 euros within two weeks", "30.000 Euro in 2 Wochen")
        self.green("en", "{n, plural, =0 {none} one {#} other {# of 20}}",
                   "{n, plural, =0 {keine} =13 {Pech} one {#} other {# von 20}}")

    def test_digits_of_another_script(self):
        self.red("has the digit ٣", "ar", "٣ أيام", rtl=True)
        self.red("has the digit ۳", "fa", "۳ روز", rtl=True)

    def test_letters_that_are_not_of_din_91379(self):
        self.red("has ɐ", "en", "ɐ word")
        self.red("has Ω", "en", "Ω word")
        self.green("vi", "Tiếng Việt: Ưu tiên", german="Weiter")

    def test_text_that_is_not_composed(self):
        self.assertTrue(any("NFC" in finding for finding in self.found("tr", "u\u0308ber")))

    def test_sign_that_no_text_has(self):
        self.red("has ☃", "en", "Snow ☃")

    def test_invisible_characters(self):
        self.red("LEFT-TO-RIGHT MARK in a language", "en", "on \u200e§ 5")
        self.red("between two letters", "ar", "مر\u200eحبا", rtl=True)
        self.green("ar", "انظر \u200e§ 5", rtl=True)
        self.red("RIGHT-TO-LEFT OVERRIDE", "ar", "\u202eمرحبا", rtl=True)
        self.red("ZERO WIDTH SPACE", "en", "a\u200bb")
        self.red("SOFT HYPHEN", "de", "Aufenthalts\u00adtitel", "Aufenthalts\u00adtitel")
        self.red("NON-JOINER", "en", "a\u200cb")
        self.green("fa", "می\u200cخواهم", rtl=True)

    def test_isolates(self):
        self.red("not closed", "ar", "انظر \u2066§ 5", rtl=True)
        self.red("not open", "ar", "انظر § 5\u2069", rtl=True)
        self.green("ar", "انظر \u2066§ 5\u2069", rtl=True)

    def test_outdated_text_is_not_compared(self):
        self.found("en", "x")
        self.write("locales/de/a.json", json.dumps({"a.x": "Duldung 99"}))
        self.assertEqual(wording.check(self.root), [])


if __name__ == "__main__":
    unittest.main(verbosity=0)
