#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Each check goes red on a sample that breaks its rule, and stays green on one that keeps it."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import binaries
import failures
import format as format_check
import hygiene
import layers
import mappings
import names
import packages
import releases
import spdx
import syntax
import units

SPDX_LINE = "// SPDX-License-Identifier: EUPL-1.2\n"


class Sample(unittest.TestCase):
    """A small project in a temporary folder."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="foyer-lint-"))
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def assert_red(self, check, *words):
        findings = check(self.root)
        self.assertEqual(len(findings), 1, findings)
        for word in words:
            self.assertIn(word, findings[0])

    def assert_green(self, check):
        self.assertEqual(check(self.root), [])


class Layers(Sample):
    LAW = """
| Room | What it is | May include |
|---|---|---|
| `kiosk/base` | under everything | |
| `kiosk/i18n` | texts | base |
| `kiosk/ui` | draws | base i18n |
| `drivers/api` | contracts | base |
| `drivers/card_pcsc` | cards | base api |
| `offline/store` | database | base |

| Header begins with | Rooms |
|---|---|
| `sqlite3.h` | store |
| `nlohmann/` | store i18n |
"""

    def setUp(self):
        super().setUp()
        for room, uses in (("kiosk/base", ""), ("kiosk/i18n", "base"), ("kiosk/ui", "base i18n"),
                           ("drivers/api", "base"), ("drivers/card_pcsc", "api"),
                           ("offline/store", "base")):
            name = room.split("/")[1]
            self.write(f"{room}/CMakeLists.txt", f"foyer_room({name} USES {uses})\n")
            self.write(f"{room}/include/{name}/{name}.hpp", "#include <base/result.hpp>\n")
        self.write("offline/store/database.cpp", "#include <sqlite3.h>\n#include <vector>\n")
        self.write(layers.LAW, self.LAW)

    def test_a_house_whose_arrows_all_point_down_passes(self):
        self.assert_green(layers.check)

    def test_an_include_against_the_arrows_is_found(self):
        self.write("kiosk/i18n/catalogue.cpp", "#include <ui/ui.hpp>\n")
        self.assert_red(layers.check, "kiosk/i18n/catalogue.cpp:1", "i18n -> ui")

    def test_a_screen_that_names_a_concrete_driver_is_found(self):
        self.write("kiosk/ui/screen.cpp", "#include <card_pcsc/card_pcsc.hpp>\n")
        self.assert_red(layers.check, "ui -> card_pcsc")

    def test_a_driver_that_includes_another_driver_is_found(self):
        self.write(layers.LAW, self.LAW + "| `drivers/sim` | a simulator | base api |\n")
        self.write("drivers/sim/CMakeLists.txt", "foyer_room(sim USES api)\n")
        self.write("drivers/sim/sim.cpp", "#include <card_pcsc/card_pcsc.hpp>\n")
        self.assert_red(layers.check, "sim -> card_pcsc")

    def test_a_link_against_the_arrows_is_found(self):
        self.write("kiosk/i18n/CMakeLists.txt", "foyer_room(i18n USES base\n  PRIVATE store)\n")
        self.assert_red(layers.check, "kiosk/i18n/CMakeLists.txt", "i18n -> store")

    def test_a_foreign_library_outside_its_room_is_found(self):
        self.write("kiosk/ui/screen.cpp", "#include <base/base.hpp>\n#include <sqlite3.h>\n")
        self.assert_red(layers.check, "screen.cpp:2", "belongs to store")

    def test_a_foreign_library_that_nobody_owns_is_found(self):
        self.write("kiosk/ui/screen.cpp", "#include <sys/mman.h>\n#include <boost/any.hpp>\n")
        self.assert_red(layers.check, "screen.cpp:2", "no owner")

    def test_a_heavy_header_in_a_public_header_is_found(self):
        self.write("offline/store/include/store/store.hpp", "#include <nlohmann/json.hpp>\n")
        self.assert_red(layers.check, "too heavy")

    def test_a_room_that_includes_tests_is_found(self):
        self.write("kiosk/ui/screen.cpp", "#include <support/card.hpp>\n")
        self.assert_red(layers.check, "nothing includes tests")

    def test_a_room_of_the_law_that_does_not_exist_is_found(self):
        self.write(layers.LAW, self.LAW + "| `kiosk/attic` | nothing | base |\n")
        self.assert_red(layers.check, "no room kiosk/attic")

    def test_a_room_without_arrows_is_found(self):
        self.write("kiosk/attic/CMakeLists.txt", "foyer_room(attic USES base)\n")
        self.assert_red(layers.check, "kiosk/attic", "new room")

    def test_a_target_that_is_not_named_as_its_folder_is_found(self):
        self.write("kiosk/ui/CMakeLists.txt", "foyer_room(screens USES base)\n")
        self.assert_red(layers.check, "screens")


class Failures(Sample):
    TEXTS = '{"failure.card_mute.title": "Karte", "failure.card_mute.advice": "Noch einmal"}'

    def setUp(self):
        super().setUp()
        self.write(failures.DEFINITION, SPDX_LINE + "FOYER_FAILURE(card_mute, visitor)\n")
        self.write(failures.DOCUMENT, "| `card_mute` | visitor | It is mute. | Try again. |\n")
        self.write("locales/de/failures.json", self.TEXTS)

    def test_three_equal_places_pass(self):
        self.assert_green(failures.check)

    def test_an_undocumented_code_is_found(self):
        self.write(failures.DOCUMENT, "# Failures\n")
        self.assert_red(failures.check, failures.DOCUMENT, "missing card_mute")

    def test_a_documented_code_that_does_not_exist_is_found(self):
        self.write(failures.DOCUMENT, "| `card_mute` | visitor | It is mute. | Try again. |\n"
                   "| `card_sad` | visitor | It is sad. | Cheer it up. |\n")
        self.assert_red(failures.check, "card_sad")

    def test_another_audience_in_the_document_is_found(self):
        self.write(failures.DOCUMENT, "| `card_mute` | staff | It is mute. | Try again. |\n")
        self.assert_red(failures.check, "visitor, not the staff")

    def test_a_missing_translation_is_found(self):
        self.write("locales/ar/failures.json", '{"failure.card_mute.title": "x"}')
        self.assert_red(failures.check, "locales/ar", "missing failure.card_mute.advice")

    def test_an_empty_translation_is_found(self):
        self.write("locales/uk/failures.json", self.TEXTS.replace("Karte", " "))
        self.assert_red(failures.check, "locales/uk", "failure.card_mute.title is empty")

    def test_a_translation_of_nothing_is_found(self):
        self.write("locales/de/failures.json", self.TEXTS.replace("}", ', "failure.sad.title": "x"}'))
        self.assert_red(failures.check, "failure.sad.title")

    def test_a_language_still_being_translated_is_left_alone(self):
        self.write("locales/ar/language.json", '{"in_progress": true}')
        self.write("locales/ar/failures.json", '{"failure.card_mute.title": "x"}')
        self.assert_green(failures.check)

    def test_a_language_without_failures_is_found(self):
        self.write("locales/en/messages.json", "{}")
        self.assert_red(failures.check, "locales/en", "no failures.json")


class Spdx(Sample):
    def test_a_file_that_names_its_licence_passes(self):
        self.write("kiosk/a.cpp", SPDX_LINE)
        self.write("dev", "#!/usr/bin/env bash\n# SPDX-License-Identifier: EUPL-1.2\n")
        self.assert_green(spdx.check)

    def test_a_file_without_licence_is_found(self):
        self.write("kiosk/a.cpp", "int x;\n")
        self.assert_red(spdx.check, "kiosk/a.cpp")

    def test_another_licence_is_found(self):
        self.write("kiosk/CMakeLists.txt", "# SPDX-License-Identifier: MIT\n")
        self.assert_red(spdx.check, "kiosk/CMakeLists.txt")


class Hygiene(Sample):
    def test_a_clean_file_passes(self):
        self.write("README.md", "Files are in out/demo, logs in /var/log/foyer; see $HOME/work/x.\n")
        self.assert_green(hygiene.check)

    def test_a_machine_path_is_found(self):
        self.write("a.txt", "one\nsee /home/anna/foyer\n")
        self.assert_red(hygiene.check, "a.txt:2", "machine")

    def test_a_large_file_is_found(self):
        self.write("big.json", " " * (hygiene.MAX_BYTES + 1))
        self.assert_red(hygiene.check, "big.json", "bytes")

    def test_a_private_key_is_found(self):
        self.write("key.pem", "-----BEGIN EC PRIVATE KEY-----\n")
        self.assert_red(hygiene.check, "private key")

    def test_a_leftover_is_found(self):
        self.write("a.cpp", "int x; // TODO: more\n")
        self.assert_red(hygiene.check, "leftover")


class Names(Sample):
    HEADER = "namespace foyer {\n\nclass Signal%s {\n};\n\n} // namespace foyer\n"

    def test_one_class_a_name_passes(self):
        self.write("kiosk/base/a.hpp", self.HEADER % "" + "struct Signal::Impl {\n};\n")
        self.write("kiosk/ui/a.cpp", (self.HEADER % "").replace("foyer {", "foyer::ui {"))
        self.write("kiosk/ui/b.cpp", "namespace foyer {\nnamespace {\nclass Signal {\n};\n} // namespace\n"
                                     "class Signal;\n} // namespace foyer\n")
        self.assert_green(names.check)

    def test_two_classes_of_one_name_are_found(self):
        self.write("kiosk/base/a.hpp", self.HEADER % "")
        self.write("drivers/api/b.hpp", self.HEADER % " final : public Other")
        self.assert_red(names.check, "kiosk/base/a.hpp:3", "foyer::Signal", "drivers/api/b.hpp")


class Syntax(Sample):
    def test_well_formed_files_pass(self):
        self.write("a.sh", "#!/bin/bash\nif true; then echo; fi\n")
        self.write("a.json", "{}")
        self.write("a.py", "x = 1\n")
        self.assert_green(syntax.check)

    def test_a_broken_shell_script_is_found(self):
        self.write("run", "#!/usr/bin/env bash\nif true; then\n")
        self.assert_red(syntax.check, "run")

    def test_broken_json_is_found(self):
        self.write("a.json", "{,}")
        self.assert_red(syntax.check, "a.json:1")

    def test_broken_python_is_found(self):
        self.write("a.py", "def x(:\n")
        self.assert_red(syntax.check, "a.py:1")


class Packages(Sample):
    def setUp(self):
        super().setUp()
        self.write("image/packages-build.txt", "# Tools\ncmake\ng++\n\n# Tests\ncatch2\n")
        self.write("image/packages-run.txt", "# Device\ng++\n")

    def test_sorted_groups_pass(self):
        self.assert_green(packages.check)

    def test_a_package_twice_is_found(self):
        self.write("image/packages-run.txt", "pcscd\n\npcscd\n")
        self.assert_red(packages.check, "packages-run.txt:3", "twice")

    def test_a_package_out_of_order_is_found(self):
        self.write("image/packages-run.txt", "pcscd\nlibccid\n")
        self.assert_red(packages.check, "libccid belongs before pcscd")

    def test_two_packages_on_a_line_are_found(self):
        self.write("image/packages-run.txt", "pcscd libccid\n")
        self.assert_red(packages.check, "not the name of one package")


@unittest.skipUnless(shutil.which(format_check.TOOL), "no clang-format-19")
class Format(Sample):
    def setUp(self):
        super().setUp()
        style = pathlib.Path(__file__).parents[2] / ".clang-format"
        self.write(".clang-format", style.read_text(encoding="utf-8"))

    def test_formatted_code_passes(self):
        self.write("a.cpp", "int* x = nullptr;\n")
        self.assert_green(format_check.check)

    def test_code_of_another_shape_is_found(self):
        self.write("a.cpp", "int *x=nullptr;\n")
        self.assert_red(format_check.check, "a.cpp")


@unittest.skipUnless(shutil.which("gcc"), "no compiler")
class Releases(Sample):
    def setUp(self):
        super().setUp()
        project = pathlib.Path(__file__).parents[2]
        for folder in ("assets/assistants", "assets/blocks", "assets/codelists", "locales/de",
                       "tests/support/demo_keys"):
            shutil.copytree(project / folder, self.root / folder)
        for path in (self.root / "assets/assistants").iterdir():
            if not path.name.startswith("a3."):
                path.unlink()
        self.release = self.root / "assets/assistants/a3.release.json"

    def edit(self, path, old, new):
        text = (self.root / path).read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.write(path, text.replace(old, new, 1))

    def test_a_released_assistant_passes(self):
        self.assert_green(releases.check)

    def test_an_assistant_nobody_released_is_found(self):
        self.release.unlink()
        self.assert_red(releases.check, "a3.json", "not released", "./dev sign")

    def test_a_change_after_the_release_is_found(self):
        self.edit("assets/assistants/a3.json", "{", "{ ")
        self.assert_red(releases.check, "a3.json", "sha256 changed")

    def test_a_changed_text_is_found(self):
        self.edit("locales/de/a3.json", '.label": "', '.label": "Neu: ')
        self.assert_red(releases.check, "a3.json", "texts_sha256 changed")

    def test_a_signature_of_another_is_found(self):
        (self.root / releases.KEYS / "demo.pem").unlink()
        self.assert_red(releases.check, "a3.release.json", "no key")


class Binaries(Sample):
    def compile(self, source):
        program = self.root / "program"
        subprocess.run(["gcc", "-x", "c", "-", "-o", program], input=source, text=True, check=True)
        return str(program)

    def test_a_program_without_simulators_passes(self):
        program = self.compile("int main(void) { return 0; }")
        self.assertEqual(binaries.check_program(program, "foyer"), [])

    def test_a_simulators_symbol_is_found(self):
        program = self.compile("void run_VirtualCard(void) {} int main(void) { return 0; }")
        self.assertIn("VirtualCard", binaries.check_program(program, "foyer")[0])

    def test_a_test_keys_name_is_found(self):
        program = self.compile('const char* k = "Foyer Demo Root"; int main(void) { return !k; }')
        self.assertIn("Foyer Demo", binaries.check_program(program, "foyer")[0])

    def test_a_library_of_another_program_is_found(self):
        for program, library in (("foyer", "libcurl.so.4"), ("foyer", "libp11-kit.so.0"),
                                 ("foyer", "librsvg-2.so.2"),
                                 ("foyer-sync", "libopenjp2.so.7")):
            found = binaries.unwanted_libraries(program, [library, "libc.so.6"])
            self.assertEqual(found, [f"{program}: is linked with {library}"])
        self.assertEqual(binaries.unwanted_libraries("foyer", ["libc.so.6"]), [])


class Mappings(Sample):
    """Mapping files of the office against an assistant with one block and one document."""

    def setUp(self):
        super().setUp()
        schema = pathlib.Path(__file__).parents[2] / mappings.SCHEMA
        self.write(mappings.SCHEMA, schema.read_text(encoding="utf-8"))
        self.write("assets/blocks/person.json",
                   '{"id": "person", "pages": [{"fields": [{"id": "person.name", "type": "text(9)", "req": "R"}]}]}')
        self.write("assets/assistants/a1.json",
                   '{"id": "a1", "sections": [{"id": "p", "block": "person"}], "documents": [{"id": "dok.pass"}]}')
        self.write("assets/mappings/shared.json", '{"fields": {"person.name": ["azr:004.01"]}}')
        self.write_a1()

    def write_a1(self, title="Antrag: {person.name}", fields="{}", documents='{"dok.pass": "Ausweispapier"}',
                 uses="shared"):
        self.write("assets/mappings/a1.json", f'''{{
          "assistant": "a1", "uses": ["{uses}"], "fields": {fields}, "documents": {documents},
          "file": {{"title": "{title}", "document_type": "Antrag", "retention": {{"after": "office_decides"}}}}}}''')

    def test_whole(self):
        self.assert_green(mappings.check)

    def test_no_mapping(self):
        (self.root / "assets/mappings/a1.json").unlink()
        self.assert_red(mappings.check, "a1.json", "missing")

    def test_a_field_nobody_asks(self):
        self.write_a1(fields='{"person.nase": ["azr:004"]}')
        self.assert_red(mappings.check, "person.nase")

    def test_a_title_nobody_can_fill(self):
        self.write_a1(title="{person.nase}")
        self.assert_red(mappings.check, "person.nase")

    def test_a_document_without_a_type(self):
        self.write_a1(documents="{}")
        self.assert_red(mappings.check, "dok.pass", "no type")

    def test_a_name_of_no_register(self):
        self.write_a1(fields='{"person.name": ["selbst:ausgedacht"]}')
        self.assert_red(mappings.check, "/fields/person.name/0")

    def test_uses_nothing(self):
        self.write_a1(uses="nobody")
        self.assert_red(mappings.check, "nobody")


@unittest.skipUnless(shutil.which("systemd-analyze"), "no systemd to ask")
class Units(Sample):
    WHOLE = (pathlib.Path(__file__).parents[2] / "image/etc/systemd/system/foyer-sync.service")

    def write_unit(self, text):
        self.write("image/etc/systemd/system/some.service", text)

    def test_whole(self):
        self.write_unit(self.WHOLE.read_text(encoding="utf-8").replace("foyer-sync.socket", ""))
        self.assert_green(units.check)

    def test_a_misspelt_word(self):
        self.write_unit(self.WHOLE.read_text(encoding="utf-8").replace("foyer-sync.socket", "").replace(
            "Restart=always", "Restart=allways"))
        self.assert_red(units.check, "allways")

    def test_a_service_that_may_do_too_much(self):
        self.write_unit("[Service]\nExecStart=/usr/bin/true\n")
        self.assert_red(units.check, "exposure")

if __name__ == "__main__":
    unittest.main()
