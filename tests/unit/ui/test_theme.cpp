// SPDX-License-Identifier: EUPL-1.2
#include "ui_fixture.hpp"

using namespace foyer;
using namespace foyer::ui;

TEST_CASE("every theme passes its contrast table") {
  for (const ThemeName name :
       {ThemeName::light, ThemeName::dark, ThemeName::black_on_white, ThemeName::white_on_black})
    for (const ContrastPair& pair : contrast_table(theme(name))) {
      INFO("theme " << static_cast<int>(name) << ": " << pair.what);
      CHECK(contrast(pair.front, pair.back) >= pair.at_least);
    }
}

TEST_CASE("contrast agrees with published values") {
  CHECK(contrast(Color::rgb(0x000000), Color::rgb(0xFFFFFF)) == Approx(21.0));
  CHECK(contrast(Color::rgb(0x777777), Color::rgb(0xFFFFFF)) ==
        Approx(4.48).margin(0.01)); // WCAG's well-known near miss
  CHECK(contrast(Color::rgb(0x14202B), Color::rgb(0xFBFAF7)) ==
        Approx(15.8).margin(0.1)); // design/visual.md
}

TEST_CASE("sizes are millimetres of the panel") {
  // design/accessibility.md: 27" FHD 12.7 mm = 41 px, 21.5" FHD 12.7 mm = 51 px, 15.6" FHD 20 mm =
  // 111 px.
  CHECK(open_ui(ScreenProfile::portrait_27())->mm(12.7f) == 41);
  CHECK(open_ui(ScreenProfile::landscape_21())->mm(12.7f) == 51);
  CHECK(open_ui(ScreenProfile::landscape_15())->mm(20) == 111);
}

TEST_CASE("a capital letter is as tall as the style says") {
  for (const auto& profile : {ScreenProfile::portrait_27(), ScreenProfile::landscape_21(),
                              ScreenProfile::landscape_15()}) {
    auto ui = open_ui(profile);
    for (const float cap_mm : {4.8f, 5.f, 7.f}) {
      const auto layout = ui->layout("H", ui->style(cap_mm), 0);
      REQUIRE(layout->glyphs.size() == 1);
      CHECK(static_cast<float>(layout->glyphs[0].h) ==
            Approx(cap_mm * profile.px_per_mm).margin(1.0));
    }
  }
}

TEST_CASE(
    "the four text sizes lie in the bands of VVSG 7.1-G and the largest reaches EN 301 549 5.1.4") {
  const std::pair<float, float> bands[] = {{3.5f, 4.2f}, {4.8f, 5.6f}, {6.4f, 7.1f}, {8.5f, 9.0f}};
  for (int i = 0; i < 4; ++i) {
    const float cap = size::label * text_scale(static_cast<TextSize>(i), size::label);
    CHECK(cap >= bands[i].first);
    CHECK(cap <= bands[i].second);
  }
  CHECK(size::help * text_scale(TextSize::largest, size::help) >= 7.33f); // at 600 mm
}
