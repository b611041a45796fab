// SPDX-License-Identifier: EUPL-1.2
#include <forms/evaluation.hpp>

#include <algorithm>

namespace foyer::forms {

const FieldState& Evaluation::field(std::string_view id) const {
  static const FieldState none;
  const auto index = assistant_ ? assistant_->find_field(id) : std::nullopt;
  return index ? fields_[*index] : none;
}

std::vector<std::size_t> Evaluation::fields_on(std::size_t page) const {
  std::vector<std::size_t> shown;
  for (const std::size_t index : assistant_->pages[page].fields)
    if (fields_[index].relevant && assistant_->fields[index].requirement != Requirement::calculated)
      shown.push_back(index);
  return shown;
}

bool Evaluation::page_complete(std::size_t page) const {
  const auto& on_page = assistant_->pages[page].fields;
  return std::none_of(on_page.begin(), on_page.end(), [&](std::size_t index) {
    const auto& findings = fields_[index].findings;
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.severity == Severity::error; });
  });
}

std::optional<std::size_t> Evaluation::first_incomplete(PageKind kind) const {
  for (std::size_t i = 0; i < pages_.size(); ++i)
    if (pages_[i] && assistant_->pages[i].kind == kind && !page_complete(i))
      return i;
  return std::nullopt;
}

bool Evaluation::complete(PageKind kind) const {
  return !first_incomplete(kind).has_value();
}

std::optional<std::size_t> Evaluation::first_page(PageKind kind) const {
  for (std::size_t i = 0; i < pages_.size(); ++i)
    if (pages_[i] && assistant_->pages[i].kind == kind)
      return i;
  return std::nullopt;
}

std::optional<std::size_t> Evaluation::last_page(PageKind kind) const {
  for (std::size_t i = pages_.size(); i-- > 0;)
    if (pages_[i] && assistant_->pages[i].kind == kind)
      return i;
  return std::nullopt;
}

std::optional<std::size_t> Evaluation::next_page(std::size_t after) const {
  for (std::size_t i = after + 1; i < pages_.size(); ++i)
    if (pages_[i] && assistant_->pages[i].kind == assistant_->pages[after].kind)
      return i;
  return std::nullopt;
}

std::optional<std::size_t> Evaluation::previous_page(std::size_t before) const {
  if (before >= pages_.size())
    return std::nullopt;
  for (std::size_t i = before; i-- > 0;)
    if (pages_[i] && assistant_->pages[i].kind == assistant_->pages[before].kind)
      return i;
  return std::nullopt;
}

std::optional<std::size_t> Evaluation::page_of(std::string_view id) const {
  const auto index = assistant_ ? assistant_->find_field(id) : std::nullopt;
  if (!index || assistant_->fields[*index].page == no_page)
    return std::nullopt;
  return assistant_->fields[*index].page;
}

Progress Evaluation::progress(std::size_t page) const {
  Progress progress;
  for (std::size_t i = 0; i < assistant_->sections.size(); ++i) {
    const auto& pages = assistant_->sections[i].pages;
    if (std::none_of(pages.begin(), pages.end(), [&](std::size_t p) { return pages_[p]; }))
      continue;
    ++progress.sections;
    if (i <= assistant_->pages[page].section)
      progress.section = progress.sections;
  }
  return progress;
}

} // namespace foyer::forms
