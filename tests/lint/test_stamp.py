#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""locales/stamp.py keeps what is true and changes what it is asked for."""
import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "locales/stamp.py"
TODAY = datetime.date.today().isoformat()


class Stamp(unittest.TestCase):
    def setUp(self):
        self.locales = pathlib.Path(tempfile.mkdtemp(prefix="foyer-lint-"))
        self.addCleanup(shutil.rmtree, self.locales)
        shutil.copy(SCRIPT, self.locales)
        self.put("de", {"a": "Ja", "b": "Nein"})

    def put(self, language, node):
        (self.locales / language).mkdir(exist_ok=True)
        (self.locales / language / "x.json").write_text(json.dumps(node), encoding="utf-8")

    def get(self, language):
        return json.loads((self.locales / language / "x.json").read_text(encoding="utf-8"))

    def stamp(self, *words):
        return subprocess.run([sys.executable, "-B", self.locales / "stamp.py", *words],
                              capture_output=True, text=True, check=False).returncode

    def test_german_keeps_its_day_until_it_changes(self):
        self.assertEqual(self.stamp("de"), 0)
        first = self.get("de")
        self.assertTrue(first["_changed"]["a"].startswith(TODAY + " "))
        first["_changed"]["a"] = first["_changed"]["a"].replace(TODAY, "2020-01-02")
        first["_changed"]["b"] = first["_changed"]["b"].replace(TODAY, "2020-01-02")
        first["b"] = "Niemals"
        self.put("de", first)
        self.stamp("de")
        self.assertTrue(self.get("de")["_changed"]["a"].startswith("2020-01-02 "))
        self.assertTrue(self.get("de")["_changed"]["b"].startswith(TODAY + " "))

    def test_an_outdated_mark_is_renewed_for_named_keys_only(self):
        self.put("en", {"a": "Yes", "b": "No", "_stand": {"a": "old", "b": "old"}})
        self.assertEqual(self.stamp("en"), 0)
        self.assertEqual(self.get("en")["_stand"], {"a": "old", "b": "old"})
        self.assertEqual(self.stamp("en", "b"), 0)
        self.assertEqual(self.get("en")["_stand"]["a"], "old")
        self.assertEqual(len(self.get("en")["_stand"]["b"]), 16)
        self.assertEqual(self.stamp("en", "c"), 1)

    def test_a_review_has_role_and_day_and_goes_when_the_words_change(self):
        self.put("en", {"a": "Yes", "b": "No"})
        self.assertEqual(self.stamp("en", "--reviewed", "editor", "a"), 0)
        self.assertEqual(list(self.get("en")["_review"]), ["a"])
        entry = self.get("en")["_review"]["a"]
        self.assertEqual((entry["by"], entry["on"]), ("editor", TODAY))
        self.stamp("en")
        self.assertIn("_review", self.get("en"))
        self.put("en", self.get("en") | {"a": "Yeah"})
        self.stamp("en")
        self.assertNotIn("_review", self.get("en"))

    def test_a_call_without_sense_is_refused(self):
        for words in ([], ["--reviewed", "editor"], ["en", "--reviewed", "editor"]):
            self.put("en", {"a": "Yes"})
            self.assertEqual(self.stamp(*words), 2, words)


if __name__ == "__main__":
    unittest.main(verbosity=0)
