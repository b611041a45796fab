// SPDX-License-Identifier: EUPL-1.2
// The code lists: every assets/codelists/*.json. staaten.json is list "land"; the others hold lists
// by their ids.
#pragma once

#include "json_file.hpp"

#include <forms/assistant.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace foyer::forms {

using CodeLists = std::map<std::string, std::shared_ptr<const CodeList>, std::less<>>;

// Problems F01, F02, F05; false when files could not be read at all.
bool read_code_lists(const std::filesystem::path& assets, CodeLists& lists, Problems& problems);

// What the hash of a definition covers of the lists it uses: each with all that is in it.
std::string bytes_of(const std::vector<std::shared_ptr<const CodeList>>& lists);

} // namespace foyer::forms
