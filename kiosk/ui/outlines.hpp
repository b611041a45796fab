// SPDX-License-Identifier: EUPL-1.2
// Outlines, filled and drawn with soft edges. ImDrawList could do it, but its normals come from the
// processor's approximate square root (rsqrtss), which differs between makers: a page would not
// have the same pixels on every machine. Private to the ui room; places are device pixels.
#pragma once

#include <ui/geometry.hpp>

#include <cstdint>
#include <vector>

struct ImDrawList;

namespace foyer::ui {

// Points in the order of the clock, as one sees them.
using Outline = std::vector<Vec2>;
Outline circle_outline(Vec2 centre, float radius);
// radius: of the corners, at most half a side; up to half a pixel it has four points.
Outline rounded_outline(Rect r, float radius);

// Colours as IM_COL32 packs them.
void fill_outline(ImDrawList& list, const Outline& convex, std::uint32_t color);
// width: at least 1. closed: the last point leads back to the first.
void draw_outline(ImDrawList& list, const Outline& points, bool closed, std::uint32_t color,
                  float width);
// A way with turns of any kind, as a finger goes.
void draw_way(ImDrawList& list, const Outline& points, std::uint32_t color, float width);

} // namespace foyer::ui
