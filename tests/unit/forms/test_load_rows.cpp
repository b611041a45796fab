// SPDX-License-Identifier: EUPL-1.2
// Mistakes in what format 2 brought: repeats, filters, pages nobody sees; and where they are told.
#include "fixture.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <functional>
#include <sstream>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

// The small definition of data/hof, changed as a text or as JSON.
class Hof {
 public:
  Hof() {
    std::string pattern = (fs::temp_directory_path() / "foyer-hof-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root_ = pattern;
    fs::copy(fs::path(FOYER_SOURCE_DIR) / "tests/unit/forms/data/hof", root_,
             fs::copy_options::recursive);
  }
  Hof(const Hof&) = delete;
  Hof& operator=(const Hof&) = delete;
  ~Hof() { fs::remove_all(root_); }

  [[nodiscard]] std::string read(const std::string& file) const {
    std::ostringstream text;
    text << std::ifstream(root_ / file).rdbuf();
    return text.str();
  }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(root_ / file) << text;
  }
  // Replaces the one place where `from` stands.
  void replace(const std::string& from, const std::string& to,
               const std::string& file = "assistants/hof.json") const {
    std::string text = read(file);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.find(from, at + 1) == std::string::npos);
    write(file, text.replace(at, from.size(), to));
  }
  [[nodiscard]] Loaded load() const { return Loader::inspect(root_, "hof"); }
  [[nodiscard]] LoadProblem only_problem() const {
    const auto loaded = load();
    CHECK(loaded.assistant == nullptr);
    REQUIRE(loaded.problems.size() == 1);
    return loaded.problems[0];
  }
  // "F14 /sections/1/pages/0"
  [[nodiscard]] std::string place() const {
    const auto problem = only_problem();
    INFO(problem.text());
    return problem.code() + " " + problem.pointer;
  }

 private:
  fs::path root_;
};

const std::string kinder = "/sections/1/pages/0";

} // namespace

TEST_CASE("a mistake is told with its line in the file, also where a member is missing") {
  const Hof hof;
  hof.replace("\"kinder[].wohnt\", \"type\": \"enum@wohnt\"",
              "\"kinder[].wohnt\", \"type\": \"enum@wohin\"");
  const auto wrong = hof.only_problem();
  CHECK(wrong.number == 4);
  CHECK(wrong.file == "assistants/hof.json");
  CHECK(wrong.line == 27);
  CHECK(wrong.pointer == kinder + "/pages/1/fields/0");
  CHECK(wrong.text().starts_with("F04 assistants/hof.json:27:" + wrong.pointer + ": "));

  const Hof missing;
  missing.replace(", \"max\": 3", "");
  const auto max = missing.load();
  REQUIRE_FALSE(max.problems.empty());
  CHECK(max.problems[0].pointer == kinder);
  CHECK(max.problems[0].line == 14);

  const Hof twice;
  twice.replace("\"min\": 1,", "\"min\": 1, \"min\": 2,");
  CHECK(twice.only_problem().number == 1);
  CHECK(twice.only_problem().line == 14);
  CHECK(twice.only_problem().pointer == kinder);

  const Hof torn;
  torn.replace("\"version\": \"1.0.0\",", "\"version\": \"1.0.0\"");
  CHECK(torn.only_problem().line == 5);
  CHECK(Loader::inspect("/nonexistent", "hof").problems.at(0).line == 0);
}

TEST_CASE("lists are found in every file, and no list stands twice") {
  const Hof hof;
  hof.write("codelists/noch.json", R"({"wohnt": {"codes": ["gleich", "anders"]}})");
  const auto problem = hof.only_problem();
  CHECK(problem.number == 5);
  CHECK(problem.file == "codelists/wohnt.json"); // the later one
  CHECK(problem.pointer == "/wohnt");
  const Hof broken;
  broken.write("codelists/noch.json", "{");
  CHECK(broken.place() == "F01 ");
  const Hof odd;
  odd.write("codelists/noch.json", R"({"neu": {"codes": [{"code": "x", "grupe": "y"}]}})");
  CHECK(odd.place() == "F02 /neu/codes/0");
}

