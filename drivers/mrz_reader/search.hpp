// SPDX-License-Identifier: EUPL-1.2
// From one line of text to the zone it may be part of.
#pragma once

#include "chain.hpp"
#include "decode.hpp"
#include "strip.hpp"

#include <array>
#include <optional>

namespace foyer::mrz_reader {

struct Found {
  Decoded decoded;
  Cells cells;
  float fit = 0; // mean of what speaks for each cell's being one
  std::array<cv::Point2f, 4> corners;
};

// Nothing if the band is no line of a zone.
std::optional<Found> zone_at(Pages& pages, Network& network, const Band& band);

// Of two zones the one that is read more surely.
bool surer(const Found& a, const Found& b);

} // namespace foyer::mrz_reader
