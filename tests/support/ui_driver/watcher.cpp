// SPDX-License-Identifier: EUPL-1.2
#include <ui_driver/watcher.hpp>

#include <algorithm>
#include <cmath>

namespace foyer::ui_driver {

Watcher::Watcher(ui::Ui& ui) : ui_(ui) {
  ui::set_onlooker(ui_, this);
}

Watcher::~Watcher() {
  ui::set_onlooker(ui_, nullptr);
}

void Watcher::began_frame() {
  texts.clear();
  pictures.clear();
  fading.clear();
  asked_.clear();
}

void Watcher::laid_out(std::string_view text, const ui::TextStyle& style, float max_width,
                       const ui::LayoutPtr& layout) {
  asked_.try_emplace(layout.get(), Asked{std::string(text), style, max_width, layout});
}

namespace {

// The line whose height holds the glyph's middle; marks above and below belong to the nearest.
std::size_t line_of(const ui::TextLayout& layout, const ui::Glyph& glyph) {
  const float middle = static_cast<float>(glyph.y) + static_cast<float>(glyph.h) / 2;
  std::size_t best = 0;
  float nearest = INFINITY;
  for (std::size_t i = 0; i < layout.lines.size(); ++i) {
    const auto& line = layout.lines[i];
    const float off = std::abs(line.top + line.height / 2 - middle);
    if (off < nearest)
      nearest = off, best = i;
  }
  return best;
}

} // namespace

void Watcher::drew_text(const ui::TextLayout& layout, ui::Vec2 top_left, ui::Color color,
                        const Place& place) {
  DrawnText drawn;
  const auto known = asked_.find(&layout);
  if (known != asked_.end()) {
    drawn.text = known->second.text;
    drawn.style = known->second.style;
    drawn.max_width = known->second.max_width;
    drawn.layout = known->second.layout;
  } else { // laid out behind the Ui's back: nobody knows what it says
    drawn.text = "?";
    drawn.layout = std::make_shared<ui::TextLayout>(layout);
  }
  drawn.color = color;
  drawn.place = place;
  drawn.lines.resize(std::max<std::size_t>(1, layout.lines.size()));
  const float x = std::round(top_left.x), y = std::round(top_left.y);
  for (const auto& glyph : layout.glyphs) {
    const ui::Rect box{x + static_cast<float>(glyph.x), y + static_cast<float>(glyph.y),
                       static_cast<float>(glyph.w), static_cast<float>(glyph.h)};
    auto& line = drawn.lines[line_of(layout, glyph)];
    line = line.united(box);
    drawn.ink = drawn.ink.united(box);
  }
  std::erase_if(drawn.lines, [](const ui::Rect& line) { return line.empty(); });
  texts.push_back(std::move(drawn));
}

void Watcher::drew_picture(ui::Rect box, const Place& place) {
  pictures.push_back({box, place});
}

void Watcher::faded(ui::Rect part, const Place& place) {
  fading.push_back({part, place});
}

bool Watcher::shows(std::string_view text) const {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const DrawnText& drawn) { return drawn.text == text; });
}

} // namespace foyer::ui_driver
