# SPDX-License-Identifier: EUPL-1.2
"""foyerctl assistant lint, test, sign and graph as their users meet them: what is printed, and the exit code.
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


def assistant(*words, assets=SOURCE / "assets", locales=SOURCE / "locales", cwd=SOURCE):
    return subprocess.run([PROGRAM, "assistant", "--assets", assets, "--locales", locales,
                           *words], cwd=cwd, capture_output=True, text=True,
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

    def menu(self, *entries):
        """What lint says of the menu, when it is these entries."""
        assets = self.folder / "assets"
        if not assets.exists():
            self.copy()
        if entries:
            (assets / "menu.json").write_text(
                "[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n",
                encoding="utf-8")
        done = assistant("lint", assets=assets)
        told = [line for line in done.stdout.splitlines() if not line.startswith("a")]
        self.assertEqual(done.returncode, 1 if told else 0, done.stdout)
        return told

    def test_the_menu_offers_only_what_is_there(self):
        good = {"id": "a3", "icon": "replacement_card"}
        self.assertEqual(self.menu(good), [])
        self.assertEqual(self.menu(good, {"id": "a1", "icon": "unicorn"}),
                         ["F24 menu.json:3:/1/icon: there is no icon unicorn"])
        self.assertEqual(self.menu(good, good), ["F22 menu.json:3:/1/id: a3 stands there twice"])
        self.assertEqual(self.menu(good, {"id": "a9", "icon": "card"}), [
            "F20 menu.json:3:/1/id: there is no German text concern.a9.title",
            "F20 menu.json:3:/1/id: there is no German text concern.a9.hint",
            "F23 menu.json:3:/1/id: the menu offers a9, which is no assistant here"])
        # Neither the online ID function nor looking after an application is an assistant, or a concern.
        services = {"id": "eid", "icon": "pin"}, {"id": "case", "icon": "progress"}
        self.assertEqual(self.menu(good, *services), [])
        self.assertEqual(self.menu(*services),
                         ["F22 menu.json: a list of 1 to 8 concerns was expected"])
        self.assertEqual(self.menu(good, {"id": "a1"}), [
            "F22 menu.json:/1: an entry has an id and an icon, and nothing else"])
        self.assertEqual(self.menu(*[good] * 9),
                         ["F22 menu.json: a list of 1 to 8 concerns was expected"])
        (self.folder / "assets/menu.json").write_text("[", encoding="utf-8")
        self.assertEqual(len(self.menu()), 1)
        (self.folder / "assets/menu.json").unlink()
        self.assertTrue(self.menu()[0].startswith("F22 menu.json: there is no menu.json"))

    def test_the_menu_offers_only_what_is_released(self):
        assets = self.copy()
        self.change(assets, "assistants/a3.json", '"pages": "1-2"', '"pages": "1-3"')
        (assets / "assistants/a8.release.json").unlink()
        self.assertEqual(self.menu(), [
            "F25 menu.json:4:/2/id: a3 is offered, but its definition has changed since it was "
            "released: foyerctl assistant sign",
            "F25 menu.json:9:/7/id: a8 is offered, but it is not released: foyerctl assistant sign"])
        # One assistant is linted while it is worked on, before anybody signs it.
        self.assertEqual(assistant("lint", "a3", assets=assets).returncode, 0)

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

    def test_an_assistant_that_nobody_plays_is_a_gap(self):
        done = assistant("test", "--coverage", "--date", "2026-11-23", self.people(PERSON))
        self.assertEqual([line for line in done.stdout.splitlines() if "nobody goes" in line],
                         [f"a{n}: nobody goes through it" for n in (1, 2, 4, 5, 6, 7, 8)])
        hund = SOURCE / "examples/hundesteuer"
        assets = self.folder / "assets"
        shutil.copytree(SOURCE / "assets", assets)
        shutil.copytree(hund / "assets", assets, dirs_exist_ok=True)
        for other in (assets / "assistants").glob("a?.json"):
            other.unlink()
        texts = shutil.copytree(SOURCE / "locales", self.folder / "locales")
        shutil.copytree(hund / "locales", texts, dirs_exist_ok=True)
        done = assistant("test", "--coverage", "--date", "2026-11-23", hund / "people.json",
                         assets=assets, locales=texts)
        self.assertIn("hund: ", done.stdout)
        self.assertNotIn("nobody goes", done.stdout)

    def test_what_cannot_be_run_fails(self):
        for words in (["--date", "2026-02-30", self.people(PERSON)],
                      ["--date", "yesterday", self.people(PERSON)],
                      ["--date", "2026-11-23", self.folder / "missing.json"],
                      ["--date", "2026-11-23", self.people({**PERSON, "assistant": "A9"})],
                      ["--date", "2026-11-23"]):
            done = assistant("test", *words)
            self.assertNotEqual(done.returncode, 0, words)
            self.assertNotEqual(done.stderr, "", words)


class Sign(WithFolder):
    KEY = SOURCE / "tests/support/demo_keys/release.key"

    def release(self, assets):
        return (assets / "assistants/a3.release.json").read_text(encoding="utf-8")

    def test_a_released_version_is_not_signed_with_another_content(self):
        assets = self.copy()
        before = self.release(assets)
        self.assertEqual(assistant("sign", "--key", self.KEY, "a3", assets=assets).returncode, 0)
        self.assertEqual(self.release(assets), before, "the same content is the same release")
        self.change(assets, "assistants/a3.json", '"pages": "1-2"', '"pages": "1-3"')
        done = assistant("sign", "--key", self.KEY, "a3", assets=assets)
        version = json.loads(before)["version"]
        self.assertEqual((done.returncode, done.stdout), (
            1, f"a3: version {version} was released with another content: give it a new version "
            "(or --replace while nobody uses it)\n"))
        self.assertEqual(self.release(assets), before)

    def test_a_new_version_or_replace_signs_it(self):
        assets = self.copy()
        before = json.loads(self.release(assets))
        self.change(assets, "assistants/a3.json", '"pages": "1-2"', '"pages": "1-3"')
        done = assistant("sign", "--replace", "--key", self.KEY, "a3", assets=assets)
        self.assertEqual(done.returncode, 0, done.stdout)
        replaced = json.loads(self.release(assets))
        self.assertEqual(replaced["version"], before["version"])
        self.assertNotEqual(replaced["sha256"], before["sha256"])
        self.change(assets, "assistants/a3.json", f'"version": "{before["version"]}"',
                    '"version": "99.0.0"')
        done = assistant("sign", "--key", self.KEY, "a3", assets=assets)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(json.loads(self.release(assets))["version"], "99.0.0")

    def test_a_changed_german_text_is_another_content(self):
        locales = shutil.copytree(SOURCE / "locales", self.folder / "locales")
        assets = self.copy()
        self.change(locales, "de/a3.json", '"field.karte.grund.label": "',
                    '"field.karte.grund.label": "Neu: ')
        done = assistant("sign", "--key", self.KEY, "a3", assets=assets, locales=locales)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("was released with another content", done.stdout)


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