TEST_CASE("a repeat that cannot be is refused") {
  const auto refused = [&](const std::string& from, const std::string& to) {
    const Hof copy;
    copy.replace(from, to);
    return copy.place();
  };
  CHECK(refused("\"min\": 1, \"max\": 3", "\"min\": 4, \"max\": 3") == "F14 " + kinder);
  CHECK(refused("\"min\": 1, \"max\": 3", "\"min\": 1, \"max\": 51") == "F14 " + kinder);
  CHECK(refused("[\"kinder[].name\", \"kinder[].geboren\"]", "[]") == "F14 " + kinder);
  CHECK(refused("[\"kinder[].name\", \"kinder[].geboren\"]", "[\"hof.gruppe\"]") ==
        "F14 " + kinder + "/summary/0");
  CHECK(refused("[\"kinder[].name\", \"kinder[].geboren\"]", "[\"kinder[].nam\"]").substr(0, 3) ==
        "F13");
  CHECK(refused("{ \"id\": \"kinder[].schule\"", "{ \"id\": \"kind.schule\"") ==
        "F02 " + kinder + "/pages/2/fields/0");
  CHECK(refused("\"type\": \"text(80)\", \"req\": \"O\"", "\"type\": \"ack\", \"req\": \"O\"") ==
        "F14 " + kinder + "/pages/2/fields/0");
  const Hof twice;
  twice.replace("\"repeat\": \"hof.zeiten\"", "\"repeat\": \"kinder\"");
  CHECK(twice.load().problems.at(0).number == 5);
}

TEST_CASE("expressions over rows are checked like all others") {
  const auto refused = [](const std::string& from, const std::string& to) {
    const Hof copy;
    copy.replace(from, to);
    const auto problem = copy.only_problem();
    return problem.code() + " " + problem.sentence.substr(0, 3);
  };
  CHECK(refused("it.wohnt == 'anders'", "it.wohnt == 'andres'") == "F07 E08");
  CHECK(refused("it.wohnt == 'anders'", "it.wohin == 'anders'") == "F07 E04");
  CHECK(refused("it.wohnt == 'anders'", "it.schule == 'anders'").substr(0, 3) == "F08");
  CHECK(refused("it.wohnt == 'anders'", "it.wohnt = 'anders'") == "F07 E01");
  CHECK(refused("it.wohnt == 'anders'", "it.wohnt").substr(0, 3) == "F07");
  CHECK(refused("k.wohnt == 'gleich'", "k.wohnt == 'gelich'") == "F07 E08");
  CHECK(refused("kinder.exists(k, k.wohnt == 'gleich')", "kindr.exists(k, k.wohnt == 'gleich')") ==
        "F07 E04");
  CHECK(refused("\"hof.kinder == true\"", "\"size(kinder) > 0\"").substr(0, 3) == "F08");
  CHECK(refused("\"hof.kinder == true\"", "\"hof.zimmer > 0\"").substr(0, 3) == "F08");
  // it and prev mean nothing outside of rows.
  CHECK(refused("\"hof.zweck != 'stall'\"", "\"it.wohnt == 'gleich'\"") == "F07 E04");
}

TEST_CASE("a filter that would leave nothing to choose is refused") {
  const Hof nothing;
  nothing.replace("[\"arbeit\", \"lernen\"]", "[\"arbeit\", \"lernen\", \"spielen\"]",
                  "codelists/lists.json");
  CHECK(nothing.place() == "F15 /sections/0/pages/0/fields/1/filter");
  // ... but not where the field is not asked then.
  nothing.replace("\"filter\": \"hof.gruppe\"",
                  "\"filter\": \"hof.gruppe\", \"relevant\": \"hof.gruppe != 'spielen'\"");
  CHECK(nothing.load().problems.empty());
  const Hof stray;
  stray.replace("{ \"code\": \"stall\", \"group\": \"arbeit\" }", "\"stall\"",
                "codelists/lists.json");
  CHECK(stray.place() == "F15 /sections/0/pages/0/fields/1/filter");
  const Hof itself;
  itself.replace("\"filter\": \"hof.gruppe\"", "\"filter\": \"hof.kinder\"");
  CHECK(itself.place() == "F13 /sections/0/pages/0/fields/1/filter");
}

