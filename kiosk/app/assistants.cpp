// SPDX-License-Identifier: EUPL-1.2
#include <app/assistants.hpp>

#include <forms/loader.hpp>
#include <forms/release.hpp>

namespace foyer::app {

FoundAssistants read_assistants(const Config& config) {
  const auto& assets = config.definitions_folder();
  forms::CommonFiles files(assets);
  FoundAssistants found;
  for (const auto& id : forms::Loader::available(assets))
    found.emplace(id, forms::Loader::load(files, id));
  return found;
}

Result<FoundAssistants> released(FoundAssistants read, const Config& config,
                                 const i18n::Catalogue& texts) {
  FOYER_TRY(const auto keys, forms::ReleaseKeys::load(config.terminal.release_keys));
  for (auto& [id, assistant] : read) {
    if (!assistant)
      continue;
    if (const auto release =
            forms::check_release(**assistant, texts, config.definitions_folder(), keys);
        !release)
      assistant = release.failure();
  }
  return read;
}

Result<FoundAssistants> find_assistants(const Config& config, const i18n::Catalogue& texts) {
  return released(read_assistants(config), config, texts);
}

} // namespace foyer::app
