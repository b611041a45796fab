// SPDX-License-Identifier: EUPL-1.2
// PO files against gettext's own tools, and back into the folder byte by byte.
#include "folder.hpp"

#include <translate/po.hpp>

#include <cstdlib>

using namespace foyer;
using namespace foyer::translate;
using namespace foyer::translate_test;

namespace {

constexpr auto today = "2026-12-03";

bool runs(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

// Hostile to formats: quotes, line breaks, backslashes, arguments, an empty translation.
void some_texts(const Folder& folder) {
  folder.put("de/a.json", R"({
 "a.one": "Sagt \"Ja\"\nund \\ mehr",
 "a.two": "{n, plural, one {# Tag} other {# Tage}}",
 "a.three": "Uhr",
 "a.four": "Neu",
 "a.five": "Noch nicht"
})");
  folder.put("uk/language.json", R"({"name": "Українська", "rtl": false, "tier": 1})");
  folder.put("uk/a.json",
             "{\n \"a.one\": \"Каже «так»\\nі \\\\ більше\",\n"
             " \"a.two\": \"{n, plural, one {# день} few {# дні} many {# днів} other {# дня}}\",\n"
             " \"a.three\": \"\",\n \"a.four\": \"Старе\",\n \"_stand\": {\n  \"a.one\": " +
                 mark("Sagt \"Ja\"\nund \\ mehr") +
                 ",\n  \"a.two\": " + mark("{n, plural, one {# Tag} other {# Tage}}") +
                 ",\n  \"a.three\": " + mark("Uhr") + ",\n  \"a.four\": " + mark("Alt") +
                 "\n },\n \"_review\": {\n  \"a.one\": {\n   \"by\": \"sworn translator\",\n   "
                 "\"on\": \"2026-12-01\",\n   \"text\": " +
                 mark("Каже «так»\nі \\ більше") + "\n  }\n }\n}\n");
}

std::string exported(const Folder& folder, const char* code) {
  const auto file = folder.root() / "x.po";
  REQUIRE(write_po(file, folder.read("de"), folder.read(code), today).ok());
  return folder.get("x.po");
}

Imported imported(const Folder& folder, const char* code, const Reviewer& reviewer = {}) {
  auto language = folder.read(code);
  const auto done = read_po(folder.root() / "x.po", folder.read("de"), language, reviewer);
  REQUIRE(done.ok());
  REQUIRE(language.write().ok());
  return *done;
}

void replace(const Folder& folder, const std::string& old, const std::string& with) {
  auto text = folder.get("x.po");
  const auto at = text.find(old);
  REQUIRE(at != std::string::npos);
  folder.put("x.po", text.replace(at, old.size(), with));
}

} // namespace

TEST_CASE("gettext's tools accept what is exported, and it says what translators need") {
  const Folder folder;
  some_texts(folder);
  const auto po = exported(folder, "uk");
  const auto file = (folder.root() / "x.po").string();
  CHECK(runs("msgfmt --check -o /dev/null " + file));
  CHECK(runs("msgcat -o /dev/null " + file));
  for (const char* words :
       {"msgctxt \"a.two\"", "#: locales/de/a.json", "ICU MessageFormat; keep: {n}",
        "Plural classes of this language: one few many other", "#, fuzzy\nmsgctxt \"a.four\"",
        "Reviewed: sworn translator, 2026-12-01.", "Machine translated, not reviewed.",
        "\"Language: uk\\n\"", "msgstr \"\u2205\""})
    CHECK(po.find(words) != std::string::npos);
}

TEST_CASE("what is exported and imported again leaves the files as they were") {
  const Folder folder;
  some_texts(folder);
  const auto before = folder.get("uk/a.json");
  exported(folder, "uk");
  auto done = imported(folder, "uk");
  CHECK(folder.get("uk/a.json") == before);
  CHECK(done.same == 3);
  CHECK(done.unfinished == 1);
  CHECK(done.untranslated == 1);
  // Also through gettext's own reading and writing.
  const auto file = (folder.root() / "x.po").string();
  REQUIRE(runs("msgcat --no-wrap -o " + file + " " + file));
  done = imported(folder, "uk");
  CHECK(folder.get("uk/a.json") == before);
  // And into a folder that has nothing yet, but for the review and the older German's mark.
  folder.put("uk/a.json", "{}");
  done = imported(folder, "uk");
  CHECK(done.taken == 3);
  const auto texts = folder.read("uk");
  CHECK(texts.keys() == std::vector<std::string>{"a.one", "a.two", "a.three", "a.four"});
  CHECK(texts.find("a.one")->words == "Каже «так»\nі \\ більше");
  CHECK(texts.find("a.three")->words.empty());
  CHECK(texts.find("a.four")->mark != i18n::stand_of("Neu"));
}

