// SPDX-License-Identifier: EUPL-1.2
// The 37 characters of a zone in the network's order, and rows of their log-probabilities.
#pragma once

#include "wiped.hpp"

#include <array>

namespace foyer::mrz_reader {

inline constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
inline constexpr int characters = 37;
inline constexpr int filler = 36;
inline constexpr char filler_char = '<';

// Which character stands in a cell: natural logarithms of probabilities.
using Cell = std::array<float, characters>;
using Cells = Wiped<Cell>;

// What a character counts in a check digit (9303-3 §4.9).
constexpr int check_value(int character) {
  return character == filler ? 0 : character % 10;
}

} // namespace foyer::mrz_reader
