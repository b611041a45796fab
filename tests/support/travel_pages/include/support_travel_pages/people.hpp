// SPDX-License-Identifier: EUPL-1.2
// Machine-readable zones of people who do not exist.
#pragma once

#include <eid/mrz.hpp>

#include <random>
#include <string>
#include <vector>

namespace foyer::support_travel_pages {

using Random = std::mt19937;

// Its lines, 3 of 30, 2 of 36 or 2 of 44 characters, with right check digits.
struct Zone {
  eid::MrzLayout layout = eid::MrzLayout::td3;
  std::vector<std::string> lines;
  std::string surname, given_names; // as printed above the zone

  [[nodiscard]] std::string joined() const;
};

Zone invent_zone(eid::MrzLayout layout, Random& random);

} // namespace foyer::support_travel_pages
