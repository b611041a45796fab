// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a definition, with the shipped blocks, code lists and parameters beside them. What
// loads is evaluated empty and walked to its end.
#include <forms/evaluation.hpp>

#include "../../kiosk/forms/definition_reader.hpp"

#include <cstdlib>
#include <map>

using namespace foyer;
using namespace foyer::forms;

namespace {

struct Shipped {
  std::shared_ptr<const Parameters> parameters;
  CodeLists lists;
  std::map<std::string, nlohmann::json> blocks;

  Shipped() {
    const std::filesystem::path assets = std::filesystem::path(FOYER_SOURCE_DIR) / "assets";
    parameters = std::make_shared<const Parameters>(
        *Parameters::load(assets / "parameters" / "params.json"));
    Problems problems;
    if (!read_code_lists(assets, lists, problems) || !problems.empty())
      std::abort();
    for (const auto& entry : std::filesystem::directory_iterator(assets / "blocks"))
      blocks[entry.path().stem().string()] =
          nlohmann::json::parse(*read_bytes(entry.path(), problems));
  }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Shipped shipped;
  Problems problems;
  const auto json = parse_json({reinterpret_cast<const char*>(data), size}, "fuzz", problems);
  if (!json)
    return 0;
  DefinitionReader reader(
      shipped.parameters, shipped.lists,
      [](const std::string& name) {
        const auto found = shipped.blocks.find(name);
        return found == shipped.blocks.end() ? nullptr : &found->second;
      },
      problems);
  const std::shared_ptr<const Assistant> assistant =
      reader.read(JsonNode(*json, "fuzz", "", problems));
  if (!problems.empty())
    return 0;
  Draft draft(assistant);
  for (const auto& repeat : assistant->repeats)
    for (std::size_t rows = 0; rows < 2; ++rows)
      (void)draft.add_row(repeat.id);
  const Evaluation evaluation =
      evaluate(draft, Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{25}});
  std::size_t steps = 0;
  for (const PageKind kind : {PageKind::questions, PageKind::declarations})
    for (auto stop = evaluation.first_stop(kind); stop; stop = evaluation.next(*stop)) {
      Stop at = stop->is_overview() ? evaluation.enter_row(stop->repeat, 1) : *stop;
      for (; at.in_row(); at = *evaluation.next(at))
        if (++steps > 2 * assistant->pages.size())
          std::abort();
      if (++steps > 2 * assistant->pages.size())
        std::abort();
    }
  return 0;
}
