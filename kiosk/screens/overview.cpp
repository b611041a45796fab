// SPDX-License-Identifier: EUPL-1.2
// The overview of a repeat: the rows there are, each to change or to remove, and one more.
#include "fields.hpp"
#include "pages.hpp"

#include <algorithm>

namespace foyer::screens {

namespace {

std::string joined(const Frame& frame, const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& part : parts)
    all += (all.empty() ? "" : frame.text("ui.list_comma")) + part;
  return all;
}

// "Amira Haddad", "05.2019 – 06.2020", all else apart by commas.
std::string between(const Frame& frame, const forms::Field& before, const forms::Field& after) {
  const auto dated = [](const forms::Field& field) {
    return field.type == forms::FieldType::date || field.type == forms::FieldType::partial_date;
  };
  if (before.type == forms::FieldType::name && after.type == forms::FieldType::name)
    return " ";
  return dated(before) && dated(after) ? " – " : frame.text("ui.list_comma");
}

std::string summary_of(Frame& frame, const forms::Repeat& repeat, std::size_t row) {
  std::string all;
  const forms::Field* before = nullptr;
  for (const auto field : repeat.summary) {
    const FieldView view(frame, field, row);
    if (!view.state.answered)
      continue;
    if (before != nullptr)
      all += between(frame, *before, view.field);
    all += view.shown();
    before = &view.field;
  }
  return all;
}

// What is in the way of going on, in the order of its pages.
std::string missing_in(Frame& frame, const forms::Repeat& repeat, std::size_t row) {
  const auto& evaluation = *frame.model.evaluation;
  std::vector<std::string> labels;
  for (const auto page : repeat.pages)
    for (const auto field : evaluation.fields_on(page, row)) {
      const FieldView view(frame, field, row);
      const auto& findings = view.state.findings;
      if (std::any_of(findings.begin(), findings.end(), [](const forms::Finding& finding) {
            return finding.severity == forms::Severity::error;
          }))
        labels.push_back(isolated(view.text("label")));
    }
  return frame.text("ui.rows.missing", {{"what", joined(frame, labels)}});
}

ui::EntryCard card_of(Frame& frame, std::size_t index, std::size_t row) {
  const auto& assistant = *frame.state().draft.assistant();
  const auto& repeat = assistant.repeats[index];
  ui::EntryCard card;
  card.title = row_title(frame, index, row);
  card.binding = frame.german(assistant.repeat_key(index, "row"), row_number(row));
  card.summary = summary_of(frame, repeat, row);
  if (!frame.model.evaluation->row_complete(index, row))
    card.missing = missing_in(frame, repeat, row);
  card.change = frame.text("ui.change");
  card.remove = frame.text("ui.remove");
  return card;
}

// Says what keeps the visitor here.
void summary_of_errors(Frame& frame, std::size_t index) {
  if (!frame.state().tried_to_go_on)
    return;
  const auto& repeat = frame.state().draft.assistant()->repeats[index];
  const auto& evaluation = *frame.model.evaluation;
  std::vector<ui::ErrorItem> items;
  const auto rows = evaluation.rows(index);
  for (std::size_t row = 0; row < rows; ++row)
    if (!evaluation.row_complete(index, row))
      items.push_back({"entry." + std::to_string(row),
                       row_title(frame, index, row) + ": " + missing_in(frame, repeat, row)});
  if (rows < repeat.min)
    items.push_back(
        {"add", frame.text("ui.rows.too_few", {{"min", static_cast<std::int64_t>(repeat.min)}})});
  if (items.empty())
    return;
  ui::error_summary(frame.ui, "errors",
                    frame.text("ui.errors", {{"n", static_cast<std::int64_t>(items.size())}}),
                    items);
  frame.ui.gap(ui::size::group_gap);
}

void rows_of(Frame& frame, std::size_t index) {
  const auto& repeat = frame.state().draft.assistant()->repeats[index];
  const auto count = frame.model.evaluation->rows(index);
  for (std::size_t row = 0; row < count; ++row) {
    switch (ui::entry_card(frame.ui, "entry." + std::to_string(row), card_of(frame, index, row))) {
    case ui::EntryEvent::none: break;
    case ui::EntryEvent::change: frame.say(visit::EnterRow{repeat.id, row}); break;
    case ui::EntryEvent::remove:
      if (frame.state().draft.row_is_empty(index, row))
        frame.say(visit::RemoveRow{repeat.id, row});
      else
        frame.glass.removing = Glass::Removing{index, row};
    }
  }
  if (count == 0)
    ui::paragraph(frame.ui, "rows.none",
                  frame.text(repeat.min == 0 ? "ui.rows.none" : "ui.rows.none_yet"), true);
}

void one_more(Frame& frame, std::size_t index) {
  const auto& assistant = *frame.state().draft.assistant();
  const auto& repeat = assistant.repeats[index];
  const i18n::Args limit{{"max", static_cast<std::int64_t>(repeat.max)}};
  if (!frame.model.evaluation->can_add_row(index))
    return ui::notice(frame.ui, "rows.full", ui::Tone::info, frame.text("ui.rows.full", limit),
                      frame.text("ui.rows.full_text"));
  const auto key = assistant.repeat_key(index, "add");
  frame.ui.gap(ui::size::group_gap);
  if (ui::button(frame.ui, "add", frame.text(key), ui::ButtonKind::secondary, ui::Icon::plus))
    frame.say(visit::AddRow{repeat.id});
  german_below(frame, "add.german", frame.german(key));
  ui::paragraph(frame.ui, "rows.limit", frame.text("ui.rows.limit", limit), true);
}

} // namespace

void overview(Frame& frame) {
  const auto& stop = frame.state().stop;
  const auto& assistant = *frame.state().draft.assistant();
  auto spec = page_of_assistant(frame, stop);
  spec.id = "rows." + assistant.repeats[stop.repeat].id;
  const auto heading = assistant.repeat_key(stop.repeat, "heading");
  spec.question = frame.text(heading);
  spec.lead = frame.text_if_any(assistant.repeat_key(stop.repeat, "help"));
  turn_page(frame, spec.id);
  (void)frame.begin(spec);
  summary_of_errors(frame, stop.repeat);
  rows_of(frame, stop.repeat);
  one_more(frame, stop.repeat);
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
