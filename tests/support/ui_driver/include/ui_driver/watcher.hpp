// SPDX-License-Identifier: EUPL-1.2
// Watcher: what a frame drew, kept so that it can be judged.
#pragma once

#include <ui/onlooker.hpp>
#include <ui/ui.hpp>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace foyer::ui_driver {

struct DrawnText {
  std::string text; // as it was asked for
  ui::TextStyle style;
  float max_width = 0; // 0: one line
  ui::LayoutPtr layout;
  ui::Color color;
  ui::Onlooker::Place place;
  ui::Rect ink;                // around its pixels, not clipped; empty when it has none
  std::vector<ui::Rect> lines; // the same, line by line
};

struct DrawnPicture {
  ui::Rect box;
  ui::Onlooker::Place place;
};

// What stands there is read after scrolling on.
struct DrawnFade {
  ui::Rect part;
  ui::Onlooker::Place place;
};

// Looks on for as long as it lives, which is not longer than the Ui.
class Watcher final : public ui::Onlooker {
 public:
  explicit Watcher(ui::Ui& ui);
  ~Watcher() override;
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  void began_frame() override;
  void laid_out(std::string_view text, const ui::TextStyle& style, float max_width,
                const ui::LayoutPtr& layout) override;
  void drew_text(const ui::TextLayout& layout, ui::Vec2 top_left, ui::Color color,
                 const Place& place) override;
  void drew_picture(ui::Rect box, const Place& place) override;
  void faded(ui::Rect part, const Place& place) override;

  // Exactly this text was drawn.
  [[nodiscard]] bool shows(std::string_view text) const;

  std::vector<DrawnText> texts; // of the last frame, in painter's order
  std::vector<DrawnPicture> pictures;
  std::vector<DrawnFade> fading;

 private:
  ui::Ui& ui_;
  struct Asked {
    std::string text;
    ui::TextStyle style;
    float max_width;
    ui::LayoutPtr layout;
  };
  std::unordered_map<const ui::TextLayout*, Asked> asked_;
};

} // namespace foyer::ui_driver
