// SPDX-License-Identifier: EUPL-1.2
#include "definition_reader.hpp"
#include "sha256.hpp"

#include <algorithm>
#include <map>

namespace foyer::forms {

namespace fs = std::filesystem;

namespace {

// Names of files come from definitions: nothing that could leave the folder.
bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// Reads blocks once, keeps their bytes for the hash.
class Blocks {
 public:
  Blocks(fs::path folder, Problems& problems) : folder_(std::move(folder)), problems_(problems) {}

  const nlohmann::json* find(const std::string& name) {
    if (!is_plain_name(name))
      return nullptr;
    const auto known = parsed_.find(name);
    if (known != parsed_.end())
      return known->second ? &*known->second : nullptr;
    auto& slot = parsed_[name];
    const auto bytes = read_bytes(folder_ / (name + ".json"));
    if (!bytes.ok())
      return nullptr;
    bytes_[name] = *bytes;
    slot = parse_json(*bytes, "blocks/" + name + ".json", problems_);
    return slot ? &*slot : nullptr;
  }
  [[nodiscard]] std::string all_bytes() const {
    std::string all;
    for (const auto& [name, bytes] : bytes_)
      all += name + '\0' + bytes + '\0';
    return all;
  }

 private:
  fs::path folder_;
  Problems& problems_;
  std::map<std::string, std::optional<nlohmann::json>> parsed_;
  std::map<std::string, std::string> bytes_;
};

} // namespace

Result<std::shared_ptr<const Assistant>> Loader::load(const fs::path& assets, std::string_view id) {
  if (!is_plain_name(id))
    return fail(FailureCode::definition_broken, "F01 no such assistant");
  const std::string name(id);
  FOYER_TRY(const std::string bytes, read_bytes(assets / "assistants" / (name + ".json")));
  FOYER_TRY(Parameters parameters, Parameters::load(assets / "parameters" / "params.json"));
  Problems problems;
  std::string hashed = bytes + '\0';
  CodeLists lists;
  FOYER_CHECK(read_code_lists(assets, lists, hashed, problems));
  const std::string file = "assistants/" + name + ".json";
  const auto json = parse_json(bytes, file, problems);
  if (!json)
    return problems.failure();

  Blocks blocks(assets / "blocks", problems);
  DefinitionReader reader(
      std::make_shared<const Parameters>(std::move(parameters)), lists,
      [&](const std::string& block) { return blocks.find(block); }, problems);
  const JsonNode root(*json, file, "", problems);
  auto assistant = reader.read(root);
  if (assistant->id != name)
    root.problem(2, "\"id\" must be the file's name");
  if (!problems.empty())
    return problems.failure();
  assistant->sha256 = sha256_hex(hashed + blocks.all_bytes());
  return std::shared_ptr<const Assistant>(std::move(assistant));
}

std::vector<std::string> Loader::available(const fs::path& assets) {
  std::vector<std::string> ids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(assets / "assistants", error))
    if (entry.path().extension() == ".json")
      ids.push_back(entry.path().stem().string());
  std::sort(ids.begin(), ids.end());
  return ids;
}

} // namespace foyer::forms
