// SPDX-License-Identifier: EUPL-1.2
// From one version of an assistant to the next, for drafts that were kept (FORMAT.md §8).
#pragma once

#include <base/result.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace foyer::forms {

struct Migration {
  std::string from, to;                       // versions
  std::map<std::string, std::string> renamed; // fields, repeats and documents by id
  std::set<std::string> removed;
};

// The shortest way of files from one version to another; empty when they are the same.
// `answer_rejected`: there is none. `definition_broken`: a file is wrong.
Result<std::vector<Migration>> way(const std::filesystem::path& assets,
                                   const std::string& assistant, const std::string& from,
                                   const std::string& to);

} // namespace foyer::forms
