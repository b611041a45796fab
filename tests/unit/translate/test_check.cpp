// SPDX-License-Identifier: EUPL-1.2
#include "folder.hpp"

#include <translate/check.hpp>

using namespace foyer;
using namespace foyer::translate;
using namespace foyer::translate_test;

namespace {

using Sentences = std::vector<std::string>;
const About ukrainian{.code = "uk", .name = "Українська"};
const About arabic{.code = "ar", .name = "العربية", .rtl = true};

} // namespace

TEST_CASE("a sound translation has no faults, whatever it does to the order of words") {
  CHECK(faults(ukrainian, "Seite {n} von {m}", "З {m} сторінок – {n}").empty());
  CHECK(faults(ukrainian, "{n, plural, one {# Tag} other {# Tage}}",
               "{n, plural, one {# день} few {# дні} many {# днів} other {# дня}}")
            .empty());
  CHECK(faults(arabic, "siehe § 81", "انظر \u200E§ 81").empty());
}

TEST_CASE("what a translator breaks is said in a sentence") {
  CHECK(faults(ukrainian, "Seite {n}", "Сторінка {n").size() == 1);
  CHECK(faults(ukrainian, "Seite {n}", "Сторінка") == Sentences{"{n} is lost"});
  CHECK(faults(ukrainian, "Seite", "Сторінка {n}") == Sentences{"{n} is not in the German"});
  CHECK(faults(ukrainian, "{n, plural, one {# Tag} other {# Tage}}",
               "{n, plural, one {# день} other {# днів}}") ==
        Sentences{"{n} lacks the plural few, many"});
  CHECK(faults(ukrainian, "{fuer, select, selbst {Sie} other {sie}}",
               "{fuer, select, сам {ви} other {вона}}") ==
        Sentences{"{fuer} has the branch сам, the German has not"});
  CHECK(faults(arabic, "siehe § 81", "انظر § 81").size() == 1);
  CHECK(faults(ukrainian, "siehe § 81", "див. § 81").empty());
}

TEST_CASE("a text is judged only while the terminal would show it") {
  const Folder folder;
  folder.put("de/a.json", R"({"x": "Neu {n}", "y": "Gleich {n}"})");
  folder.put("uk/language.json", R"({"name": "Українська", "rtl": false})");
  folder.put("uk/a.json", R"({"x": "a", "y": "b", "_stand": {"x": )" + mark("Alt") + R"(, "y": )" +
                              mark("Gleich {n}") + "}}");
  const auto found = lint(folder.read("de"), folder.read("uk"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].key == "y");
  CHECK(found[0].file == "a.json");
}

TEST_CASE("German is judged by its own plurals") {
  const Folder folder;
  folder.put("de/a.json", R"({"x": "{n, plural, other {# Tage}}"})");
  const auto german = folder.read("de");
  REQUIRE(lint(german, german).size() == 1);
  CHECK(lint(german, german)[0].sentence == "{n} lacks the plural one");
}

TEST_CASE(
    "a report counts what the tier asks for, and calls nothing reviewed that nobody reviewed") {
  const Folder folder;
  folder.put("de/ui.json", R"({"a": "Ja", "b": "Nein", "c": "Neu",
                               "_changed": {"c": "2026-12-01 0"}})");
  folder.put("de/a3.json", R"({"d": "Karte", "e": "Grund"})");
  folder.put("ro/language.json", R"({"name": "Română", "rtl": false, "tier": 2, "voice": "ro"})");
  folder.put("ro/ui.json", R"({"a": "Da", "c": "Vechi", "_stand": {"a": )" + mark("Ja") +
                               R"(, "c": )" + mark("Alt") + R"(}, "_review": {"a": {"by":
                               "sworn translator", "on": "2026-12-02", "text": )" +
                               mark("Da") + "}}}");
  folder.put("ro/a3.json",
             R"({"d": "Card", "e": "Motiv", "_stand": {"d": )" + mark("Karte") + "}}");
  const auto of = [&] {
    return report(folder.read("de"), folder.read("ro"), *interface_files(folder.root()));
  };
  const auto second = of();
  CHECK(second.wanted == 3);
  CHECK(second.current == 1);
  CHECK(second.beyond == 1);
  CHECK(second.missing == Sentences{"b"});
  REQUIRE(second.outdated.size() == 1);
  CHECK(second.outdated[0].key == "c");
  CHECK(second.outdated[0].since == "2026-12-01");
  CHECK(second.unmarked == Sentences{"e"});
  CHECK(second.reviewed == Sentences{"a"});
  CHECK(second.about.voice == "ro");

  folder.put("ro/language.json", R"({"name": "Română", "rtl": false, "tier": 1})");
  const auto first = of();
  CHECK(first.wanted == 5);
  CHECK(first.current == 2);
  CHECK(first.about.voice.empty());
  // Words changed after the review: nobody has reviewed these.
  folder.put("ro/ui.json", R"({"a": "Sigur", "_stand": {"a": )" + mark("Ja") +
                               R"(}, "_review": {"a": {"by": "x", "on": "2026-12-02", "text": )" +
                               mark("Da") + "}}}");
  CHECK(of().reviewed.empty());
}

TEST_CASE("what staff alone see is not for translators") {
  const Folder folder;
  folder.put("de/ui.json", R"({"a": "Ja"})");
  folder.put("de/staff.json", R"({"b": "Sperren"})");
  CHECK((*Texts::read_master(folder.root())).keys() == Sentences{"b", "a"});
  folder.put("tiers.json", R"({"interface": ["ui.json"], "staff": ["staff.json", "none.json"]})");
  const auto master = *Texts::read_master(folder.root());
  CHECK(master.keys() == Sentences{"a"});
  CHECK(master.find("b") == nullptr);
  folder.put("tiers.json", R"({"interface": ["ui.json"], "staff": "staff.json"})");
  CHECK_FALSE(Texts::read_master(folder.root()).ok());
}
