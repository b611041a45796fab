// SPDX-License-Identifier: EUPL-1.2
#include "terminal_info.hpp"

#include <app/terminal.hpp>

namespace foyer::app {

Status draw_welcome(const Config& config, ui::Ui& ui, const Clock& clock) {
  FOYER_TRY(const auto texts, i18n::Catalogue::load_file(config.texts_folder(), "attract.json",
                                                         i18n::Patterns::checked_before));
  // Content that was released before these texts had a file of their own.
  if (!texts.has(i18n::binding_language, "visit.attract.welcome"))
    return fail(FailureCode::text_missing, "no texts for the first picture");
  FOYER_TRY(const auto menu, load_menu(config.definitions_folder()));
  const visit::State nobody;
  const visit::Assistants nothing;
  const auto info = terminal_info(config, menu, false);
  // Nobody is heard yet: whoever touches is answered by the terminal.
  (void)screens::Screens().draw(ui, {.state = nobody,
                                     .evaluation = nullptr,
                                     .assistants = nothing,
                                     .menu = menu.concerns,
                                     .texts = texts,
                                     .terminal = info,
                                     .wall = clock.wall(),
                                     .now = clock.steady()});
  return success();
}

} // namespace foyer::app
