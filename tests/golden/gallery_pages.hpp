// SPDX-License-Identifier: EUPL-1.2
// Pages that show every widget in its states, in German, Ukrainian and Arabic.
#pragma once

#include <ui/widgets.hpp>

#include <functional>
#include <string>
#include <vector>

namespace foyer::ui_driver {
class UiDriver;
}

namespace foyer::gallery {

enum class Language { de, uk, ar };

// What a page changes when it is used; one for each drawing of a page.
struct Values {
  std::string name = "Müller-Łukasiewicz", given, remarks, street = "Königstraße 15", code, country;
  ui::DateParts birth{"07", "11", "1990"}, since;
  std::optional<std::int64_t> children = 2, income = 245050;
  std::string reason = "lost";
  std::vector<std::string> documents{"passport"};
  ui::YesNo married = ui::YesNo::unanswered, police = ui::YesNo::yes;
  bool accepted = true, second = false;
  ui::Strokes strokes;
  int seconds = 38;
};

struct Page {
  std::string name;
  std::function<void(ui::Ui&, Values&, Language)> draw;
  std::function<void(ui_driver::UiDriver&)> prepare = {}; // taps before the picture
};

const std::vector<Page>& pages();
ui::Labels labels(Language language);
void use_language(ui::Ui& ui, Language language);
ui::UiOptions options(const ui::ScreenProfile& profile);

} // namespace foyer::gallery
