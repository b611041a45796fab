// SPDX-License-Identifier: EUPL-1.2
// State codes of the MRZ (ICAO 9303-3 §5) and their ISO 3166 fellows.
#pragma once

#include <optional>
#include <string_view>

namespace foyer::eid {

struct StateCode {
  std::string_view mrz;  // "D", "UKR", "XXA" (stateless), "RKS"
  std::string_view iso3; // "DEU"; empty where ISO 3166 has none
  std::string_view iso2; // "DE"; empty where ISO 3166 has none
};

// Fillers at the end are forgiven ("D<<"), and the ISO code where the MRZ has its own ("DEU").
std::optional<StateCode> find_state(std::string_view mrz_code);

} // namespace foyer::eid
