// SPDX-License-Identifier: EUPL-1.2
// How big a millimetre is on this panel, and which colours and sizes the house uses.
#pragma once

#include <ui/geometry.hpp>

#include <string_view>
#include <vector>

namespace foyer::ui {

struct ScreenProfile {
  int width_px = 1080;
  int height_px = 1920;
  float px_per_mm = 3.21f;
  float viewing_distance_mm = 600;
  [[nodiscard]] bool landscape() const { return width_px > height_px; }

  static ScreenProfile portrait_27();  // 27" full HD, upright: the default
  static ScreenProfile landscape_21(); // 21.5" full HD
  static ScreenProfile landscape_15(); // 15.6" full HD
};

// Four sizes by cap height of an answer: 3.9, 5, 6.7 and 8.7 mm (VVSG 2.0 7.1-G).
// EN 301 549 5.1.4 asks for 7.33 mm at 600 mm: `largest` has it.
enum class TextSize { small, standard, large, largest };

enum class ThemeName { light, dark, black_on_white, white_on_black };

struct Theme {
  ThemeName name = ThemeName::light;
  bool high_contrast = false;
  Color paper, card, ink, ink_quiet;     // page, raised surface, text, secondary text
  Color accent, on_accent;               // primary action, text on it
  Color accent_text;                     // links, selected labels, pictograms on paper and card
  Color accent_ground, on_accent_ground; // pale ground of what is selected or noted
  Color outline, hairline;               // of controls (>= 3:1), of mere separators
  Color focus, focus_inner;
  Color success, success_ground, warning, warning_ground, error, error_ground;
  Color shadow;           // with its alpha
  Color key, key_special; // faces of the on-screen keyboard
  Color disabled_ground, disabled_ink;
};

const Theme& theme(ThemeName name);

// Everything that is read or must be told apart, with the least contrast it may have.
struct ContrastPair {
  std::string_view what;
  Color front, back;
  double at_least;
};
std::vector<ContrastPair> contrast_table(const Theme& theme);

// Millimetres. Type sizes are cap heights at TextSize::standard.
namespace size {
inline constexpr float grid = 4, margin = 16, group_gap = 12, row_gap = 4;
inline constexpr float question = 7, title = 5.6f, label = 5, help = 4.8f, key = 6, bar = 4.8f;
inline constexpr float control = 18, least_target = 12.7f, least_apart = 2.54f;
inline constexpr float radius = 2, hairline = 0.3f, outline = 0.5f, selected = 0.9f, ring = 1.2f;
inline constexpr float press = 0.5f, top_bar = 22, bottom_bar = 30;
inline constexpr float fade = 8; // of what goes on beyond the edge of a scrolling area
// Small type in Arabic letters: their bodies are lower than Latin ones of the same size, and their
// marks stand higher and deeper.
inline constexpr float arabic = 1.08f, arabic_spacing = 1.08f;
} // namespace size

// What a cap height grows by; headings grow less, they are large already.
float text_scale(TextSize size, float cap_mm);

} // namespace foyer::ui
