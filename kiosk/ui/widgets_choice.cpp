// SPDX-License-Identifier: EUPL-1.2
// One of several, several of several, yes and no, an acknowledgement.
#include "ui_impl.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::ui {

namespace {

enum class Mark { radio, check };

void draw_mark(Ui& ui, Mark mark, Rect r, bool selected) {
  const Theme& t = ui.theme();
  const Vec2 centre = r.centre();
  if (mark == Mark::radio) {
    if (!selected) {
      ui.circle(centre, r.w / 2, t.card);
      ui.ring(centre, r.w / 2, t.outline, ui.mm(0.7f));
      return;
    }
    ui.circle(centre, r.w / 2, t.accent);
  } else {
    const float radius = ui.mm(1.2f);
    if (!selected) {
      ui.fill(r, t.card, radius);
      ui.outline(r, t.outline, ui.mm(0.7f), radius);
      return;
    }
    ui.fill(r, t.accent, radius);
  }
  ui.icon(Icon::check, r.inset(std::round(r.w * 0.18f)), t.on_accent);
}

struct Row {
  std::string id;
  Role role;
  Mark mark;
  std::string_view label, binding, help;
  bool selected, invalid;
};

struct RowText {
  LayoutPtr label, binding, help;
  float height = 0;
};

constexpr float mark_mm = 8, row_pad_mm = 5, mark_apart_mm = 5;

float words_room(const Ui& ui, float width) {
  return width - icon_px(ui, mark_mm) - ui.mm(mark_apart_mm) - 2 * ui.mm(row_pad_mm);
}

RowText measure(Ui& ui, const Row& row, float width) {
  const float room = words_room(ui, width);
  RowText text;
  text.label = fitted(ui, row.label,
                      ui.style(size::label, row.selected ? Weight::bold : Weight::regular), room);
  // Bold is wider: measured too, so that the row does not grow when it is chosen.
  const auto bold = fitted(ui, row.label, ui.style(size::label, Weight::bold), room);
  text.height = std::max(text.label->height, bold->height);
  if (!row.binding.empty()) {
    text.binding = ui.layout(row.binding, ui.german_style(size::help), room);
    text.height += text.binding->height;
  }
  if (!row.help.empty()) {
    text.help = ui.layout(row.help, ui.style(size::help), room);
    text.height += text.help->height;
  }
  return text;
}

bool draw_row(Ui& ui, const Row& row, const RowText& text, Rect r) {
  const Theme& t = ui.theme();
  Node node;
  node.id = row.id, node.role = row.role, node.label = row.label, node.value = row.binding;
  node.help = row.help, node.rect = r, node.focusable = true;
  node.state.checked = row.selected, node.state.invalid = row.invalid;
  const Reaction reaction = ui.touch(std::move(node));
  const Color rest = row.invalid       ? t.error
                     : t.high_contrast ? t.ink
                                       : mix(t.outline, t.card, 0.35f);
  r = draw_face(ui, r,
                {row.selected ? t.accent_ground : t.card, row.selected ? t.accent_text : rest,
                 row.selected ? size::selected : size::outline, !row.selected},
                reaction);
  const float mark = icon_px(ui, mark_mm), pad = ui.mm(row_pad_mm), apart = ui.mm(mark_apart_mm);
  draw_mark(ui, row.mark,
            ui.mirrored({r.x + pad, r.y + std::round((r.h - mark) / 2), mark, mark}, r),
            row.selected);
  const Rect words =
      ui.mirrored({r.x + pad + mark + apart, r.y, r.w - 2 * pad - mark - apart, r.h}, r);
  const float drawn = text.label->height + (text.binding ? text.binding->height : 0) +
                      (text.help ? text.help->height : 0);
  float y = r.y + std::round((r.h - drawn) / 2);
  text_at(ui, text.label, words, y, row.selected ? t.on_accent_ground : t.ink);
  y += text.label->height;
  const Color quiet = row.selected ? t.on_accent_ground : t.ink_quiet;
  if (text.binding)
    text_at(ui, text.binding, words, y, quiet), y += text.binding->height;
  if (text.help)
    text_at(ui, text.help, words, y, quiet);
  return reaction.activated;
}

bool full_row(Ui& ui, const Row& row) {
  const RowText text = measure(ui, row, ui.column().w);
  return draw_row(ui, row, text, ui.place(std::max(ui.mm(size::control), text.height + ui.mm(6))));
}

// How wide each of so many columns is.
float column_width(Ui& ui, std::size_t columns) {
  const auto n = static_cast<float>(columns);
  return std::floor((ui.column().w - ui.mm(size::grid) * (n - 1)) / n);
}

// How many of a few short answers stand beside each other: all, or two by two; 1 where a word would
// have to break or get smaller for it, or a label take more lines than `most_lines`.
std::size_t columns_of(Ui& ui, std::span<const Row> rows, std::size_t most_lines) {
  const std::size_t count = rows.size();
  const auto fit = [&](std::size_t n) {
    const float width = column_width(ui, n), room = words_room(ui, width);
    const auto stands = [&](std::string_view words, const TextStyle& style) {
      const auto laid = ui.layout(words, style, room);
      return laid->lines.size() <= most_lines && laid == fitted(ui, words, style, room);
    };
    return width >= ui.mm(44) && std::all_of(rows.begin(), rows.end(), [&](const Row& row) {
             return row.help.empty() && stands(row.label, ui.style(size::label, Weight::bold)) &&
                    stands(row.binding, ui.german_style(size::help));
           });
  };
  if (count >= 2 && count <= 4 && fit(count))
    return count;
  return count == 4 && fit(2) ? 2 : 1;
}

// Answers which one was used.
std::optional<std::size_t> draw_rows(Ui& ui, std::span<const Row> rows, std::size_t columns) {
  std::optional<std::size_t> used;
  const float width = column_width(ui, columns), apart = width + ui.mm(size::grid);
  for (std::size_t from = 0; from < rows.size(); from += columns) {
    const auto abreast = rows.subspan(from, std::min(columns, rows.size() - from));
    std::vector<RowText> texts;
    float tallest = ui.mm(size::control);
    for (const Row& row : abreast) {
      texts.push_back(measure(ui, row, width));
      tallest = std::max(tallest, texts.back().height + ui.mm(6));
    }
    if (from > 0)
      ui.gap(3);
    const Rect line = ui.place(tallest);
    float x = line.x;
    for (std::size_t i = 0; i < abreast.size(); ++i, x += apart)
      if (draw_row(ui, abreast[i], texts[i], ui.mirrored({x, line.y, width, line.h}, line)))
        used = from + i;
  }
  ui.gap(3);
  return used;
}

// The group as a node of its own, so that speech names the question before its answers.
void record_group(Ui& ui, std::string_view id, const FieldText& text, std::string value) {
  Node node;
  node.id = id, node.role = Role::group, node.label = text.label, node.help = text.help;
  node.error = text.error, node.value = std::move(value), node.state.invalid = !text.error.empty();
  node.rect = ui.column();
  node.rect.h = 1;
  ui.record(std::move(node));
}

} // namespace

