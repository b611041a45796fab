// SPDX-License-Identifier: EUPL-1.2
// Several names, texts, countries or languages: one entry below the other, one more by a button.
#include "fields.hpp"

#include <forms/input.hpp>

#include <algorithm>

namespace foyer::screens {

namespace {

std::size_t most(const forms::Field& field) {
  return field.max > 0 ? static_cast<std::size_t>(field.max) : 5;
}

ui::FieldText entry_words(const FieldView& view, std::size_t n) {
  if (n == 0)
    return view.words();
  ui::FieldText words;
  words.label = view.frame.text("ui.entry", {{"n", static_cast<std::int64_t>(n + 1)}});
  words.optional = true;
  return words;
}

bool remove_button(const FieldView& view, std::size_t n) {
  view.frame.ui.attach(ui::size::row_gap);
  const bool used =
      ui::button(view.frame.ui, view.node + ".remove." + std::to_string(n),
                 view.frame.text("ui.remove"), ui::ButtonKind::quiet, ui::Icon::trash);
  view.frame.ui.gap(ui::size::group_gap);
  return used;
}

bool add_button(const FieldView& view, const std::vector<std::string>& entries) {
  return entries.size() < most(view.field) && !entries.empty() && !entries.back().empty() &&
         ui::button(view.frame.ui, view.node + ".add", view.frame.text("ui.add"),
                    ui::ButtonKind::secondary, ui::Icon::plus);
}

forms::Value without_empty(std::vector<std::string> entries) {
  std::erase(entries, std::string{});
  return entries;
}

std::string joined(const std::vector<std::string>& entries) {
  std::string all;
  for (const auto& entry : entries)
    all += entry + "\n";
  return all;
}

} // namespace

// Nodes: field.<id> for the first entry, field.<id>.1 and so on for the others.
void draw_list(const FieldView& view) {
  auto& line = view.line();
  auto& entries = line.entries;
  const bool languages = view.field.type == forms::FieldType::languages;
  const bool picked = languages || view.field.type == forms::FieldType::countries;
  if (picked) // codes, not what to_input shows
    if (const auto* now = std::get_if<std::vector<std::string>>(&view.value());
        now != nullptr && entries.size() <= now->size())
      entries = *now;
  if (entries.empty())
    entries.emplace_back();
  bool changed = false;
  std::optional<std::size_t> removed;
  for (std::size_t n = 0; n < entries.size(); ++n) {
    const auto node = n == 0 ? view.node : view.node + "." + std::to_string(n);
    if (picked) {
      changed |=
          ui::country_picker(view.frame.ui, node, entry_words(view, n),
                             languages ? languages_of(view) : countries_of(view), entries[n]);
    } else {
      ui::TextOptions options;
      if (view.field.type == forms::FieldType::names)
        options.keyboard = ui::Keyboard::name;
      options.max_graphemes = static_cast<std::size_t>(view.field.max_length);
      changed |= ui::text_field(view.frame.ui, node, entry_words(view, n), entries[n], options);
    }
    if (entries.size() > 1 && remove_button(view, n))
      removed = n;
  }
  if (removed) {
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(*removed));
    changed = true;
  }
  if (add_button(view, entries))
    entries.emplace_back();
  if (!changed)
    return;
  const auto value =
      picked ? without_empty(entries) : forms::from_input(view.field, joined(entries));
  view.set(value);
}

} // namespace foyer::screens
