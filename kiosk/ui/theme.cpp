// SPDX-License-Identifier: EUPL-1.2
#include <ui/theme.hpp>

#include <cmath>

namespace foyer::ui {

namespace {

constexpr Color rgb(std::uint32_t hex) {
  return Color::rgb(hex);
}

Theme light() {
  Theme t;
  t.name = ThemeName::light;
  t.paper = rgb(0xFBFAF7), t.card = rgb(0xFFFFFF), t.ink = rgb(0x14202B);
  t.ink_quiet = rgb(0x313F4B);
  t.accent = rgb(0x08415F), t.on_accent = rgb(0xFFFFFF), t.accent_text = rgb(0x08415F);
  t.accent_ground = rgb(0xE3EEF4), t.on_accent_ground = rgb(0x14202B);
  t.outline = rgb(0x6B7A86), t.hairline = rgb(0xDCDFE0);
  t.focus = rgb(0xB45309), t.focus_inner = rgb(0xFFFFFF);
  t.success = rgb(0x094526), t.success_ground = rgb(0xEFF8F2);
  t.warning = rgb(0x4A2A00), t.warning_ground = rgb(0xFFF1D6);
  t.error = rgb(0x6B0F1A), t.error_ground = rgb(0xFCEDED);
  t.shadow = rgb(0x14202B).with_alpha(46);
  t.key = rgb(0xFFFFFF), t.key_special = rgb(0xDFE6EA);
  t.disabled_ground = rgb(0xECEDEC), t.disabled_ink = rgb(0x4D5963);
  return t;
}

Theme dark() {
  Theme t;
  t.name = ThemeName::dark;
  t.paper = rgb(0x0F171E), t.card = rgb(0x17222B), t.ink = rgb(0xF3F1EA);
  t.ink_quiet = rgb(0xD6DADA);
  t.accent = rgb(0x9AD3F2), t.on_accent = rgb(0x0B141B), t.accent_text = rgb(0x9AD3F2);
  t.accent_ground = rgb(0x173243), t.on_accent_ground = rgb(0xFBF9F3);
  t.outline = rgb(0x8696A2), t.hairline = rgb(0x2D3B46);
  t.focus = rgb(0xFFC857), t.focus_inner = rgb(0x0F171E);
  t.success = rgb(0xB6EBCB), t.success_ground = rgb(0x0E2B1B);
  t.warning = rgb(0xFFE0A3), t.warning_ground = rgb(0x32240A);
  t.error = rgb(0xFFCDCF), t.error_ground = rgb(0x36131A);
  t.shadow = rgb(0x000000).with_alpha(110);
  t.key = rgb(0x22303B), t.key_special = rgb(0x17232C);
  t.disabled_ground = rgb(0x1A252E), t.disabled_ink = rgb(0xA9B2B8);
  return t;
}

Theme pure(ThemeName name, Color ground, Color ink) {
  Theme t;
  t.name = name;
  t.high_contrast = true;
  t.paper = t.card = t.on_accent = t.accent_ground = t.focus_inner = ground;
  t.success_ground = t.warning_ground = t.error_ground = ground;
  t.key = t.key_special = t.disabled_ground = ground;
  t.ink = t.ink_quiet = t.accent = t.accent_text = t.on_accent_ground = ink;
  t.outline = t.hairline = t.focus = ink;
  t.success = t.warning = t.error = t.disabled_ink = ink;
  t.shadow = ink.with_alpha(0);
  return t;
}

} // namespace

ScreenProfile ScreenProfile::portrait_27() {
  return {1080, 1920, 3.21f, 600};
}
ScreenProfile ScreenProfile::landscape_21() {
  return {1920, 1080, 4.03f, 600};
}
ScreenProfile ScreenProfile::landscape_15() {
  return {1920, 1080, 5.56f, 500};
}

const Theme& theme(ThemeName name) {
  static const Theme themes[] = {light(), dark(),
                                 pure(ThemeName::black_on_white, rgb(0xFFFFFF), rgb(0x000000)),
                                 pure(ThemeName::white_on_black, rgb(0x000000), rgb(0xFFFFFF))};
  return themes[static_cast<std::size_t>(name)];
}

std::vector<ContrastPair> contrast_table(const Theme& t) {
  // VVSG 2.0 7.1-C: informative elements 10:1; high contrast modes 20:1. WCAG 1.4.11: non-text 3:1.
  const double text = t.high_contrast ? 20 : 10, shape = t.high_contrast ? 20 : 3;
  return {
      {"ink on paper", t.ink, t.paper, text},
      {"ink on card", t.ink, t.card, text},
      {"quiet ink on paper", t.ink_quiet, t.paper, text},
      {"quiet ink on card", t.ink_quiet, t.card, text},
      {"label on the primary action", t.on_accent, t.accent, text},
      {"accent text on paper", t.accent_text, t.paper, t.high_contrast ? 20. : 9.5},
      {"accent text on card", t.accent_text, t.card, t.high_contrast ? 20. : 9.5},
      {"ink on the accent ground", t.on_accent_ground, t.accent_ground, text},
      {"accent text on the accent ground", t.accent_text, t.accent_ground,
       t.high_contrast ? 20. : 7.},
      {"success on its ground", t.success, t.success_ground, text},
      {"warning on its ground", t.warning, t.warning_ground, text},
      {"error on its ground", t.error, t.error_ground, text},
      {"error on paper", t.error, t.paper, text},
      {"error on card", t.error, t.card, text},
      {"ink on a key", t.ink, t.key, text},
      {"ink on a special key", t.ink, t.key_special, text},
      {"label of what cannot be used now", t.disabled_ink, t.disabled_ground, 4.5},
      {"outline on paper", t.outline, t.paper, shape},
      {"outline on card", t.outline, t.card, shape},
      {"focus ring on paper", t.focus, t.paper, shape},
      {"focus ring on card", t.focus, t.card, shape},
      {"focus ring against its inner line", t.focus, t.focus_inner, shape},
  };
}

float text_scale(TextSize size, float cap_mm) {
  static constexpr float factors[] = {0.78f, 1.f, 1.34f, 1.74f};
  const float factor = factors[static_cast<std::size_t>(size)];
  // Above the label size only half of the growth: a question of 12 mm would fill the page.
  if (factor > 1 && cap_mm > size::title)
    return 1 + (factor - 1) * 0.6f;
  return factor;
}

} // namespace foyer::ui