bool option_row(Ui& ui, const std::string& id, std::string_view label, std::string_view binding,
                bool selected) {
  return full_row(ui, {id, Role::option, Mark::radio, label, binding, {}, selected, false});
}

bool choice_list(Ui& ui, std::string_view id, const FieldText& text,
                 std::span<const Choice> choices, std::string& code) {
  field_head(ui, id, text);
  record_group(ui, id, text, code);
  std::vector<Row> rows;
  for (const Choice& choice : choices)
    rows.push_back({std::string(id) + "." + choice.code, Role::radio, Mark::radio, choice.label,
                    choice.binding, choice.help, code == choice.code, !text.error.empty()});
  bool changed = false;
  if (const auto used = draw_rows(ui, rows, columns_of(ui, rows, 1));
      used && code != choices[*used].code) {
    code = choices[*used].code;
    changed = true;
    ui.impl().unsettled = true;
  }
  field_foot(ui, id, text);
  ui.gap(size::group_gap);
  return changed;
}

bool multi_choice(Ui& ui, std::string_view id, const FieldText& text,
                  std::span<const Choice> choices, std::vector<std::string>& codes) {
  field_head(ui, id, text);
  record_group(ui, id, text, {});
  bool changed = false;
  for (const Choice& choice : choices) {
    const auto at = std::find(codes.begin(), codes.end(), choice.code);
    const Row row{std::string(id) + "." + choice.code,
                  Role::checkbox,
                  Mark::check,
                  choice.label,
                  choice.binding,
                  choice.help,
                  at != codes.end(),
                  !text.error.empty()};
    if (full_row(ui, row)) {
      if (at != codes.end())
        codes.erase(at);
      else
        codes.push_back(choice.code);
      changed = true;
      ui.impl().unsettled = true;
    }
    ui.gap(3);
  }
  field_foot(ui, id, text);
  ui.gap(size::group_gap);
  return changed;
}

bool yes_no(Ui& ui, std::string_view id, const FieldText& text, const YesNoLabels& labels,
            YesNo& value) {
  field_head(ui, id, text);
  const std::string name(id);
  record_group(ui, id, text, {});
  const bool bad = !text.error.empty();
  const auto answer = [&](const char* part, const std::string& label, const std::string& binding,
                          YesNo means) -> Row {
    return {name + part, Role::radio, Mark::radio, label, binding, {}, value == means, bad};
  };
  std::vector<Row> rows{answer(".yes", labels.yes, labels.yes_binding, YesNo::yes),
                        answer(".no", labels.no, labels.no_binding, YesNo::no)};
  if (!labels.unknown.empty())
    rows.push_back(answer(".unknown", labels.unknown, labels.unknown_binding, YesNo::unknown));
  bool changed = false;
  // Three answers that everybody knows: two lines are short enough, unless the type is large.
  const std::size_t lines = ui.text_size() <= TextSize::standard ? 2 : 1;
  if (const auto used = draw_rows(ui, rows, columns_of(ui, rows, lines))) {
    constexpr YesNo answers[] = {YesNo::yes, YesNo::no, YesNo::unknown};
    changed = value != answers[*used];
    value = answers[*used];
    ui.impl().unsettled |= changed;
  }
  field_foot(ui, id, text);
  ui.gap(size::group_gap);
  return changed;
}

namespace {

bool ticked_row(Ui& ui, const Row& row, bool& ticked) {
  const bool used = full_row(ui, row);
  if (used) {
    ticked = !ticked;
    ui.impl().unsettled = true;
  }
  ui.gap(size::row_gap);
  return used;
}

} // namespace

bool acknowledgement(Ui& ui, std::string_view id, std::string_view text, std::string_view binding,
                     bool& accepted, bool invalid) {
  ui.gap(size::group_gap);
  return ticked_row(
      ui, {std::string(id), Role::checkbox, Mark::check, text, binding, {}, accepted, invalid},
      accepted);
}

bool tick_box(Ui& ui, std::string_view id, const Choice& text, bool& ticked) {
  return ticked_row(ui,
                    {std::string(id), Role::checkbox, Mark::check, text.label, text.binding,
                     text.help, ticked, false},
                    ticked);
}

} // namespace foyer::ui
