// SPDX-License-Identifier: EUPL-1.2
// Which side of the lines is up, by the shapes of single letters; for this room only.
#pragma once

#include "skew.hpp"

namespace foyer::imaging {

// A letter and what stands close to it, 16 x 16, ink 0..1, so turned that the line runs from left
// to right: upright or upside down.
constexpr int window_side = 16;
using Window = std::array<float, window_side * window_side>;
// `quarter_turns` clockwise, then straightened by the lines' lean.
Window window_of(const PageInk& ink, const Mark& letter, double skew_degrees, int quarter_turns);

// A network of one hidden layer (letter_model.hpp, trained by tests/support/papers on free fonts).
constexpr int hidden_units = 48;
// Positive for upright, as a logarithm of odds; the same with the other sign for the letter turned
// by half.
float uprightness(const Window& window);

struct Upright {
  int quarter_turns = 0; // clockwise
  bool is_sure = false;
};
Upright find_upright(const PageInk& ink, const Lines& lines);

} // namespace foyer::imaging
