// SPDX-License-Identifier: EUPL-1.2
#include <forms/evaluation.hpp>

#include <algorithm>

namespace foyer::forms {

std::string OpenItem::label_key() const {
  return kind == Kind::answer ? "field." + std::string(id) + ".label"
                              : "doc." + std::string(id) + ".title";
}

namespace {

const FieldState& no_state() {
  static const FieldState none;
  return none;
}

} // namespace

const FieldState& Evaluation::field(std::string_view id, std::size_t row) const {
  const auto index = assistant_ ? assistant_->find_field(id) : std::nullopt;
  return index ? field(*index, row) : no_state();
}

const FieldState& Evaluation::field(std::size_t index, std::size_t row) const {
  const std::size_t repeat = assistant_->fields[index].repeat;
  if (repeat == no_repeat)
    return fields_[index];
  if (row >= rows(repeat))
    return no_state();
  const Repeat& of = assistant_->repeats[repeat];
  return repeats_[repeat].fields[row * of.field_count + index - of.first_field];
}

std::size_t Evaluation::rows(std::size_t repeat) const {
  return repeats_[repeat].visible ? repeats_[repeat].rows : 0;
}

bool Evaluation::row_complete(std::size_t repeat, std::size_t row) const {
  const auto& pages = assistant_->repeats[repeat].pages;
  return std::all_of(pages.begin(), pages.end(),
                     [&](std::size_t page) { return page_complete(page, row); });
}

bool Evaluation::can_add_row(std::size_t repeat) const {
  return repeats_[repeat].visible && repeats_[repeat].rows < assistant_->repeats[repeat].max;
}

bool Evaluation::page_visible(std::size_t page, std::size_t row) const {
  const std::size_t repeat = assistant_->pages[page].repeat;
  if (repeat == no_repeat)
    return pages_[page] != 0;
  if (row >= rows(repeat))
    return false;
  const auto& pages = assistant_->repeats[repeat].pages;
  return repeats_[repeat].pages[row * pages.size() + page - pages.front()] != 0;
}

std::vector<std::size_t> Evaluation::fields_on(std::size_t page, std::size_t row) const {
  std::vector<std::size_t> shown;
  for (const std::size_t index : assistant_->pages[page].fields)
    if (field(index, row).relevant &&
        assistant_->fields[index].requirement != Requirement::calculated)
      shown.push_back(index);
  return shown;
}

bool Evaluation::page_complete(std::size_t page, std::size_t row) const {
  const auto& on_page = assistant_->pages[page].fields;
  return std::none_of(on_page.begin(), on_page.end(), [&](std::size_t index) {
    const auto& findings = field(index, row).findings;
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.severity == Severity::error; });
  });
}

} // namespace foyer::forms
