// SPDX-License-Identifier: EUPL-1.2
// The overview of a repeat: the rows there are, each to change or to remove, and one more.
#include "fields.hpp"
#include "pages.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace foyer::screens {

namespace {

struct RowWords {
  std::string node;                 // "entry.0"
  std::string title, german;        // "Kind 1"
  std::string summary;              // "Amira Haddad, 03.04.2019"
  std::string missing;              // "Noch unvollständig. Es fehlt: ..."
  std::string change, remove;       // on the buttons
  std::string change_of, remove_of; // spoken: with the row's title
};

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& part : parts)
    all += (all.empty() ? "" : ", ") + part;
  return all;
}

std::string summary_of(Frame& frame, const forms::Repeat& repeat, std::size_t row) {
  std::vector<std::string> parts;
  for (const auto field : repeat.summary)
    if (const FieldView view(frame, field, row); view.state.answered)
      parts.push_back(view.shown());
  return joined(parts);
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
  return frame.text("ui.rows.missing", {{"what", joined(labels)}});
}

RowWords words_of(Frame& frame, std::size_t index, std::size_t row) {
  const auto& assistant = *frame.state().draft.assistant();
  const auto& repeat = assistant.repeats[index];
  RowWords words;
  words.node = "entry." + std::to_string(row);
  words.title = row_title(frame, index, row);
  words.german = frame.german(assistant.repeat_key(index, "row"), row_number(row));
  words.summary = summary_of(frame, repeat, row);
  if (!frame.model.evaluation->row_complete(index, row))
    words.missing = missing_in(frame, repeat, row);
  words.change = frame.text("ui.change");
  words.remove = frame.text("ui.remove");
  words.change_of = words.change + ": " + words.title;
  words.remove_of = words.remove + ": " + words.title;
  return words;
}

bool row_is_empty(const Frame& frame, const forms::Repeat& repeat, std::size_t row) {
  for (std::size_t n = 0; n < repeat.field_count; ++n)
    if (forms::answered(frame.state().draft.answer(repeat.first_field + n, row).value.reveal()))
      return false;
  return true;
}

struct ButtonLook {
  std::string id;
  ui::Icon icon;
  const std::string* label;
  const std::string* spoken;
  bool filled;
};

float button_width(ui::Ui& ui, const ButtonLook& look) {
  return ui.layout(*look.label, ui.style(ui::size::help, ui::Weight::bold))->width + ui.mm(18);
}

bool small_button(ui::Ui& ui, const ButtonLook& look, ui::Rect box) {
  const auto& theme = ui.theme();
  const float radius = ui.mm(ui::size::radius), icon = ui.mm(6);
  const auto reaction = ui.touch({.id = look.id,
                                  .role = ui::Role::button,
                                  .label = *look.spoken,
                                  .rect = box,
                                  .focusable = true});
  if (reaction.pressed)
    box = box.moved(0, ui.mm(ui::size::press));
  ui.fill(box, look.filled || reaction.pressed ? theme.accent_ground : theme.card, radius);
  if (theme.high_contrast || !look.filled)
    ui.outline(box, theme.high_contrast ? theme.ink : theme.outline, ui.mm(ui::size::outline),
               radius);
  if (reaction.focus_visible)
    ui.focus_ring(box, radius);
  const auto label = ui.layout(*look.label, ui.style(ui::size::help, ui::Weight::bold));
  const float x = box.x + std::round((box.w - icon - ui.mm(2) - label->width) / 2);
  ui.icon(look.icon, ui.mirrored({x, box.y + std::round((box.h - icon) / 2), icon, icon}, box),
          theme.accent_text);
  const auto words = ui.mirrored({x + icon + ui.mm(2), box.y, label->width, box.h}, box);
  ui.draw_text(*label, {words.x, box.y + std::round((box.h - label->height) / 2)},
               theme.accent_text);
  return reaction.activated;
}

enum class RowEvent : std::uint8_t { none, change, remove };

