// SPDX-License-Identifier: EUPL-1.2
// A pictogram as a mask of any size. The drawings of assets/icons are compiled into the program
// (compile_icons.py), so nothing is read while it runs.
#pragma once

#include <ui/icons.hpp>

#include <cstdint>
#include <vector>

namespace foyer::ui {

struct IconLook {
  bool mirrored = false;   // left is right
  bool lines_only = false; // without half transparent grounds: in high contrast a third colour
};

// How much of each of w x h pixels is covered (0..255), row by row; the drawing keeps its sides'
// proportion and stands in the middle. Empty for Icon::none, and for a size that cannot be drawn.
std::vector<std::uint8_t> icon_mask(Icon icon, int w, int h, IconLook look);

} // namespace foyer::ui
