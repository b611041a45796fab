# SPDX-License-Identifier: EUPL-1.2
"""foyerctl assistant lint, test and graph as their users meet them: what is printed, and the exit code.
test_assistant.py FOYERCTL SOURCE"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PERSON = {"name": "Ana", "assistant": "A3",
          "answers": {"karte.grund": "defekt", "karte.defekt_schuld": False},
          "expect": {"fee": 0, "nowarn": ""}}


def assistant(*words, assets=SOURCE / "assets", cwd=SOURCE):
    return subprocess.run([PROGRAM, "assistant", "--assets", assets, "--locales",
                           SOURCE / "locales", *words], cwd=cwd, capture_output=True, text=True,
                          check=False)


class WithFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="foyer-ctl-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def copy(self):
        """A copy of the shipped definitions to break."""
        return shutil.copytree(SOURCE / "assets", self.folder / "assets")

    def people(self, *people):
        path = self.folder / "people.json"
        path.write_text(json.dumps(people), encoding="utf-8")
        return path

    def change(self, assets, file, old, new):
        path = assets / file
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[:text.index(old)].count("\n") + 1


class Lint(WithFolder):
    def test_the_shipped_assistants_are_clean(self):
        done = assistant("lint")
        self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 8), done.stdout)
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"^a[1-8]: no mistake in \d+ fields, \d+ pages, \d+ documents$")

    def test_it_works_on_a_checkout_without_any_option(self):
        done = subprocess.run([PROGRAM, "assistant", "lint", "a3"], cwd=SOURCE, check=False,
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_mistake_is_told_with_number_file_line_and_sentence(self):
        assets = self.copy()
        line = self.change(assets, "assistants/a3.json", "karte.grund == 'daten'",
                           "karte.grund == 'dateien'")
        done = assistant("lint", "a3", assets=assets)
        self.assertEqual(done.returncode, 1)
        first = done.stdout.splitlines()[0]
        self.assertTrue(first.startswith(f"F07 assistants/a3.json:{line}:/sections/"), first)
        self.assertRegex(first, r": E08 at \d+: .*dateien")

    def test_machines_get_one_object_a_line(self):
        assets = self.copy()
        line = self.change(assets, "blocks/pass.json", '"req": "R"', '"req": "X"')
        done = assistant("lint", "--json", "a3", assets=assets)
        self.assertEqual(done.returncode, 1)
        told = [json.loads(text) for text in done.stdout.splitlines()]
        self.assertEqual(set(told[0]),
                         {"assistant", "number", "file", "line", "pointer", "sentence"})
        self.assertIn(("a3", "F02", "blocks/pass.json", line),
                      [(one["assistant"], one["number"], one["file"], one["line"])
                       for one in told])
        self.assertEqual(assistant("lint", "--json").stdout, "")

    def test_a_missing_german_text_is_a_mistake(self):
        assets = self.copy()
        line = self.change(assets, "assistants/a3.json", '"karte.pin"', '"karte.pinsel"')
        done = assistant("lint", "a3", assets=assets)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"F20 assistants/a3.json:{line}: there is no German text "
                      "field.karte.pinsel.label", done.stdout)

    def test_an_assistant_that_is_not_there_is_a_mistake(self):
        done = assistant("lint", "a9")
        self.assertEqual(done.returncode, 1)
        self.assertIn("F01 assistants/a9.json", done.stdout)


class Test(WithFolder):
    def test_expectations_that_hold_end_well(self):
        done = assistant("test", "--date", "2026-11-23", self.people(PERSON))
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(done.stdout.splitlines(),
                         ["ok   a3 Ana", "1 people, 2 expectations, 0 failed"])

    def test_each_expectation_that_fails_is_named(self):
        bad = {**PERSON, "expect": {"fee": 1, "warn": "karte.grund", "nowarn": ""}}
        done = assistant("test", "--date", "2026-11-23", self.people(PERSON, bad))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.splitlines(), [
            "ok   a3 Ana", "FAIL a3 Ana",
            '     Ana: fee: expected "1", but it is "0"',
            "     Ana: warn: nothing is said at karte.grund",
            "2 people, 5 expectations, 2 failed"])

    def test_machines_get_all_that_came_out(self):
        done = assistant("test", "--json", "--date", "2026-11-23", self.people(PERSON))
        self.assertEqual(done.returncode, 0)
        (line,) = done.stdout.splitlines()
        out = json.loads(line)
        self.assertEqual((out["name"], out["assistant"], out["fee_cents"], out["failed"]),
                         ("Ana", "a3", 0, []))
        self.assertIn("karte.defekt", out["visible"])
        self.assertNotIn("karte.verlust_am", out["visible"])
        self.assertIn("dok.a3_karte", out["documents"])
        self.assertIn("dok.a3_karte", out["open"])
        self.assertEqual(out["calculated"].get("adresse.ags", ""), "")

    def test_the_day_decides(self):
        person = {**PERSON, "answers": {"karte.grund": "verlust", "karte.verlust_am": "2026-11-24"},
                  "expect": {"warn": "karte.verlust_am"}}
        path = self.people(person)
        self.assertEqual(assistant("test", "--date", "2026-11-23", path).returncode, 0)
        self.assertEqual(assistant("test", "--date", "2026-11-24", path).returncode, 1)

    def test_gaps_of_coverage_fail(self):
        done = assistant("test", "--coverage", "--date", "2026-11-23", self.people(PERSON))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, re.compile(r"^a3: \d+ of \d+ met$", re.M))
        self.assertIn("a3: field karte.verlust_am is never asked", done.stdout)

    def test_what_cannot_be_run_fails(self):
        for words in (["--date", "2026-02-30", self.people(PERSON)],
                      ["--date", "yesterday", self.people(PERSON)],
                      ["--date", "2026-11-23", self.folder / "missing.json"],
                      ["--date", "2026-11-23", self.people({**PERSON, "assistant": "A9"})],
                      ["--date", "2026-11-23"]):
            done = assistant("test", *words)
            self.assertNotEqual(done.returncode, 0, words)
            self.assertNotEqual(done.stderr, "", words)


class Graph(WithFolder):
    def test_every_assistant_can_be_drawn(self):
        for name in (f"a{n}" for n in range(1, 9)):
            done = assistant("graph", name)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stdout.startswith(f'digraph "{name}" {{'))
            dot = shutil.which("dot")
            if dot:
                drawn = subprocess.run([dot, "-Tsvg"], input=done.stdout, text=True, check=False,
                                       capture_output=True)
                self.assertEqual((drawn.returncode, drawn.stderr), (0, ""))

    def test_a_broken_assistant_is_not_drawn(self):
        assets = self.copy()
        self.change(assets, "assistants/a3.json", '"req": "R"', '"req": "X"')
        done = assistant("graph", "a3", assets=assets)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("F02", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