// One row as a card: what it is and holds, its two buttons beside it or, for want of room, below.
RowEvent row_card(ui::Ui& ui, const RowWords& words) {
  const auto& theme = ui.theme();
  const ButtonLook change{words.node + ".change", ui::Icon::pencil, &words.change, &words.change_of,
                          true};
  const ButtonLook remove{words.node + ".remove", ui::Icon::trash, &words.remove, &words.remove_of,
                          false};
  const float pad = ui.mm(6), apart = ui.mm(ui::size::grid), radius = ui.mm(ui::size::radius);
  const float width = std::max(button_width(ui, change), button_width(ui, remove));
  const auto whole = ui.column();
  const float inner = whole.w - 2 * pad;
  const bool beside = inner - 2 * (width + apart) > ui.mm(110);
  const float room = beside ? inner - 2 * (width + apart) : inner;

  struct Line {
    ui::LayoutPtr text;
    ui::Color color;
  };
  std::vector<Line> lines;
  const auto add = [&](const std::string& text, ui::TextStyle style, ui::Color color) {
    if (!text.empty())
      lines.push_back({ui.layout(text, style, room), color});
  };
  const bool named = !words.summary.empty();
  add(words.title, ui.style(named ? ui::size::help : ui::size::label, ui::Weight::bold),
      named ? theme.accent_text : theme.ink);
  add(words.german, ui.german(ui.style(ui::size::help * 0.88f)), theme.ink_quiet);
  add(words.summary, ui.style(ui::size::label, ui::Weight::bold), theme.ink);
  add(words.missing, ui.style(ui::size::help), theme.warning);
  float text_height = 0;
  for (const auto& line : lines)
    text_height += line.text->height + ui.mm(1);

  const float button =
      std::max(ui.mm(16), ui.layout(words.change, ui.style(ui::size::help))->height + ui.mm(6));
  const float height = beside ? std::max(text_height, button) : text_height + ui.mm(4) + button;
  const auto card = ui.place(height + 2 * pad);
  ui.fill(card, theme.card, radius);
  ui.outline(card,
             theme.high_contrast     ? theme.ink
             : words.missing.empty() ? theme.hairline
                                     : theme.warning,
             ui.mm(words.missing.empty() ? ui::size::hairline : ui::size::outline), radius);
  ui.record({.id = words.node,
             .role = ui::Role::group,
             .label = words.title,
             .value = words.summary,
             .help = words.missing,
             .rect = card});
  const auto area = card.inset(pad);
  const auto texts = ui.mirrored({area.x, area.y, room, text_height}, area);
  float y = beside ? area.y + std::round((area.h - text_height) / 2) : area.y;
  for (const auto& line : lines) {
    ui.draw_text(*line.text, {ui.rtl() ? texts.right() - line.text->box_width : texts.x, y},
                 line.color);
    y += line.text->height + ui.mm(1);
  }
  const float top = beside ? area.y + std::round((area.h - button) / 2) : area.bottom() - button;
  const float first = beside ? area.right() - 2 * width - apart : area.x;
  RowEvent happened = RowEvent::none;
  if (small_button(ui, change, ui.mirrored({first, top, width, button}, area)))
    happened = RowEvent::change;
  if (small_button(ui, remove, ui.mirrored({first + width + apart, top, width, button}, area)))
    happened = RowEvent::remove;
  ui.gap(ui::size::row_gap);
  return happened;
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
    switch (row_card(frame.ui, words_of(frame, index, row))) {
    case RowEvent::none: break;
    case RowEvent::change: frame.say(visit::EnterRow{repeat.id, row}); break;
    case RowEvent::remove:
      if (row_is_empty(frame, repeat, row))
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
  frame.ui.gap(ui::size::grid);
  if (ui::button(frame.ui, "add", frame.text(key),
                 frame.model.evaluation->rows(index) < repeat.min ? ui::ButtonKind::primary
                                                                  : ui::ButtonKind::secondary,
                 ui::Icon::plus))
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
  const auto happened = frame.begin(spec);
  summary_of_errors(frame, stop.repeat);
  rows_of(frame, stop.repeat);
  one_more(frame, stop.repeat);
  if (happened.primary)
    frame.say(visit::GoOn{});
  frame.end();
}

} // namespace foyer::screens
