// SPDX-License-Identifier: EUPL-1.2
// The drawn family of pictograms in assets/icons, compiled in. A name here is the name of its file.
#pragma once

#include <optional>
#include <string_view>

// X(name, mirrored): mirrored ones point the other way when reading runs right to left.
// clang-format off: it does not settle on a list of macro calls.
#define FOYER_ICONS(X)                  \
  X(residence_title, false)             \
  X(change_conditions, false)           \
  X(replacement_card, false)            \
  X(certificate, false)                 \
  X(travel_document, false)             \
  X(commitment, false)                  \
  X(naturalisation, false)              \
  X(citizenship, false)                 \
  X(back, true)                         \
  X(forward, true)                      \
  X(down, false)                        \
  X(up, false)                          \
  X(check, false)                       \
  X(warning, false)                     \
  X(info, false)                        \
  X(error, false)                       \
  X(scan, false)                        \
  X(document, false)                    \
  X(card, false)                        \
  X(reader, false)                      \
  X(printer, false)                     \
  X(clock, false)                       \
  X(language, false)                    \
  X(listen, true)                       \
  X(text_size, false)                   \
  X(blank, false)                       \
  X(hand, false)                        \
  X(pause, false)                       \
  X(minus, false)                       \
  X(help, false)                        \
  X(phone, false)                       \
  X(trash, false)                       \
  X(retake, false)                      \
  X(pencil, false)                      \
  X(close, false)                       \
  X(search, false)                      \
  X(backspace, false)                   \
  X(shift, false)                       \
  X(euro, false)                        \
  X(guest, false)                       \
  X(receipt, false)                     \
  X(touch, false)                       \
  X(building, false)                    \
  X(question, false)                    \
  X(plus, false)                        \
  X(pin, false)                         \
  X(envelope, false)                    \
  X(progress, true)                     \
  X(message, true)                      \
  X(unlock, false)                      \
  X(turn, false)                        \
  X(whole_sheet, false)                 \
  X(cut, false)                         \
  X(blacken, false)                     \
  X(stack, false)                       \
  X(card_over, false)                   \
  X(lay_sheet, false)                   \
  X(lay_card, false)                    \
  X(lay_passport, false)                \
  X(page_empty, false)                  \
  X(page_cut, false)                    \
  X(page_dark, false)                   \
  X(page_double, false)                 \
  X(page_blur, false)                   \
  X(page_glare, false)                  \
  X(page_shadow, false)                 \
  X(page_faint, false)                  \
  X(undo, true)                         \
  X(lock, false)                        \
  X(wrench, false)
// clang-format on

namespace foyer::ui {

enum class Icon {
  none,
#define FOYER_ICON_ENUM(name, mirrored) name,
  FOYER_ICONS(FOYER_ICON_ENUM)
#undef FOYER_ICON_ENUM
};

std::string_view icon_name(Icon icon); // "" for none
std::optional<Icon> icon_named(std::string_view name);
bool icon_mirrors(Icon icon);

} // namespace foyer::ui
