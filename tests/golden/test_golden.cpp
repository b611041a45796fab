// SPDX-License-Identifier: EUPL-1.2
// The rasteriser is exact integer work and the fonts are pinned, so a page has one hash on every
// machine. FOYER_APPROVE=1 writes goldens.txt anew; a page that differs is written to
// golden_failed/ in the build directory, to be looked at beside `gallery`'s picture.
#include "gallery_pages.hpp"

#include <ui_driver/ui_driver.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <map>

using namespace foyer;
using gallery::Language;

TEST_CASE("pages look as approved") {
  const std::filesystem::path file =
      std::filesystem::path(FOYER_SOURCE_DIR) / "tests/golden/goldens.txt";
  const bool approve = std::getenv("FOYER_APPROVE") != nullptr;
  std::map<std::string, std::string> approved, seen;
  std::ifstream in(file);
  for (std::string name, hash; in >> name >> hash;)
    approved[name] = hash;

  const struct {
    const char* name;
    Language language;
    ui::ThemeName theme;
    ui::TextSize size;
    ui::ScreenProfile profile;
  } variants[] = {{"de", Language::de, ui::ThemeName::light, ui::TextSize::standard,
                   ui::ScreenProfile::portrait_27()},
                  {"ar", Language::ar, ui::ThemeName::dark, ui::TextSize::large,
                   ui::ScreenProfile::portrait_27()},
                  {"uk", Language::uk, ui::ThemeName::white_on_black, ui::TextSize::standard,
                   ui::ScreenProfile::landscape_21()}};
  for (const auto& variant : variants)
    for (const auto& page : gallery::pages()) {
      auto opened = ui::Ui::open(gallery::options(variant.profile));
      if (!opened)
        FAIL(opened.failure().detail);
      ui::Ui& ui = **opened;
      ui.set_motion(false);
      ui.set_theme(variant.theme);
      ui.set_text_size(variant.size);
      gallery::use_language(ui, variant.language);
      gallery::Values values;
      ui_driver::UiDriver driver(ui, [&](ui::Ui& u) { page.draw(u, values, variant.language); });
      driver.settle();
      if (page.prepare)
        page.prepare(driver);
      const std::string name = page.name + "." + variant.name;
      char hash[17];
      std::snprintf(hash, sizeof hash, "%016llx",
                    static_cast<unsigned long long>(driver.canvas().hash()));
      seen[name] = hash;
      if (approve)
        continue;
      INFO(name);
      CHECK(approved[name] == hash);
      if (approved[name] != hash)
        driver.screenshot(std::filesystem::path(FOYER_BINARY_DIR) / "golden_failed" /
                          (name + ".png"));
    }
  if (!approve)
    return;
  std::ofstream out(file);
  for (const auto& [name, hash] : seen)
    out << name << ' ' << hash << '\n';
}
