// SPDX-License-Identifier: EUPL-1.2
// Going on and back. Stops stand in the order of their pages, so every walk ends.
#include <forms/evaluation.hpp>

#include <algorithm>

namespace foyer::forms {

std::optional<Stop> Evaluation::stop_at(std::size_t page, PageKind kind) const {
  const Page& of = assistant_->pages[page];
  if (of.kind != kind)
    return std::nullopt;
  if (of.repeat == no_repeat)
    return pages_[page] != 0 ? std::optional(Stop{page}) : std::nullopt;
  if (!repeats_[of.repeat].visible || assistant_->repeats[of.repeat].pages.front() != page)
    return std::nullopt;
  return Stop::overview(of.repeat);
}

std::optional<Stop> Evaluation::walk(std::size_t page, PageKind kind, bool forwards) const {
  // Below 0 is beyond the end, too.
  for (; page < assistant_->pages.size(); forwards ? ++page : --page)
    if (const auto stop = stop_at(page, kind))
      return stop;
  return std::nullopt;
}

std::optional<Stop> Evaluation::first_stop(PageKind kind) const {
  return walk(0, kind, true);
}

std::optional<Stop> Evaluation::last_stop(PageKind kind) const {
  return walk(assistant_->pages.size() - 1, kind, false);
}

std::optional<Stop> Evaluation::next(const Stop& after) const {
  if (after.is_overview()) {
    const Repeat& repeat = assistant_->repeats[after.repeat];
    return walk(repeat.pages.back() + 1, repeat.kind, true);
  }
  if (!after.in_row())
    return walk(after.page + 1, assistant_->pages[after.page].kind, true);
  const auto& pages = assistant_->repeats[after.repeat].pages;
  for (std::size_t page = after.page + 1; page <= pages.back(); ++page)
    if (page_visible(page, after.row))
      return Stop{page, after.repeat, after.row};
  return Stop::overview(after.repeat);
}

std::optional<Stop> Evaluation::previous(const Stop& before) const {
  if (before.is_overview()) {
    const Repeat& repeat = assistant_->repeats[before.repeat];
    return walk(repeat.pages.front() - 1, repeat.kind, false);
  }
  if (!before.in_row())
    return walk(before.page - 1, assistant_->pages[before.page].kind, false);
  const auto& pages = assistant_->repeats[before.repeat].pages;
  for (std::size_t page = before.page; page-- > pages.front();)
    if (page_visible(page, before.row))
      return Stop{page, before.repeat, before.row};
  return Stop::overview(before.repeat);
}

Stop Evaluation::enter_row(std::size_t repeat, std::size_t row) const {
  for (const std::size_t page : assistant_->repeats[repeat].pages)
    if (page_visible(page, row))
      return {page, repeat, row};
  return Stop::overview(repeat);
}

bool Evaluation::visible(const Stop& stop) const {
  if (stop.is_overview())
    return stop.repeat < repeats_.size() && repeats_[stop.repeat].visible;
  return stop.page < assistant_->pages.size() &&
         assistant_->pages[stop.page].repeat == stop.repeat && page_visible(stop.page, stop.row);
}

bool Evaluation::complete(const Stop& stop) const {
  if (!stop.is_overview())
    return page_complete(stop.page, stop.row);
  if (!repeats_[stop.repeat].visible)
    return true;
  const std::size_t count = rows(stop.repeat);
  if (count < assistant_->repeats[stop.repeat].min)
    return false;
  for (std::size_t row = 0; row < count; ++row)
    if (!row_complete(stop.repeat, row))
      return false;
  return true;
}

bool Evaluation::complete(PageKind kind) const {
  return !first_incomplete(kind).has_value();
}

std::optional<Stop> Evaluation::first_incomplete(PageKind kind) const {
  for (auto stop = first_stop(kind); stop; stop = next(*stop)) {
    if (complete(*stop))
      continue;
    if (!stop->is_overview())
      return stop;
    for (std::size_t row = 0; row < rows(stop->repeat); ++row)
      for (const std::size_t page : assistant_->repeats[stop->repeat].pages)
        if (!page_complete(page, row))
          return Stop{page, stop->repeat, row};
    return stop;
  }
  return std::nullopt;
}

std::optional<Stop> Evaluation::stop_of(std::string_view id, std::size_t row) const {
  const auto index = assistant_ ? assistant_->find_field(id) : std::nullopt;
  if (!index || assistant_->fields[*index].page == no_page)
    return std::nullopt;
  const Field& of = assistant_->fields[*index];
  return Stop{of.page, of.repeat, of.repeat == no_repeat ? 0 : row};
}

bool Evaluation::section_visible(std::size_t section) const {
  const auto& pages = assistant_->sections[section].pages;
  return std::any_of(pages.begin(), pages.end(), [&](std::size_t page) {
    return stop_at(page, assistant_->pages[page].kind).has_value();
  });
}

Progress Evaluation::progress(const Stop& stop) const {
  const std::size_t here = stop.is_overview() ? assistant_->repeats[stop.repeat].section
                                              : assistant_->pages[stop.page].section;
  // A question behind the visitor that was left open decides nothing any more.
  const std::size_t first = stop.is_overview() ? assistant_->repeats[stop.repeat].first_field
                                               : assistant_->pages[stop.page].fields.front();
  Progress progress{.settled = true};
  for (std::size_t i = 0; i < assistant_->sections.size(); ++i) {
    if (!section_visible(i)) {
      progress.settled = progress.settled && (i <= here || undecided_[i] <= first);
      continue;
    }
    ++progress.sections;
    if (i <= here)
      progress.section = progress.sections;
  }
  return progress;
}

} // namespace foyer::forms
