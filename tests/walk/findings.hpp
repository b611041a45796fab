// SPDX-License-Identifier: EUPL-1.2
// What the walk finds fault with.
#pragma once

#include <string>
#include <string_view>

namespace foyer::walk {

enum class Fault {
  cut,        // a text that ends in dots, is drawn beyond its box, clip or panel, breaks in a word
  overlap,    // two targets, two texts, a text and a picture lie over each other
  too_small,  // a target under 12.7 mm, or nearer than 2.54 mm to another
  contrast,   // under the theme's table, or covered by something drawn later
  unspoken,   // what can be operated or seen and has no spoken label, or no focus
  focus_trap, // the focus does not come round, or goes where nobody sees it
  glyph,      // a letter no pinned font has
  hard_coded  // words that are not taken from the catalogue
};
inline constexpr Fault all_faults[] = {Fault::cut,      Fault::overlap,   Fault::too_small,
                                       Fault::contrast, Fault::unspoken,  Fault::focus_trap,
                                       Fault::glyph,    Fault::hard_coded};

constexpr std::string_view name(Fault fault) {
  constexpr std::string_view names[] = {"cut",      "overlap",    "too-small", "contrast",
                                        "unspoken", "focus-trap", "glyph",     "hard-coded"};
  return names[static_cast<std::size_t>(fault)];
}

struct Finding {
  Fault fault;
  std::string where; // a node's id, or the text
  std::string what;
};

} // namespace foyer::walk
