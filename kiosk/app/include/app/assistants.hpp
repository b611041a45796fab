// SPDX-License-Identifier: EUPL-1.2
// Which assistants this terminal may offer: those that load and that the office has released.
#pragma once

#include <app/config.hpp>
#include <base/result.hpp>
#include <forms/assistant.hpp>
#include <i18n/catalogue.hpp>

#include <map>
#include <memory>
#include <string>

namespace foyer::app {

// Every definition there is, or why it may not be offered (`definition_broken`).
using FoundAssistants = std::map<std::string, Result<std::shared_ptr<const forms::Assistant>>>;

// As they load; reads files. Needs no texts, so that both may be read at once.
FoundAssistants read_assistants(const Config& config);
// Those of them that the office has released with these texts. `config_broken` when there is no
// usable release key: then nobody can have released anything.
Result<FoundAssistants> released(FoundAssistants read, const Config& config,
                                 const i18n::Catalogue& texts);
// Both.
Result<FoundAssistants> find_assistants(const Config& config, const i18n::Catalogue& texts);

} // namespace foyer::app
