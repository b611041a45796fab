// SPDX-License-Identifier: EUPL-1.2
#include "shipped.hpp"

#include <author/diff.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

using namespace foyer;
using namespace foyer::author::test;
using nlohmann::ordered_json;

namespace {

// What differs after `change` of a file below assets.
std::vector<std::string> after(const std::string& file,
                               const std::function<void(ordered_json&)>& change) {
  const processes::TemporaryDirectory folder;
  std::filesystem::copy(assets(), folder / "assets", std::filesystem::copy_options::recursive);
  const auto path = folder / ("assets/" + file);
  auto json = ordered_json::parse(processes::read_file(path));
  change(json);
  processes::write_file(path, json.dump(1));
  const auto loaded = forms::Loader::load(folder / "assets", "a3");
  if (!loaded)
    FAIL(loaded.failure().detail);
  return author::differences(*shipped("a3"), texts(), **loaded, texts());
}

bool says(const std::vector<std::string>& all, const std::string& sentence) {
  for (const auto& one : all)
    UNSCOPED_INFO(one);
  return std::find(all.begin(), all.end(), sentence) != all.end();
}

ordered_json& field(ordered_json& json, const std::string& id) {
  for (auto& section : json["sections"])
    for (auto& page : section["pages"])
      if (page.contains("fields"))
        for (auto& one : page["fields"])
          if (one["id"] == id)
            return one;
  throw std::runtime_error(id);
}

} // namespace

TEST_CASE("equal versions do not differ, whatever their white space") {
  CHECK(after("assistants/a3.json", [](auto&) {}).empty());
}

TEST_CASE("changes of a field are told") {
  const auto all = after("assistants/a3.json", [](ordered_json& json) {
    json["version"] = "1.1.0";
    auto& polizei = field(json, "karte.polizei");
    polizei["req"] = "O";
    polizei["checks"] = ordered_json::array(
        {{{"that", "karte.polizei == true"}, {"severity", "hint"}, {"message", "check.future"}}});
  });
  CHECK(std::any_of(all.begin(), all.end(),
                    [](const auto& s) { return s.starts_with("version: was "); }));
  CHECK(std::any_of(all.begin(), all.end(), [](const auto& s) {
    return s.starts_with("field karte.polizei is: was ") && s.ends_with("now \"optional\"");
  }));
  CHECK(
      says(all, "field karte.polizei has the new check hint check.future: karte.polizei == true"));
}

TEST_CASE("a moved page is told once, and those it passed are not") {
  // The first two neighbours that may change places without reading what is asked later.
  const processes::TemporaryDirectory folder;
  std::filesystem::copy(assets(), folder / "assets", std::filesystem::copy_options::recursive);
  const auto path = folder / "assets/assistants/a3.json";
  const auto shipped_json = ordered_json::parse(processes::read_file(path));
  std::vector<std::string> all;
  for (std::size_t s = 0; s < shipped_json["sections"].size() && all.empty(); ++s)
    for (std::size_t p = 0; p + 1 < shipped_json["sections"][s]["pages"].size() && all.empty();
         ++p) {
      auto json = shipped_json;
      auto& pages = json["sections"][s]["pages"];
      if (!pages[p].contains("fields") || !pages[p + 1].contains("fields"))
        continue;
      std::swap(pages[p], pages[p + 1]);
      processes::write_file(path, json.dump(1));
      if (const auto loaded = forms::Loader::load(folder / "assets", "a3"))
        all = author::differences(*shipped("a3"), texts(), **loaded, texts());
    }
  REQUIRE(all.size() == 1);
  CHECK(all[0].starts_with("page a3."));
  CHECK(all[0].find(" moved: was in section ") != std::string::npos);
}

TEST_CASE("codes, documents and the fee are told") {
  auto all = after("assistants/a3.json", [](ordered_json& json) {
    json["documents"].erase(0);
    json["fee"] = "1234";
  });
  CHECK(says(all, "document " + shipped("a3")->documents[0].id + " is gone"));
  CHECK(std::any_of(all.begin(), all.end(), [](const auto& s) {
    return s.starts_with("fee: was ") && s.ends_with("now \"1234\"");
  }));
}

TEST_CASE("a German text that changed is told with both") {
  const auto a3 = shipped("a3");
  const auto all = author::differences(*a3, texts(), *a3, other_texts());
  REQUIRE(all.size() == 1);
  CHECK(all[0].starts_with("text field.karte.grund.label: was \""));
  CHECK(all[0].find("Neuer ") != std::string::npos);
}