TEST_CASE("a new translation is taken with the mark of its German, in the German's order") {
  const Folder folder;
  some_texts(folder);
  exported(folder, "uk");
  replace(folder, "msgid \"Noch nicht\"\nmsgstr \"\"", "msgid \"Noch nicht\"\nmsgstr \"Ще ні\"");
  CHECK(imported(folder, "uk").taken == 1);
  const auto texts = folder.read("uk");
  CHECK(texts.find("a.five")->mark == i18n::stand_of("Noch nicht"));
  CHECK_FALSE(texts.find("a.five")->review);
  CHECK(texts.keys().back() == "a.five");
  CHECK(texts.find("a.one")->review);
}

TEST_CASE("a translation of a German that has changed meanwhile is outdated") {
  const Folder folder;
  some_texts(folder);
  exported(folder, "uk");
  folder.put("de/a.json", R"({"a.one": "Anders", "a.two": "x", "a.three": "Uhr", "a.four": "Neu",
                              "a.five": "y"})");
  folder.put("uk/a.json", "{}");
  const auto done = imported(folder, "uk");
  CHECK(done.older == 2);
  CHECK(done.taken == 1);
  CHECK(folder.read("uk").find("a.one")->mark == i18n::stand_of("Sagt \"Ja\"\nund \\ mehr"));
}

TEST_CASE("a changed text loses its review; a reviewer's file makes every finished text reviewed") {
  const Folder folder;
  some_texts(folder);
  exported(folder, "uk");
  replace(folder, "Каже «так»", "Говорить «так»");
  CHECK(imported(folder, "uk").taken == 1);
  CHECK_FALSE(folder.read("uk").find("a.one")->review);
  imported(folder, "uk", {"editor", today});
  const auto texts = folder.read("uk");
  REQUIRE(texts.find("a.one")->review);
  CHECK(texts.find("a.one")->review->by == "editor");
  CHECK(texts.find("a.one")->review->on == today);
  CHECK(texts.find("a.two")->review);
  CHECK_FALSE(texts.find("a.four")->review); // fuzzy
}

TEST_CASE("what would break a page is refused with the reason, and the rest is taken") {
  const Folder folder;
  some_texts(folder);
  const auto before = folder.read("uk").find("a.two")->words;
  const auto refusal = [&](const std::string& old, const std::string& with) {
    exported(folder, "uk");
    replace(folder, old, with);
    const auto done = imported(folder, "uk");
    REQUIRE(done.refused.size() == 1);
    CHECK(folder.read("uk").find("a.two")->words == before);
    return done.refused[0].key + ": " + done.refused[0].reasons[0];
  };
  CHECK(refusal("few {# дні} ", "") == "a.two: {n} lacks the plural few");
  CHECK(refusal("{n, plural, one {# день}", "{k, plural, one {# день}") == "a.two: {n} is lost");
  CHECK(refusal("many {# днів}", "many {# днів").find("a.two: U_") == 0);
  CHECK(refusal("msgctxt \"a.two\"", "msgctxt \"a.zwei\"") ==
        "a.zwei: there is no German text of this key");
}

TEST_CASE("what is no PO file of this language is refused as a whole") {
  const Folder folder;
  some_texts(folder);
  exported(folder, "uk");
  auto language = folder.read("uk");
  const auto german = folder.read("de");
  const auto failure = [&] { return read_po(folder.root() / "x.po", german, language).failure(); };
  replace(folder, "Language: uk", "Language: ru");
  CHECK(failure().detail.find("is of the language \"ru\", not \"uk\"") != std::string::npos);
  folder.put("x.po", "msgid \"a\nmsgstr");
  CHECK(failure().code == FailureCode::malformed);
  fs::remove(folder.root() / "x.po");
  CHECK(failure().code == FailureCode::io_failed);
}

TEST_CASE("every shipped language goes out and comes back unchanged") {
  const fs::path shipped = fs::path(FOYER_SOURCE_DIR) / "locales";
  const Folder folder;
  fs::copy(shipped, folder.root(),
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  const auto german = folder.read("de");
  for (const auto& code : languages(shipped)) {
    if (code == "de")
      continue;
    INFO(code);
    auto language = folder.read(code.c_str());
    const auto file = folder.root() / "x.po";
    REQUIRE(write_po(file, german, language, today).ok());
    CHECK(runs("msgfmt --check -o /dev/null " + file.string()));
    const auto done = read_po(file, german, language, {});
    REQUIRE(done.ok());
    for (const auto& [key, reasons] : done->refused)
      FAIL_CHECK(key << ": " << reasons[0]);
    CHECK(done->taken == 0);
    REQUIRE(language.write().ok());
    for (const auto& entry : fs::directory_iterator(shipped / code)) {
      const auto name = code + "/" + entry.path().filename().string();
      INFO(name);
      std::ifstream stream(entry.path());
      CHECK(folder.get(name) == std::string{std::istreambuf_iterator<char>(stream), {}});
    }
  }
}
