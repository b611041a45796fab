// SPDX-License-Identifier: EUPL-1.2
// The code lists: assets/codelists/lists.json (all but states) and staaten.json (list "land").
#pragma once

#include "json_file.hpp"

#include <forms/assistant.hpp>

#include <map>
#include <memory>
#include <string>

namespace foyer::forms {

using CodeLists = std::map<std::string, std::shared_ptr<const CodeList>, std::less<>>;

// Problems F02, F05. `bytes` of both files are appended to `hashed`.
Status read_code_lists(const std::filesystem::path& assets, CodeLists& lists, std::string& hashed,
                       Problems& problems);

} // namespace foyer::forms
