// SPDX-License-Identifier: EUPL-1.2
// Pictures of every page, for people to look at: $FOYER_SHOTS/screens/<variant>/NN-place.png, a
// variant for each language, and others for the panel, the reach, the size and the colours.
// $FOYER_SHOTS_ONLY: those alone whose "<variant>/NN-place" has this in it.
#include "staff_scenes.hpp"

#include <ui/renderer.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

namespace foyer::screens_test {

namespace {

struct Variant {
  std::string folder, language;
  ui::ScreenProfile profile = ui::ScreenProfile::portrait_27();
  visit::Presentation presentation = {};
};

std::vector<Variant> variants() {
  std::vector<Variant> all;
  for (const auto& language : house().texts.languages())
    all.push_back({language.code, language.code});
  all.push_back({"de-landscape", "de", ui::ScreenProfile::landscape_21()});
  all.push_back({"de-low-reach", "de"});
  all.back().presentation.low_reach = true;
  all.push_back({"de-largest-black-on-white", "de"});
  all.back().presentation.text_size = visit::TextSize::largest;
  all.back().presentation.contrast = visit::Contrast::black_on_white;
  all.push_back({"ar-landscape-white-on-black", "ar", ui::ScreenProfile::landscape_21()});
  all.back().presentation.contrast = visit::Contrast::white_on_black;
  all.push_back({"de-landscape-large-black-on-white", "de", ui::ScreenProfile::landscape_21()});
  all.back().presentation.text_size = visit::TextSize::large;
  all.back().presentation.contrast = visit::Contrast::black_on_white;
  all.push_back({"ar-large-white-on-black", "ar"});
  all.back().presentation.text_size = visit::TextSize::large;
  all.back().presentation.contrast = visit::Contrast::white_on_black;
  return all;
}

void shoot(const std::filesystem::path& folder, const Variant& variant, const std::string& only) {
  std::filesystem::create_directories(folder);
  auto ui = open_ui(variant.profile);
  screens::Screens screens;
  ui::Canvas canvas(variant.profile.width_px, variant.profile.height_px);
  for (auto& [name, state] : scenes(variant.language)) {
    if ((variant.folder + "/" + name).find(only) == std::string::npos)
      continue;
    state.presentation.text_size = variant.presentation.text_size;
    state.presentation.contrast = variant.presentation.contrast;
    state.presentation.low_reach = variant.presentation.low_reach;
    draw(screens, *ui, state, SteadyTime{std::chrono::seconds{1000}});
    canvas.render(*ui);
    REQUIRE(canvas.save_png(folder / (name + ".png")));
  }
  if (variant.language != "de") // the staff's only one
    return;
  for (auto& [name, state, work] : staff_scenes()) {
    if ((variant.folder + "/" + name).find(only) == std::string::npos)
      continue;
    state.presentation.text_size = variant.presentation.text_size;
    state.presentation.contrast = variant.presentation.contrast;
    state.presentation.low_reach = variant.presentation.low_reach;
    std::vector<staff::WorkEvent> wishes;
    draw_staff(screens, *ui, state, work, SteadyTime{std::chrono::seconds{1000}}, wishes);
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
  for (const auto& variant : variants())
    shoot(folder / variant.folder, variant, only != nullptr ? only : "");
}

} // namespace foyer::screens_test
