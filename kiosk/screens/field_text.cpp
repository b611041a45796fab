// SPDX-License-Identifier: EUPL-1.2
// Fields with a line to type: text, names, numbers, amounts, phone, email, codes.
#include "fields.hpp"

#include <forms/input.hpp>
#include <i18n/format.hpp>

#include <algorithm>

namespace foyer::screens {

namespace {

// More characters than these get a box of several lines; a whole story gets more of them.
constexpr std::size_t long_from = 120, story_from = 1000;
constexpr std::int64_t few_left = 100; // from here on the room that is left is told

ui::TextOptions options_of(const forms::Field& field) {
  ui::TextOptions options;
  if (field.max_length > 0)
    options.max_graphemes = static_cast<std::size_t>(field.max_length);
  switch (field.type) {
  case forms::FieldType::name: options.keyboard = ui::Keyboard::name; break;
  case forms::FieldType::phone: options.keyboard = ui::Keyboard::phone; break;
  case forms::FieldType::email: options.keyboard = ui::Keyboard::email; break;
  case forms::FieldType::integer:
  case forms::FieldType::euro:
    options.keyboard =
        field.type == forms::FieldType::euro ? ui::Keyboard::amount : ui::Keyboard::digits;
    options.max_graphemes = 14;
    options.width_mm = 70;
    options.tabular = true;
    break;
  case forms::FieldType::iban:
    options.max_graphemes = 42; // with its spaces
    options.width_mm = 190;
    options.tabular = true;
    break;
  case forms::FieldType::code: options.tabular = true; break;
  default:
    if (options.max_graphemes > long_from)
      options.rows = options.max_graphemes > story_from ? 8 : 4;
    else if (options.max_graphemes <= 12)
      options.width_mm = 90; // a narrow line hints at a short answer
    break;
  }
  return options;
}

// Long answers tell before they are full; one that is full stops taking letters.
void room_left(const FieldView& view, const std::string& text) {
  const auto most = view.field.max_length;
  if (view.field.type != forms::FieldType::text || most <= static_cast<std::int64_t>(long_from))
    return;
  const auto left = most - static_cast<std::int64_t>(i18n::characters(text).value_or(0));
  if (left <= few_left)
    ui::paragraph(view.frame.ui, view.node + ".left",
                  view.frame.text("ui.characters_left", {{"n", std::max<std::int64_t>(left, 0)}}),
                  true);
}

} // namespace

void draw_typed(const FieldView& view) {
  auto& line = view.line();
  if (ui::text_field(view.frame.ui, view.node, view.words(), line.text, options_of(view.field)))
    view.set(forms::from_input(view.field, line.text));
  room_left(view, line.text);
  if (view.field.type == forms::FieldType::code)
    code_offer(view.frame, view.field.id, view.row);
}

} // namespace foyer::screens
