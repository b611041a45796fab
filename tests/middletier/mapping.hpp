// SPDX-License-Identifier: EUPL-1.2
// What the office's own systems make of an application: the names they have for its answers, whose
// record it belongs to, how it stands in the e-file. Format: assets/mappings/FORMAT.md.
#pragma once

#include "xml_reader.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace foyer::middletier {

class Mappings {
 public:
  // Of all files in `folder`; an empty path: none. Throws std::runtime_error for one that cannot be
  // read, naming it.
  explicit Mappings(const std::filesystem::path& folder);

  // Of a validated container. Every answer is in it, also those nobody else has a name for. Null:
  // no file speaks of its assistant (an answer to a case has none, either).
  [[nodiscard]] nlohmann::ordered_json record(const XmlReader& container) const;

 private:
  std::map<std::string, nlohmann::json> by_name_; // "a3", "shared"
};

} // namespace foyer::middletier
