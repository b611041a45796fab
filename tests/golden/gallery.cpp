// SPDX-License-Identifier: EUPL-1.2
// gallery [folder [filter]]: every page as PNG, in languages, themes, sizes and on two panels.
#include "gallery_pages.hpp"

#include <ui_driver/ui_driver.hpp>

#include <cstdio>

using namespace foyer;
using gallery::Language;

namespace {

struct Variant {
  std::string name;
  Language language;
  ui::ThemeName theme;
  ui::TextSize size;
  ui::ScreenProfile profile;
};

void draw(const gallery::Page& page, const Variant& variant, const std::filesystem::path& file) {
  auto opened = ui::Ui::open(gallery::options(variant.profile));
  if (!opened)
    throw std::runtime_error(opened.failure().detail);
  ui::Ui& ui = **opened;
  ui.set_theme(variant.theme);
  ui.set_text_size(variant.size);
  ui.set_motion(false);
  gallery::use_language(ui, variant.language);
  gallery::Values values;
  ui_driver::UiDriver driver(ui, [&](ui::Ui& u) { page.draw(u, values, variant.language); });
  driver.settle();
  if (page.prepare)
    page.prepare(driver);
  driver.screenshot(file);
}

} // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder =
      argc > 1 ? std::filesystem::path(argv[1])
               : std::filesystem::path(FOYER_SOURCE_DIR) / "out/gallery";
  const std::string filter = argc > 2 ? argv[2] : "";
  const auto upright = ui::ScreenProfile::portrait_27(), wide = ui::ScreenProfile::landscape_21();
  const std::vector<Variant> variants = {
      {"de", Language::de, ui::ThemeName::light, ui::TextSize::standard, upright},
      {"ar", Language::ar, ui::ThemeName::light, ui::TextSize::standard, upright},
      {"uk-dark", Language::uk, ui::ThemeName::dark, ui::TextSize::standard, upright},
      {"de-large-contrast", Language::de, ui::ThemeName::black_on_white, ui::TextSize::largest,
       upright},
      {"ar-wide", Language::ar, ui::ThemeName::light, ui::TextSize::standard, wide},
      {"de-wide-contrast", Language::de, ui::ThemeName::white_on_black, ui::TextSize::standard,
       wide}};
  int failures = 0;
  for (const Variant& variant : variants)
    for (const auto& page : gallery::pages()) {
      const std::string name = page.name + "." + variant.name + ".png";
      if (name.find(filter) == std::string::npos)
        continue;
      try {
        draw(page, variant, folder / name);
      } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", name.c_str(), error.what());
        ++failures;
      }
    }
  return failures == 0 ? 0 : 1;
}
