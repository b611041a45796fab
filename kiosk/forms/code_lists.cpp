// SPDX-License-Identifier: EUPL-1.2
#include "code_lists.hpp"

#include "field_type.hpp"

#include <algorithm>

namespace foyer::forms {

namespace {

constexpr std::string_view states_file = "staaten.json";

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

// "ae", or { "code": "blaue_karte", "group": "erwerb", "law": "§ 18g AufenthG" }, or
// { "code": "weissnicht", "offered": false }
Code read_code(const JsonNode& node) {
  Code code;
  if (node.is_text()) {
    code.code = node.text();
    return code;
  }
  node.allow_only({"code", "group", "law", "offered"});
  code.code = node.text("code");
  code.group = node.text_or("group", "");
  code.law = node.text_or("law", "");
  code.offered = !node.has("offered") || node.flag("offered");
  return code;
}

void read_states(const JsonNode& root, CodeLists& lists) {
  auto list = std::make_shared<CodeList>();
  list->id = states_list;
  for (const auto& element : root.at("codes").elements())
    add_code(*list, read_state(element), element);
  lists.insert_or_assign(list->id, std::move(list));
}

void read_lists(const JsonNode& root, CodeLists& lists) {
  for (const auto& [id, node] : root.members()) {
    node.allow_only({"codes", "standard"});
    if (lists.contains(id) || id == states_list)
      node.problem(5, "list " + id + " stands in another file, too");
    auto list = std::make_shared<CodeList>();
    list->id = id;
    for (const auto& element : node.at("codes").elements())
      add_code(*list, read_code(element), element);
    if (list->codes.empty())
      node.problem(2, "needs a code");
    lists.emplace(id, std::move(list));
  }
}

} // namespace

bool read_code_lists(const std::filesystem::path& assets, CodeLists& lists, Problems& problems) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(assets / "codelists", error))
    if (entry.path().extension() == ".json")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  bool states = false, all = true;
  for (const auto& path : files) {
    const std::string name = path.filename().string();
    const std::string file = "codelists/" + name;
    const auto bytes = read_bytes(path, problems);
    const auto json = bytes ? parse_json(*bytes, file, problems) : std::nullopt;
    if (!json) {
      all = false;
      continue;
    }
    const JsonNode root(*json, file, "", problems);
    if (name == states_file)
      read_states(root, lists);
    else
      read_lists(root, lists);
    states = states || name == states_file;
  }
  if (!states)
    problems.add(1, "codelists/" + std::string(states_file), "", "cannot be read");
  return all && states;
}

std::string bytes_of(const std::vector<std::shared_ptr<const CodeList>>& lists) {
  std::map<std::string, std::string> all; // each once, in the order of ids
  for (const auto& list : lists) {
    std::string& bytes = all[list->id];
    if (!bytes.empty())
      continue;
    for (const auto& code : list->codes) {
      bytes += code.code + '\0' + code.group + '\0' + code.law + '\0' + code.iso2 + '\0';
      bytes += code.historic ? 'h' : '-';
      bytes += code.offered ? 'o' : '-';
      for (const auto& [language, name] : code.names)
        bytes += language + '\0' + name + '\0';
      for (const auto& mrz : code.mrz)
        bytes += mrz + '\0';
      bytes += '\1';
    }
  }
  std::string joined;
  for (const auto& [id, bytes] : all)
    joined += "codelists/" + id + '\0' + bytes + '\0';
  return joined;
}

} // namespace foyer::forms
