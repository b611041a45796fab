// SPDX-License-Identifier: EUPL-1.2
// Fields with a line to type: text, names, numbers, amounts, phone, email, codes.
#include "fields.hpp"

#include <forms/input.hpp>

namespace foyer::screens {

namespace {

constexpr std::size_t long_from = 120; // more characters than this get a box of several lines

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
    options.keyboard = ui::Keyboard::digits;
    options.max_graphemes = 14;
    options.width_mm = 70;
    options.tabular = true;
    break;
  case forms::FieldType::code: options.tabular = true; break;
  default:
    if (options.max_graphemes > long_from)
      options.rows = 4;
    else if (options.max_graphemes <= 12)
      options.width_mm = 90; // a narrow line hints at a short answer
    break;
  }
  return options;
}

} // namespace

void draw_typed(const FieldView& view) {
  auto& line = view.line();
  if (ui::text_field(view.frame.ui, view.node, view.words(), line.text, options_of(view.field)))
    view.set(forms::from_input(view.field, line.text));
}

} // namespace foyer::screens
