// SPDX-License-Identifier: EUPL-1.2
// Each language by its own name, German first. No flags: a language is not a country.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

void language(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "language";
  spec.question = frame.text("visit.language.question");
  spec.lead = frame.text("visit.language.lead");
  spec.back = frame.text("ui.back");
  (void)frame.begin(spec);
  std::vector<ui::LanguageItem> items;
  for (const auto& known : frame.model.texts.languages())
    items.push_back({known.code, known.own_name, direction(frame.model.texts, known.code),
                     frame.in(known.code, known.tier == 1 ? "visit.language.question"
                                                          : "ui.questions_german")});
  ui::picture(frame.ui, "language.picture", ui::Icon::language,
              frame.text("visit.language.question"), picture_mm(frame.ui, 90, 44));
  const auto chosen = ui::language_list(frame.ui, "language", items, frame.language());
  if (chosen)
    frame.say(visit::ChooseLanguage{items[*chosen].tag});
  frame.end();
}

} // namespace foyer::screens
