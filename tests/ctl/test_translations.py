# SPDX-License-Identifier: EUPL-1.2
"""foyerctl locales as translators meet it: what is printed, the exit code, and gettext's own tools.
test_translations.py FOYERCTL SOURCE"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


class Locales(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="foyer-ctl-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.locales = shutil.copytree(SOURCE / "locales", self.folder / "locales")
        self.po = self.folder / "uk.po"

    def run_verb(self, *words, cwd=SOURCE):
        return subprocess.run([PROGRAM, "locales", "--locales", self.locales, *words], cwd=cwd,
                              capture_output=True, text=True, check=False)

    def edit(self, path, change):
        path = self.locales / path
        node = json.loads(path.read_text(encoding="utf-8"))
        change(node)
        path.write_text(json.dumps(node, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def report(self, language):
        done = self.run_verb("report", "--json", "--lang", language)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def change_po(self, old, new):
        text = self.po.read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.po.write_text(text.replace(old, new, 1), encoding="utf-8")

    def test_it_works_on_a_checkout_without_any_option(self):
        done = subprocess.run([PROGRAM, "locales", "report"], cwd=SOURCE, check=False,
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^de +master +\d+ texts, the last one changed on 20")
        for language in ("ar", "de-simple", "en", "uk"):
            self.assertRegex(done.stdout, rf"(?m)^{language} +tier 1 ")
        self.assertIn("machine translated, not reviewed", done.stdout)

    def test_a_report_is_honest(self):
        whole = self.report("uk")
        self.assertEqual((whole["tier"], whole["current"], whole["missing"], whole["reviewed"]),
                         (1, whole["wanted"], [], []))
        self.edit("uk/foto.json", lambda node: node.pop("field.foto.quelle.label"))
        self.edit("de/kv.json", lambda node: node.update({"field.kv.art.label": "Anders?"}))
        self.edit("uk/language.json", lambda node: node.update(in_progress=True))
        now = self.report("uk")
        self.assertEqual(now["missing"], ["field.foto.quelle.label"])
        self.assertEqual([one["key"] for one in now["outdated"]], ["field.kv.art.label"])
        self.assertEqual(now["current"], whole["wanted"] - 2)
        told = self.run_verb("report", "--lang", "uk").stdout
        self.assertIn("IN PROGRESS: not offered to visitors", told)
        self.assertIn("( 99 %)", told)
        self.assertIn("missing  field.foto.quelle.label", told)
        self.assertIn("outdated field.kv.art.label (German since 20", told)

    def test_the_second_tier_is_measured_by_the_interface(self):
        self.edit("uk/language.json", lambda node: node.update(tier=2))
        second = self.report("uk")
        interface = json.loads((self.locales / "tiers.json").read_text())["interface"]
        wanted = sum(1 for name in interface
                     for key in json.loads((self.locales / "de" / name).read_text()) if key[0] != "_")
        self.assertEqual((second["wanted"], second["current"]), (wanted, wanted))
        self.assertGreater(second["beyond"], 1000)

    def test_the_shipped_texts_are_clean(self):
        done = self.run_verb("lint")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def test_a_lost_plural_and_a_turned_paragraph_are_told_with_their_file(self):
        self.edit("uk/checks.json", lambda node: node.update(
            {"check.range": node["check.range"] + "{min, plural, one {#} other {#}}"}))
        self.edit("ar/checks.json", lambda node: node.update(
            {"check.range": "انظر § 81 " + node["check.range"]}))
        done = self.run_verb("lint")
        self.assertEqual(done.returncode, 1)
        told = done.stdout.splitlines()
        self.assertEqual(len(told), 2, told)
        self.assertTrue(told[0].startswith("locales/ar/checks.json: check.range: § 81"), told[0])
        self.assertEqual(told[1],
                         "locales/uk/checks.json: check.range: {min} lacks the plural few, many")
        self.assertEqual(self.run_verb("lint", "--lang", "en").returncode, 0)

    def test_a_translation_goes_out_and_comes_back(self):
        self.assertEqual(self.run_verb("export", "uk", "--out", self.po).returncode, 0)
        for tool in (["msgfmt", "--check", "-o", "/dev/null"], ["msgcat", "-o", "/dev/null"]):
            subprocess.run([*tool, self.po], check=True)
        self.change_po('msgstr "Назад"', 'msgstr "Повернутися"')
        done = self.run_verb("import", "uk", self.po, "--reviewed-by", "sworn translator")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("uk: 1 taken", done.stdout)
        texts = json.loads((self.locales / "uk/ui.json").read_text(encoding="utf-8"))
        self.assertEqual(texts["ui.back"], "Повернутися")
        self.assertEqual(texts["_review"]["ui.back"]["by"], "sworn translator")
        now = self.report("uk")
        self.assertEqual(len(now["reviewed"]), now["current"])
        self.assertEqual(self.run_verb("lint").returncode, 0)

    def test_what_would_break_a_page_is_refused(self):
        self.run_verb("export", "uk", "--out", self.po)
        before = (self.locales / "uk/checks.json").read_text(encoding="utf-8")
        self.change_po("{min}", "{мін}") # in a msgid or msgstr, whichever comes first
        self.change_po('msgstr "Назад"', 'msgstr "{n} назад"')
        done = self.run_verb("import", "uk", self.po)
        self.assertEqual(done.returncode, 1)
        self.assertIn("refused ui.back: {n} is not in the German", done.stderr)
        self.assertEqual(before, (self.locales / "uk/checks.json").read_text(encoding="utf-8"))

    def test_what_cannot_be_done_fails_with_a_reason(self):
        self.po.write_text('msgid "a\n', encoding="utf-8")
        for words in (["export", "xx", "--out", self.po], ["export", "de", "--out", self.po],
                      ["import", "uk", self.folder / "missing.po"], ["import", "uk", self.po],
                      ["export", "uk", "--out", self.folder / "no/such/folder.po"],
                      ["report", "--lang", "xx"], ["export", "uk"], []):
            done = self.run_verb(*words)
            self.assertNotEqual(done.returncode, 0, words)
            self.assertNotEqual(done.stderr, "", words)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
