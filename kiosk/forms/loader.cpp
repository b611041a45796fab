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

struct Block {
  std::string bytes;
  std::optional<nlohmann::json> parsed; // nothing: no JSON
};
using KnownBlocks = std::map<std::string, Block>;

// The blocks of one definition: reads each once, keeps their bytes for the hash.
class Blocks {
 public:
  Blocks(fs::path folder, KnownBlocks& known, Problems& problems)
      : folder_(std::move(folder)), known_(known), problems_(problems) {}

  const nlohmann::json* find(const std::string& name) {
    if (!is_plain_name(name))
      return nullptr;
    auto known = known_.find(name);
    if (known == known_.end()) {
      Problems missing; // told where the block is asked for (F12)
      auto bytes = read_bytes(folder_ / (name + ".json"), missing);
      if (!bytes)
        return nullptr;
      auto parsed = parse_json(*bytes, "blocks/" + name + ".json", problems_);
      known = known_.emplace(name, Block{std::move(*bytes), std::move(parsed)}).first;
    }
    used_.insert_or_assign(name, &known->second);
    return known->second.parsed ? &*known->second.parsed : nullptr;
  }
  [[nodiscard]] std::string all_bytes() const {
    std::string all;
    for (const auto& [name, block] : used_)
      all += "blocks/" + name + '\0' + block->bytes + '\0';
    return all;
  }

 private:
  fs::path folder_;
  KnownBlocks& known_;
  Problems& problems_;
  std::map<std::string, const Block*> used_;
};

struct Basis {
  std::shared_ptr<const Parameters> parameters;
  CodeLists lists;
};

std::optional<Basis> read_basis(const fs::path& assets, Problems& problems) {
  auto parameters = Parameters::read(assets / "parameters" / "params.json", problems);
  Basis basis;
  const bool listed = read_code_lists(assets, basis.lists, problems);
  if (!parameters || !listed)
    return std::nullopt;
  basis.parameters = std::make_shared<const Parameters>(std::move(*parameters));
  return basis;
}

std::shared_ptr<Assistant> read_assistant(const fs::path& assets, const std::string& name,
                                          const Basis* known_basis, KnownBlocks& known_blocks,
                                          Problems& problems) {
  const std::string file = "assistants/" + name + ".json";
  const auto bytes = read_bytes(assets / "assistants" / (name + ".json"), problems);
  const auto own_basis = known_basis != nullptr ? std::nullopt : read_basis(assets, problems);
  const Basis* basis = own_basis ? &*own_basis : known_basis;
  const auto json = bytes ? parse_json(*bytes, file, problems) : std::nullopt;
  if (!json || basis == nullptr)
    return nullptr;

  Blocks blocks(assets / "blocks", known_blocks, problems);
  DefinitionReader reader(
      basis->parameters, basis->lists, [&](const std::string& block) { return blocks.find(block); },
      problems);
  const JsonNode root(*json, file, "", problems);
  auto assistant = reader.read(root);
  if (assistant->id != name)
    root.problem(2, "\"id\" must be the file's name");
  assistant->sha256 =
      sha256_hex(*bytes + '\0' + blocks.all_bytes() + bytes_of(assistant->code_lists()));
  return assistant;
}

} // namespace

struct CommonFiles::Impl {
  fs::path assets;
  std::optional<Basis> basis;
  KnownBlocks blocks;
};

CommonFiles::CommonFiles(fs::path assets) : impl_(std::make_unique<Impl>()) {
  impl_->assets = std::move(assets);
}
CommonFiles::~CommonFiles() = default;

Result<std::shared_ptr<const Assistant>> Loader::load(CommonFiles& files, std::string_view id) {
  auto& common = *files.impl_;
  if (!common.basis) {
    Problems found;
    common.basis = read_basis(common.assets, found);
    if (!found.empty())
      common.basis.reset();
  }
  Problems problems;
  if (common.basis && is_plain_name(id))
    if (auto assistant =
            read_assistant(common.assets, std::string(id), &*common.basis, common.blocks, problems);
        problems.empty())
      return std::shared_ptr<const Assistant>(std::move(assistant));
  // Whatever is wrong is told as if this were the only one.
  common.blocks.clear();
  return load(common.assets, id);
}

Loaded Loader::inspect(const fs::path& assets, std::string_view id) {
  Problems problems;
  KnownBlocks blocks;
  std::shared_ptr<Assistant> assistant;
  if (is_plain_name(id))
    assistant = read_assistant(assets, std::string(id), nullptr, blocks, problems);
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
