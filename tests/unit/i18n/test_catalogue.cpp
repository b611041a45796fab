// SPDX-License-Identifier: EUPL-1.2
#include <i18n/catalogue.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace foyer;
using namespace foyer::i18n;
namespace fs = std::filesystem;

namespace {

// A folder of texts made by the test, gone with it.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "foyer-i18n-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root_ = pattern;
    put("de/language.json", R"({"name": "Deutsch", "rtl": false})");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(root_); }
  void put(const std::string& file, const std::string& text) const {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  [[nodiscard]] Result<Catalogue> load(Patterns patterns = Patterns::to_check) const {
    return Catalogue::load(root_, patterns);
  }
  [[nodiscard]] Result<Catalogue> load_file(const std::string& name) const {
    return Catalogue::load_file(root_, name);
  }

 private:
  fs::path root_;
};

} // namespace

TEST_CASE("a text is given in the asked language, else in German, else as its key in brackets") {
  Folder folder;
  folder.put("de/a.json", R"({"x": "Weiter", "y": "Zurück"})");
  folder.put("en/language.json", R"({"name": "English", "rtl": false})");
  folder.put("en/a.json", R"({"x": "Continue"})");
  const auto texts = folder.load();
  REQUIRE(texts.ok());
  CHECK(texts->text("en", "x") == "Continue");
  CHECK(texts->text("en", "y") == "Zurück");
  CHECK(texts->text("fr", "x") == "Weiter");
  CHECK(texts->text("en", "z") == "[z]");
  CHECK(texts->has("en", "x"));
  CHECK_FALSE(texts->has("en", "y"));
  CHECK(texts->keys() == std::vector<std::string>{"x", "y"});
}

TEST_CASE("a translation of an older German text is not shown") {
  Folder folder;
  folder.put("de/a.json", R"({"x": "Neuer Text", "y": "Gleich"})");
  folder.put("en/language.json", R"({"name": "English", "rtl": false})");
  folder.put("en/a.json", R"({"x": "Old text", "y": "Same", "_stand": {"x": ")" +
                              stand_of("Alter Text") + R"(", "y": ")" + stand_of("Gleich") +
                              R"("}})");
  const auto texts = folder.load();
  REQUIRE(texts.ok());
  CHECK(texts->text("en", "x") == "Neuer Text");
  CHECK_FALSE(texts->has("en", "x"));
  CHECK(texts->text("en", "y") == "Same");
}

TEST_CASE("the mark of a German text is FNV-1a 64, as published with its test vectors") {
  CHECK(stand_of("") == "cbf29ce484222325");
  CHECK(stand_of("a") == "af63dc4c8601ec8c");
  CHECK(stand_of("foobar") == "85944171f73967e8");
}

