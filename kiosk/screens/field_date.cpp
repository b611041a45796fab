// SPDX-License-Identifier: EUPL-1.2
// Dates in three parts. A passport may know only the year: empty parts are allowed where the field
// takes a partial date.
#include "fields.hpp"

#include <forms/input.hpp>

namespace foyer::screens {

namespace {

// "1.5.1990", "05.1990", "1990" or half of it, as to_input writes and people type it.
ui::DateParts parts_of(const std::string& typed) {
  std::vector<std::string> parts(1);
  for (const char c : typed) {
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  ui::DateParts date;
  if (parts.size() >= 3)
    date.day = parts[parts.size() - 3];
  if (parts.size() >= 2)
    date.month = parts[parts.size() - 2];
  date.year = parts.back();
  return date;
}

std::string typed_of(const ui::DateParts& date) {
  if (date.day.empty() && date.month.empty())
    return date.year;
  return date.day.empty() ? date.month + "." + date.year
                          : date.day + "." + date.month + "." + date.year;
}

} // namespace

void draw_date(const FieldView& view) {
  auto& line = view.line();
  if (line.date == ui::DateParts{})
    line.date = parts_of(line.text);
  if (!ui::date_field(view.frame.ui, view.node, view.words(), line.date))
    return;
  line.text = typed_of(line.date);
  view.set(forms::from_input(view.field, line.text));
}

} // namespace foyer::screens
