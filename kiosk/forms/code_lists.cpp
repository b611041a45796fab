// SPDX-License-Identifier: EUPL-1.2
#include "code_lists.hpp"

#include "field_type.hpp"

namespace foyer::forms {

namespace {

void add_code(CodeList& list, Code code, const JsonNode& where) {
  if (list.find(code.code) != nullptr)
    where.problem(5, "code " + code.code + " stands there twice");
  list.codes.push_back(std::move(code));
}

Code read_state(const JsonNode& node) {
  node.allow_only({"code", "names", "iso2", "mrz", "destatis", "historic", "offered"});
  Code code;
  code.code = node.text("code");
  for (const auto& [language, name] : node.at("names").members())
    code.names.emplace(language, name.text());
  if (!code.names.contains("de"))
    node.problem(2, "needs a German name");
  code.iso2 = node.text_or("iso2", "");
  if (node.has("mrz"))
    for (const auto& mrz : node.at("mrz").elements())
      code.mrz.push_back(mrz.text());
  code.historic = node.flag("historic");
  code.offered = !node.has("offered") || node.flag("offered");
  return code;
}

} // namespace

Status read_code_lists(const std::filesystem::path& assets, CodeLists& lists, std::string& hashed,
                       Problems& problems) {
  FOYER_TRY(const std::string plain, read_bytes(assets / "codelists" / "lists.json"));
  FOYER_TRY(const std::string states, read_bytes(assets / "codelists" / "staaten.json"));
  hashed += plain + '\0' + states + '\0';
  if (const auto json = parse_json(plain, "codelists/lists.json", problems)) {
    const JsonNode root(*json, "codelists/lists.json", "", problems);
    for (const auto& [id, node] : root.members()) {
      node.allow_only({"codes", "standard"});
      auto list = std::make_shared<CodeList>();
      list->id = id;
      for (const auto& element : node.at("codes").elements()) {
        Code code;
        code.code = element.text();
        add_code(*list, std::move(code), element);
      }
      if (list->codes.empty())
        node.problem(2, "needs a code");
      lists.emplace(id, std::move(list));
    }
  }
  if (const auto json = parse_json(states, "codelists/staaten.json", problems)) {
    const JsonNode root(*json, "codelists/staaten.json", "", problems);
    auto list = std::make_shared<CodeList>();
    list->id = states_list;
    for (const auto& element : root.at("codes").elements())
      add_code(*list, read_state(element), element);
    lists.insert_or_assign(list->id, std::move(list));
  }
  return success();
}

} // namespace foyer::forms