TEST_CASE("plural forms follow the language, digits stay Latin") {
  Folder folder;
  folder.put("de/a.json", R"({"n": "{n, plural, one {# Seite} other {# Seiten}}"})");
  folder.put("ar/language.json", R"({"name": "العربية", "rtl": true})");
  folder.put("ar/a.json",
             R"({"n": "{n, plural, zero {z#} one {o#} two {t#} few {f#} many {m#} other {x#}}"})");
  folder.put("uk/language.json", R"({"name": "Українська", "rtl": false})");
  folder.put("uk/a.json", R"({"n": "{n, plural, one {o#} few {f#} many {m#} other {x#}}"})");
  const auto texts = folder.load();
  REQUIRE(texts.ok());
  const auto say = [&](const char* lang, std::int64_t n) {
    return texts->text(lang, "n", {{"n", n}});
  };
  CHECK(say("de", 1) == "1 Seite");
  CHECK(say("de", 2) == "2 Seiten");
  // CLDR plural rules of Arabic and Ukrainian.
  CHECK(say("ar", 0) == "z0");
  CHECK(say("ar", 1) == "o1");
  CHECK(say("ar", 2) == "t2");
  CHECK(say("ar", 3) == "f3");
  CHECK(say("ar", 11) == "m11");
  CHECK(say("ar", 100) == "x100");
  CHECK(say("uk", 21) == "o21");
  CHECK(say("uk", 22) == "f22");
  CHECK(say("uk", 25) == "m25");
}

TEST_CASE("Leichte Sprache follows German in the list and counts as German does") {
  Folder folder;
  folder.put("de/a.json", R"({"n": "{n, plural, one {# Seite} other {# Seiten}}", "only": "Nur so",
                              "fuer": "{fuer, select, selbst {Sie} other {Die Person}}"})");
  folder.put("ar/language.json", R"({"name": "العربية", "rtl": true})");
  folder.put("den/language.json", R"({"name": "Dene", "rtl": false})");
  folder.put("de-simple/language.json", R"({"name": "Leichte Sprache", "rtl": false})");
  folder.put("de-simple/a.json", R"({"n": "{n, plural, one {# Blatt} other {# Blätter}}",
                                     "fuer": "{fuer, select, selbst {Sie!} other {Die Person!}}"})");
  const auto texts = folder.load();
  REQUIRE(texts.ok());
  std::vector<std::string> codes;
  for (const auto& language : texts->languages())
    codes.push_back(language.code);
  CHECK(codes == std::vector<std::string>{"de", "de-simple", "ar", "den"});
  CHECK(texts->text("de-simple", "n", {{"n", 1}}) == "1 Blatt");
  CHECK(texts->text("de-simple", "n", {{"n", 1234}}) == "1.234 Blätter");
  CHECK(texts->text("de-simple", "fuer", {{"fuer", "selbst"}}) == "Sie!");
  CHECK(texts->text("de-simple", "only") == "Nur so");
  CHECK_FALSE(texts->language("de-simple")->rtl);
}

TEST_CASE("an argument that stands only in a branch of another is put in") {
  Folder folder;
  folder.put(
      "de/a.json",
      R"({"s": "{a, select, x {{b} Karten} other {{b, plural, one {# Blatt} other {# Blätter}}}}"})");
  const auto texts = folder.load();
  REQUIRE(texts.ok());
  CHECK(texts->text("de", "s", {{"a", std::string("x")}, {"b", std::int64_t{3}}}) == "3 Karten");
  CHECK(texts->text("de", "s", {{"a", std::string("y")}, {"b", std::int64_t{3}}}) == "3 Blätter");
}

TEST_CASE("an argument that is not given is empty and a selection takes its other branch") {
  Folder folder;
  folder.put("de/a.json", R"({"s": "{fuer, select, selbst {Wie heißen Sie?} other {Wer?}}",
                              "t": "Hallo {name}!", "q": "Das ist 'ne Probe"})");
  const auto texts = folder.load();
  REQUIRE(texts.ok());
  CHECK(texts->text("de", "s", {{"fuer", "selbst"}}) == "Wie heißen Sie?");
  CHECK(texts->text("de", "s") == "Wer?");
  CHECK(texts->text("de", "t", {{"name", "Ż"}}) == "Hallo Ż!");
  CHECK(texts->text("de", "q") == "Das ist 'ne Probe");
  CHECK(texts->arguments("de", "s") == std::vector<std::string>{"fuer"});
}

TEST_CASE("a language in progress is loaded but not offered, and the tiers are told apart") {
  Folder folder;
  folder.put("de/a.json", R"({"x": "Weiter", "_changed": {"x": "2026-11-25 0"}})");
  folder.put("tr/language.json", R"({"name": "Türkçe", "rtl": false, "tier": 1, "voice": "tr",
                                     "in_progress": true})");
  folder.put("tr/a.json", R"({"x": "Devam", "_review": {}})");
  folder.put("ckb/language.json", R"({"name": "کوردی", "rtl": true, "tier": 2})");
  const auto texts = folder.load();
  REQUIRE(texts.ok());
  std::vector<std::string> offered;
  for (const auto& language : texts->languages())
    offered.push_back(language.code);
  CHECK(offered == std::vector<std::string>{"de", "ckb"});
  REQUIRE(texts->language("tr") != nullptr);
  CHECK(texts->language("tr")->in_progress);
  CHECK(texts->language("tr")->voice == "tr");
  CHECK(texts->text("tr", "x") == "Devam");
  CHECK(texts->language("ckb")->tier == 2);
  CHECK(texts->language("ckb")->voice.empty());
  CHECK(texts->language("de")->tier == 1);
  folder.put("tr/language.json", R"({"name": "Türkçe", "rtl": false, "tier": 3})");
  CHECK(folder.load().failure().detail.find("tr/language.json: tier") == 0);
}

TEST_CASE("texts that were checked before are compiled when they are asked for") {
  Folder folder;
  folder.put("de/a.json",
             R"({"x": "{n, plural, one {#}", "y": "{n, plural, one {# Tag} other {# Tage}}"})");
  const auto texts = folder.load(Patterns::checked_before);
  REQUIRE(texts.ok());
  CHECK(texts->text("de", "y", {{"n", 2}}) == "2 Tage");
  CHECK(texts->arguments("de", "y") == std::vector<std::string>{"n"});
  CHECK(texts->text("de", "x", {{"n", 2}}) == "{n, plural, one {#}"); // not valid after all
  CHECK(texts->arguments("de", "x").empty());
  CHECK_FALSE(folder.load().ok());
}

TEST_CASE("of every language one file alone can be read") {
  Folder folder;
  folder.put("de/first.json", R"({"a": "Guten Tag"})");
  folder.put("de/rest.json", R"({"b": "Ende"})");
  folder.put("fr/language.json", R"({"name": "Français", "rtl": false})");
  folder.put("fr/first.json",
             R"({"a": "Bonjour", "_stand": {"a": ")" + stand_of("Guten Tag") + R"("}})");
  folder.put("fr/rest.json", "{ broken");
  const auto some = folder.load_file("first.json");
  REQUIRE(some.ok());
  CHECK(some->languages().size() == 2);
  CHECK(some->keys() == std::vector<std::string>{"a"});
  CHECK(some->text("fr", "a") == "Bonjour");
  CHECK(some->text("de", "b") == "[b]");
  CHECK_FALSE(folder.load().ok());
}

TEST_CASE("what is wrong with a folder of texts is said with the file") {
  Folder folder;
  const auto detail = [&] { return folder.load().failure().detail; };
  folder.put("de/a.json", R"({"x": "{n, plural, one {#}"})");
  CHECK(detail().find("de/a.json: x") == 0);
  folder.put("de/a.json", R"({"x": "eins", "x": "zwei"})");
  CHECK(detail().find("de/a.json: key x appears twice") == 0);
  folder.put("de/a.json", R"({"x": 3})");
  CHECK(detail().find("de/a.json: value of x") == 0);
  folder.put("de/a.json", R"({"x": "eins")");
  CHECK(detail().find("de/a.json: is no JSON object") == 0);
  folder.put("de/a.json", R"({"x": "eins"})");
  folder.put("de/b.json", R"({"x": "zwei"})");
  CHECK(detail().find("de/b.json: key x appears in another file") == 0);
  CHECK(Catalogue::load("/nonexistent").failure().code == FailureCode::text_missing);
}
