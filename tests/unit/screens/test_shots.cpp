// SPDX-License-Identifier: EUPL-1.2
// Pictures of every page, for people to look at: $FOYER_SHOTS/screens/<language>/NN-place.png,
// landscape and large type beside them.
#include "scenes.hpp"

#include <ui/renderer.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

namespace foyer::screens_test {

namespace {

void shoot(const std::filesystem::path& folder, const std::string& language,
           const ui::ScreenProfile& profile, visit::TextSize size, const std::string& only,
           bool low_reach = false) {
  std::filesystem::create_directories(folder);
  auto ui = open_ui(profile);
  screens::Screens screens;
  ui::Canvas canvas(profile.width_px, profile.height_px);
  for (auto& [name, state] : scenes(language)) {
    if (!only.empty() && name.find(only) == std::string::npos)
      continue;
    state.presentation.text_size = size;
    state.presentation.low_reach = low_reach;
    const SteadyTime now{std::chrono::seconds{1000}};
    draw(screens, *ui, state, now);
    canvas.render(*ui);
    REQUIRE(canvas.save_png(folder / (name + ".png")));
  }
}

} // namespace

TEST_CASE("Every page can be drawn as a picture to look at", "[shots]") {
  const char* wanted = std::getenv("FOYER_SHOTS");
  if (wanted == nullptr) {
    WARN("FOYER_SHOTS names no folder: no pictures are written");
    return;
  }
  const char* only = std::getenv("FOYER_SHOTS_ONLY");
  const std::filesystem::path folder = std::filesystem::path(wanted) / "screens";
  for (const auto& language : house().texts.languages())
    shoot(folder / language.code, language.code, ui::ScreenProfile::portrait_27(),
          visit::TextSize::normal, only != nullptr ? only : "");
  shoot(folder / "landscape", "de", ui::ScreenProfile::landscape_21(), visit::TextSize::normal,
        only != nullptr ? only : "");
  shoot(folder / "low", "de", ui::ScreenProfile::portrait_27(), visit::TextSize::normal,
        only != nullptr ? only : "", true);
  shoot(folder / "largest", "de", ui::ScreenProfile::portrait_27(), visit::TextSize::largest,
        only != nullptr ? only : "");
}

} // namespace foyer::screens_test