TEST_CASE("what no answers ever lead to is refused") {
  const auto refused = [](const std::string& from, const std::string& to) {
    const Hof copy;
    copy.replace(from, to);
    const auto loaded = copy.load();
    std::string all;
    for (const auto& problem : loaded.problems)
      all += problem.code() + " " + problem.pointer + "\n";
    return all;
  };
  CHECK(refused("\"hof.kinder == true\"", "\"false\"") == "F16 " + kinder + "\n");
  CHECK(refused("\"hof.kinder == true\"", "\"hof.kinder == true && hof.kinder == false\"") ==
        "F16 " + kinder + "\n");
  // The purpose "kurs" is of another group, but that is no matter of conditions: it can be.
  CHECK(refused("\"hof.kinder == true\"", "\"hof.zweck == 'kurs' && hof.gruppe == 'lernen'\"")
            .empty());
  // Through the relevance of what is read: the course is only asked about when working.
  const Hof chain;
  chain.replace("\"filter\": \"hof.gruppe\"", "\"relevant\": \"hof.gruppe == 'arbeit'\"");
  chain.replace("\"hof.kinder == true\"", "\"hof.zweck == 'kurs' && hof.gruppe == 'lernen'\"");
  CHECK(chain.place() == "F16 " + kinder);
  // What depends on a day or a parameter may come to be.
  CHECK(refused("\"hof.kinder == true\"", "\"param('g_hof') > 5000\"").empty());
}

TEST_CASE("a choice without codes is asked about, though its condition reads the row") {
  const Hof hof;
  hof.replace("\"arbeit\", \"lernen\"", "\"arbeit\", \"lernen\", \"nichts\"",
              "codelists/lists.json");
  hof.replace("\"filter\": \"hof.gruppe\"",
              "\"filter\": \"hof.gruppe\", \"relevant\": \"hof.gruppe != 'nichts'\"");
  hof.replace("\"type\": \"enum@wohnt\", \"req\": \"R\"",
              "\"type\": \"enum@zweck\", \"req\": \"R\", \"filter\": \"hof.gruppe\", "
              "\"relevant\": \"it.geboren <= heute()\"");
  std::string all;
  for (const auto& problem : hof.load().problems)
    all += problem.code() + " " + problem.sentence + "\n";
  CHECK(all.find("F15 no code is left for nichts") != std::string::npos);
}

TEST_CASE("guidance must be optional, and nothing that is filed may depend on it") {
  const Hof hof;
  hof.replace("{ \"id\": \"anliegen\", \"pages\"",
              "{ \"id\": \"anliegen\", \"kind\": \"guidance\", \"pages\"");
  std::string all;
  for (const auto& problem : hof.load().problems)
    all += problem.code() + " " + problem.sentence + "\n";
  CHECK(all.find("F17 hof.gruppe must be optional") != std::string::npos);
  CHECK(all.find("F17 hof.zimmer depends on guidance") == std::string::npos);
  CHECK(all.find("depends on guidance") != std::string::npos);
}

TEST_CASE("no cut of a file of format 2 crashes or loads") {
  const Hof hof;
  const std::string whole = hof.read("assistants/hof.json");
  for (std::size_t length = 0; length + 2 < whole.size(); length += 41) {
    hof.write("assistants/hof.json", whole.substr(0, length));
    const auto loaded = hof.load();
    CHECK(loaded.assistant == nullptr);
    CHECK_FALSE(loaded.problems.empty());
  }
}
