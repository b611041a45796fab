// SPDX-License-Identifier: EUPL-1.2
#include <forms/loader.hpp>

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
    Problems missing; // told where the block is asked for (F12)
    const auto bytes = read_bytes(folder_ / (name + ".json"), missing);
    if (!bytes)
      return nullptr;
    bytes_[name] = *bytes;
    slot = parse_json(*bytes, "blocks/" + name + ".json", problems_);
    return slot ? &*slot : nullptr;
  }
  [[nodiscard]] std::string all_bytes() const {
    std::string all;
    for (const auto& [name, bytes] : bytes_)
      all += "blocks/" + name + '\0' + bytes + '\0';
    return all;
  }

 private:
  fs::path folder_;
  Problems& problems_;
  std::map<std::string, std::optional<nlohmann::json>> parsed_;
  std::map<std::string, std::string> bytes_;
};

std::shared_ptr<Assistant> read_assistant(const fs::path& assets, const std::string& name,
                                          Problems& problems) {
  const std::string file = "assistants/" + name + ".json";
  const auto bytes = read_bytes(assets / "assistants" / (name + ".json"), problems);
  auto parameters = Parameters::read(assets / "parameters" / "params.json", problems);
  CodeLists lists;
  const bool listed = read_code_lists(assets, lists, problems);
  const auto json = bytes ? parse_json(*bytes, file, problems) : std::nullopt;
  if (!json || !parameters || !listed)
    return nullptr;

  Blocks blocks(assets / "blocks", problems);
  DefinitionReader reader(
      std::make_shared<const Parameters>(std::move(*parameters)), lists,
      [&](const std::string& block) { return blocks.find(block); }, problems);
  const JsonNode root(*json, file, "", problems);
  auto assistant = reader.read(root);
  if (assistant->id != name)
    root.problem(2, "\"id\" must be the file's name");
  assistant->sha256 =
      sha256_hex(*bytes + '\0' + blocks.all_bytes() + bytes_of(assistant->code_lists()));
  return assistant;
}

} // namespace

Loaded Loader::inspect(const fs::path& assets, std::string_view id) {
  Problems problems;
  std::shared_ptr<Assistant> assistant;
  if (is_plain_name(id))
    assistant = read_assistant(assets, std::string(id), problems);
  else
    problems.add(1, "assistants", "", "no such assistant");
  if (!problems.empty())
    assistant = nullptr;
  return {std::move(assistant), problems.all()};
}

Result<std::shared_ptr<const Assistant>> Loader::load(const fs::path& assets, std::string_view id) {
  auto loaded = inspect(assets, id);
  if (loaded.assistant)
    return std::move(loaded.assistant);
  std::string all;
  for (const auto& problem : loaded.problems)
    all += (all.empty() ? "" : "\n") + problem.text();
  return fail(FailureCode::definition_broken, all);
}

std::vector<std::string> Loader::available(const fs::path& assets) {
  std::vector<std::string> ids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(assets / "assistants", error))
    // "a3.release.json" beside it is no definition.
    if (entry.path().extension() == ".json" && is_plain_name(entry.path().stem().string()))
      ids.push_back(entry.path().stem().string());
  std::sort(ids.begin(), ids.end());
  return ids;
}

} // namespace foyer::forms
