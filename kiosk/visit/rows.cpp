// SPDX-License-Identifier: EUPL-1.2
// Repeats: adding, entering and removing rows on the overview that lists them.
#include "stepper.hpp"

namespace foyer::visit {

std::optional<std::size_t> Stepper::overview_of(std::string_view repeat) const {
  if (!asking() || !s_.stop.is_overview())
    return std::nullopt;
  const auto index = s_.draft.assistant()->find_repeat(repeat);
  return index == s_.stop.repeat ? index : std::nullopt;
}

void Stepper::enter_row(std::size_t repeat, std::size_t row) {
  s_.from_overview = true;
  go_to(evaluated().enter_row(repeat, row));
}

void Stepper::on(const AddRow& event) {
  const auto repeat = overview_of(event.repeat);
  if (!repeat)
    return;
  const auto row = s_.draft.add_row(event.repeat);
  if (!row)
    return;
  take_back_declarations();
  enter_row(*repeat, *row);
}

void Stepper::on(const EnterRow& event) {
  const auto repeat = overview_of(event.repeat);
  if (repeat && event.row < s_.draft.rows(*repeat))
    enter_row(*repeat, event.row);
}

void Stepper::on(const RemoveRow& event) {
  if (overview_of(event.repeat) && s_.draft.remove_row(event.repeat, event.row))
    take_back_declarations();
}

} // namespace foyer::visit
