// SPDX-License-Identifier: EUPL-1.2
#include <app/assistants.hpp>

#include <forms/loader.hpp>
#include <forms/release.hpp>

namespace foyer::app {

namespace {

Result<std::shared_ptr<const forms::Assistant>>
load_released(forms::CommonFiles& files, const std::filesystem::path& assets, const std::string& id,
              const i18n::Catalogue& texts, const forms::ReleaseKeys& keys) {
  FOYER_TRY(auto assistant, forms::Loader::load(files, id));
  FOYER_CHECK(forms::check_release(*assistant, texts, assets, keys));
  return assistant;
}

} // namespace

Result<FoundAssistants> find_assistants(const Config& config, const i18n::Catalogue& texts) {
  FOYER_TRY(const auto keys, forms::ReleaseKeys::load(config.terminal.release_keys));
  const auto& assets = config.definitions_folder();
  forms::CommonFiles files(assets);
  FoundAssistants found;
  for (const auto& id : forms::Loader::available(assets))
    found.emplace(id, load_released(files, assets, id, texts, keys));
  return found;
}

} // namespace foyer::app
