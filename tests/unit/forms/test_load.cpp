// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <functional>
#include <set>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

// A copy of the shipped assets that a test may break.
class Copy {
 public:
  Copy() {
    std::string pattern = (fs::temp_directory_path() / "foyer-forms-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root_ = pattern;
    fs::copy(assets(), root_, fs::copy_options::recursive);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy() { fs::remove_all(root_); }

  void change(const std::string& file, const std::function<void(json&)>& edit) const {
    json value = json::parse(std::ifstream(root_ / file));
    edit(value);
    std::ofstream(root_ / file) << value;
  }
  void write(const std::string& file, const std::string& bytes) const {
    std::ofstream(root_ / file) << bytes;
  }
  [[nodiscard]] Result<std::shared_ptr<const Assistant>> load(const std::string& id = "a3") const {
    return Loader::load(root_, id);
  }
  [[nodiscard]] std::string problem() const {
    const auto result = load();
    if (result.ok())
      return "none";
    CHECK(result.failure().code == FailureCode::definition_broken);
    return result.failure().detail;
  }
  [[nodiscard]] const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

void says(const Copy& copy, const std::string& beginning) {
  const std::string problem = copy.problem();
  INFO(problem);
  CHECK(problem.substr(0, beginning.size()) == beginning);
  CHECK(problem.find('\n') == std::string::npos); // said once
}

// The first pages of the shipped definition: grund, neuer_pass.
json& grund(json& a3) {
  return a3["sections"][0]["pages"][0]["fields"][0];
}
json& neuer_pass(json& a3) {
  return a3["sections"][0]["pages"][1]["fields"][0];
}

} // namespace

TEST_CASE("the shipped assistant loads as the catalogue has it") {
  const auto assistant = a3();
  CHECK(assistant->id == "a3");
  CHECK(assistant->leika == "330_ep_d_at_nk");
  CHECK(assistant->sha256.size() == 64);
  CHECK(assistant->fields.size() == 110);
  CHECK(assistant->documents.size() == 6);
  for (const auto& page : assistant->pages) {
    std::size_t asked = 0;
    for (const auto field : page.fields)
      asked += assistant->fields[field].requirement == Requirement::calculated ? 0U : 1U;
    CHECK(asked >= 1);
    CHECK(asked <= 6);
  }
  // What the visitor came for is asked first.
  CHECK(assistant->fields[assistant->pages[0].fields[0]].id == "karte.grund");
  const auto available = Loader::available(assets());
  CHECK(std::count(available.begin(), available.end(), "a3") == 1);
  CHECK(std::is_sorted(available.begin(), available.end()));
}

TEST_CASE("the hash covers the definition, its blocks and code lists") {
  const Copy copy;
  CHECK((*copy.load())->sha256 == a3()->sha256);
  copy.change("blocks/pass.json", [](json& j) { j["_note"] = "x"; });
  const std::string with_block = (*copy.load())->sha256;
  CHECK(with_block != a3()->sha256);
  copy.change("codelists/lists.json", [](json& j) { j["neu"]["codes"] = {"x"}; });
  CHECK((*copy.load())->sha256 == with_block); // a list a3 does not use
  copy.change("codelists/lists.json", [](json& j) { j["karte_grund"]["codes"].push_back("x"); });
  CHECK((*copy.load())->sha256 != with_block);
}

TEST_CASE("a file that is missing or no JSON is named") {
  CHECK(Loader::load(assets(), "a9").failure().detail.find("F01 assistants/a9.json") == 0);
  CHECK(Loader::load(assets(), "../../etc/passwd").failure().code ==
        FailureCode::definition_broken);
  CHECK(Loader::load("/nonexistent", "a3").failure().code == FailureCode::definition_broken);
  const Copy copy;
  copy.write("blocks/pass.json", "{");
  CHECK(copy.problem().find("F01 blocks/pass.json:1: is no JSON") != std::string::npos);
  copy.write("blocks/pass.json", R"({"id": "pass", "id": "pass"})");
  CHECK(copy.problem().find("F01 blocks/pass.json:1: \"id\" stands twice") != std::string::npos);
}

TEST_CASE("a definition cut short anywhere is refused") {
  std::ifstream stream(assets() / "assistants" / "a3.json");
  const std::string whole((std::istreambuf_iterator<char>(stream)), {});
  const Copy copy;
  for (std::size_t length = 0; length + 2 < whole.size(); length += 37) {
    copy.write("assistants/a3.json", whole.substr(0, length));
    CHECK_FALSE(copy.load().ok());
  }
}

TEST_CASE("members that are missing, mistyped or of the wrong kind are located") {
  const Copy copy;
  SECTION("missing") {
    copy.change("assistants/a3.json", [](json& j) { grund(j).erase("req"); });
    says(copy, "F02 assistants/a3.json:1:/sections/0/pages/0/fields/0: \"req\" is missing");
  }
  SECTION("mistyped") {
    copy.change("assistants/a3.json", [](json& j) { grund(j)["relevnat"] = "true"; });
    says(copy, "F02 assistants/a3.json:1:/sections/0/pages/0/fields/0: \"relevnat\" is not known");
  }
  SECTION("wrong kind") {
    copy.change("assistants/a3.json", [](json& j) { grund(j)["upper"] = "yes"; });
    says(copy,
         "F02 assistants/a3.json:1:/sections/0/pages/0/fields/0/upper: must be true or false");
  }
  SECTION("bad requirement") {
    copy.change("assistants/a3.json", [](json& j) { grund(j)["req"] = "X"; });
    says(copy, "F02 assistants/a3.json:1:/sections/0/pages/0/fields/0: \"req\" is R, O, S or C");
  }
  SECTION("bad id") {
    copy.change("assistants/a3.json", [](json& j) { j["sections"][0]["pages"][7]["id"] = "Ä"; });
    says(copy, "F02 assistants/a3.json:1:/sections/0/pages/7: \"id\" may hold");
  }
  SECTION("parameter rows that overlap") {
    copy.change("parameters/params.json", [](json& j) {
      j["g_karte_neu"].push_back({{"value", 1}, {"from", "2020-01-01"}, {"source", "x"}});
    });
    CHECK(copy.problem().find("F02 parameters/params.json:1:/g_karte_neu/1: begins before") == 0);
  }
}

TEST_CASE("types, lists, names and places that do not exist are located") {
  const Copy copy;
  SECTION("type") {
    copy.change("assistants/a3.json", [](json& j) { neuer_pass(j)["type"] = "boolean"; });
    CHECK(copy.problem().find("F03 assistants/a3.json:1:/sections/0/pages/1/fields/0: no type") ==
          0);
  }
  SECTION("length of nothing") {
    copy.change("blocks/start.json",
                [](json& j) { j["pages"][1]["fields"][0]["type"] = "text(0)"; });
    says(copy, "F03 blocks/start.json:1:/pages/1/fields/0: no type \"text(0)\"");
  }
  SECTION("code list") {
    copy.change("assistants/a3.json", [](json& j) {
      j["sections"][0]["pages"][7]["fields"][0]["type"] = "enum@defekte";
    });
    says(copy, "F04 assistants/a3.json:1:/sections/0/pages/7/fields/0: no code list \"defekte\"");
  }
  SECTION("field twice") {
    copy.change("assistants/a3.json", [](json& j) {
      j["sections"][0]["pages"][1]["fields"][1]["id"] = "karte.neuer_pass";
    });
    says(copy, "F05 assistants/a3.json:1:/sections/0/pages/1/fields/1: field karte.neuer_pass");
  }
  SECTION("page with too much on it") {
    copy.change("assistants/a3.json", [](json& j) {
      auto& pages = j["sections"][0]["pages"];
      for (auto& field : pages[4]["fields"])
        pages[3]["fields"].push_back(field);
      pages.erase(4);
    });
    says(copy, "F06 assistants/a3.json:1:/sections/0/pages/3: asks 8 fields");
  }
  SECTION("block") {
    copy.change("assistants/a3.json",
                [](json& j) { j["sections"][6]["pages"][0]["block"] = "fotos"; });
    CHECK(copy.problem().find("F12 assistants/a3.json:1:/sections/6/pages/0: no block") == 0);
  }
  SECTION("field of an extra check") {
    copy.change("assistants/a3.json",
                [](json& j) { j["extra_checks"][0]["field"] = "pass.vorhandn"; });
    says(copy, "F13 assistants/a3.json:1:/extra_checks/0/field: no field pass.vorhandn");
  }
  SECTION("document") {
    copy.change("assistants/a3.json", [](json& j) { j["documents"][0]["pages"] = "2-1"; });
    says(copy, "F11 assistants/a3.json:1:/documents/0: \"pages\" is like");
  }
  SECTION("kind of a document") {
    copy.change("assistants/a3.json", [](json& j) { j["documents"][0]["kind"] = "pass"; });
    says(copy, "F11 assistants/a3.json:1:/documents/0: \"kind\" is passport, card, identity or");
  }
  SECTION("calculated field without its value") {
    copy.change("assistants/a3.json",
                [](json& j) { j["sections"][4]["pages"][1]["fields"][2].erase("value"); });
    says(copy, "F10 assistants/a3.json:1:/sections/4/pages/1/fields/2: a calculated field needs");
  }
}

TEST_CASE("conditions that do not fit are located with the expression's own error") {
  const Copy copy;
  const auto relevant = [&](const std::string& source) {
    copy.change("assistants/a3.json", [&](json& j) { neuer_pass(j)["relevant"] = source; });
  };
  const std::string at = "assistants/a3.json:1:/sections/0/pages/1/fields/0/relevant: ";
  SECTION("unknown field") {
    relevant("karte.gund == 'verlust'");
    says(copy, "F07 " + at + "E04 at 0");
  }
  SECTION("unknown code") {
    relevant("karte.grund == 'verlohren'");
    says(copy, "F07 " + at + "E08 at 15");
  }
  SECTION("= for ==") {
    relevant("karte.grund = 'verlust'");
    says(copy, "F07 " + at + "E01 at 12");
  }
  SECTION("no condition") {
    relevant("size('x')");
    says(copy, "F07 " + at + "E11");
  }
  SECTION("asked later") {
    relevant("foto.quelle == 'cloud'");
    says(copy, "F08 " + at + "reads foto.quelle, which is asked later");
  }
  SECTION("itself") {
    relevant("karte.neuer_pass == true");
    says(copy, "F08 " + at + "reads karte.neuer_pass, which is asked later or is the field itself");
  }
  SECTION("document that depends on a declaration") {
    copy.change("assistants/a3.json",
                [](json& j) { j["documents"][0]["relevant"] = "erkl.richtig == true"; });
    says(copy, "F08 assistants/a3.json:1:/documents/0/relevant: reads erkl.richtig");
  }
  SECTION("fee in words") {
    copy.change("assistants/a3.json", [](json& j) { j["fee"] = "'viel'"; });
    says(copy, "F07 assistants/a3.json:1:/fee: E11");
  }
}

TEST_CASE("several problems are all told at once") {
  const Copy copy;
  copy.change("assistants/a3.json", [](json& j) {
    neuer_pass(j)["relevant"] = "nichts.da == 1";
    j["fee"] = "param('g_gratis')";
  });
  const std::string problem = copy.problem();
  CHECK(problem.find("E04") != std::string::npos);
  CHECK(problem.find("F07 assistants/a3.json:1:/fee: E05") != std::string::npos);
}

TEST_CASE("a block's fields may be left out by name") {
  const Copy copy;
  copy.change("assistants/a3.json", [](json& j) {
    j["sections"][1]["pages"][1]["without"] = {"person.groesse", "person.augenfarbe"};
  });
  const auto loaded = copy.load();
  REQUIRE(loaded.ok());
  CHECK_FALSE((*loaded)->find_field("person.groesse"));
  CHECK_FALSE((*loaded)->find_page("person.merkmale"));
  CHECK((*loaded)->find_field("person.familienstand"));
}

// Every condition of every shipped file, broken in four ways: none may load.
TEST_CASE("no broken condition of the shipped definition goes unnoticed") {
  const Copy copy;
  std::set<std::string> used = {"a3"};
  for (const auto& page : a3()->pages)
    used.insert(page.id.substr(0, page.id.find('.')));
  int broken = 0;
  for (const auto& entry : fs::recursive_directory_iterator(copy.root())) {
    const auto folder = entry.path().parent_path().filename();
    if ((folder != "blocks" && folder != "assistants") ||
        !used.contains(entry.path().stem().string()))
      continue;
    std::ifstream stream(entry.path());
    const json original = json::parse(stream);
    const json flat = original.flatten();
    for (const auto& [pointer, value] : flat.items()) {
      const auto key = pointer.substr(pointer.rfind('/') + 1);
      if (key != "relevant" && key != "that" && key != "value" && key != "fee")
        continue;
      const auto source = value.get<std::string>();
      std::vector<std::string> mutants = {source + " &&", "nichts.da == true && (" + source + ")",
                                          "1 + 1 + (" + source + ") == 2"};
      if (const auto equals = source.find("=="); equals != std::string::npos)
        mutants.push_back(std::string(source).replace(equals, 2, "="));
      if (const auto quote = source.find('\''); quote != std::string::npos)
        mutants.push_back(std::string(source).insert(quote + 1, "\\"));
      for (const auto& mutant : mutants) {
        if (key == "fee" && mutant.find("1 + 1") == 0)
          continue; // a number: fits
        json changed = original;
        changed[json::json_pointer(pointer)] = mutant;
        std::ofstream(entry.path()) << changed;
        const auto loaded = copy.load();
        INFO(entry.path().filename() << pointer << ": " << mutant);
        // tage(...) and other numbers do fit into a sum; everything else must not.
        if (key == "value" && loaded.ok())
          continue;
        CHECK_FALSE(loaded.ok());
        ++broken;
      }
    }
    std::ofstream(entry.path()) << original;
  }
  CHECK(broken > 200);
  CHECK(copy.load().ok());
}
