// SPDX-License-Identifier: EUPL-1.2
// The best and the second-best way to read a run of cells under the grammar of its places and its
// check digits, exactly (dynamic programming over the sums of the check digits).
#pragma once

#include "alphabet.hpp"

#include <cstdint>
#include <limits>
#include <span>

namespace foyer::mrz_reader {

// What may stand in a place.
enum class Kind : std::uint8_t {
  number,     // of a document: letters, digits, fillers at the end
  optional,   // the same, with fewer expectations
  year,       // a digit of a year; unknown parts are fillers
  month_tens, // then month_ones
  month_ones,
  day_tens, // then day_ones
  day_ones,
  check,           // the digit of the field before it
  check_or_filler, // the same; a filler if the field is empty (TD3 optional data)
  composite,       // the digit of all
  only_filler,
  sex,
};

struct Place {
  int cell = 0; // which cell of the zone
  Kind kind = Kind::number;
  int weight = 0;    // in its own field's check digit; 0: not in it
  int composite = 0; // in the composite check digit; 0: not in it
};

struct Reading {
  Text text; // one character a place
  float score = -std::numeric_limits<float>::infinity();
};

struct BestTwo {
  Reading best, second; // score -infinity where there is none
  // Takes what is better from another way of reading the same cells. Same text counts once.
  void merge(Reading other);
};

// With `checked` false the check digits may be any digit.
BestTwo solve(const Cells& cells, std::span<const Place> places, bool checked,
              bool german_number = false);

} // namespace foyer::mrz_reader
