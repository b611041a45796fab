// SPDX-License-Identifier: EUPL-1.2
// Onlooker: is told what a frame draws, piece by piece, in painter's order. For tests that look at
// every page (tests/walk); a terminal has none. UI thread, inside of the frame.
#pragma once

#include <ui/geometry.hpp>
#include <ui/semantics.hpp>
#include <ui/text.hpp>

#include <string_view>

namespace foyer::ui {

class Ui;

class Onlooker {
 public:
  // Under what a thing is drawn.
  struct Place {
    Rect clip; // pixels outside are not drawn
    Layer layer = Layer::page;
    bool fixed = false; // in a bar that never scrolls
  };

  virtual ~Onlooker() = default;
  virtual void began_frame() = 0;
  // A text was measured. The same layout may be answered again, and may never be drawn.
  virtual void laid_out(std::string_view text, const TextStyle& style, float max_width,
                        const LayoutPtr& layout) = 0;
  virtual void drew_text(const TextLayout& layout, Vec2 top_left, Color color,
                         const Place& place) = 0;
  // A pictogram or a photograph.
  virtual void drew_picture(Rect box, const Place& place) = 0;
  // What was drawn there goes on beyond the edge of its scrolling area, and fades towards it, or is
  // cut by the line that says so in high contrast.
  virtual void faded(Rect part, const Place& place) = 0;
};

// nullptr: nobody. The onlooker must live as long as it is set.
void set_onlooker(Ui& ui, Onlooker* onlooker);

} // namespace foyer::ui
