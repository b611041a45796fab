// SPDX-License-Identifier: EUPL-1.2
// What is typed: our own line and text editor on Pango, and the fields made of it.
#include "ui_impl.hpp"

#include <charconv>
#include <cmath>

namespace foyer::ui {

namespace {

std::string dots(std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i)
    result += "\u2022";
  return result;
}

constexpr float search_mm = 8; // the magnifier in a field to search with

bool accepts(const TextOptions& options, std::string_view insert) {
  if (options.keyboard == Keyboard::digits)
    return insert.find_first_not_of("0123456789") == std::string_view::npos;
  return options.rows > 1 || insert.find('\n') == std::string_view::npos;
}

// Applies what was typed since the last frame. True when the value changed.
bool apply_ops(Ui& ui, std::string& value, const TextOptions& options, const TextStyle& style) {
  auto& self = ui.impl();
  TextEngine& text = ui.text();
  bool changed = false;
  std::size_t& caret = self.caret;
  if (self.caret_to_end)
    caret = value.size(), self.caret_to_end = false;
  caret = std::min(caret, value.size());
  for (const EditOp& op : self.edit_ops) {
    switch (op.kind) {
    case EditOp::Kind::insert: {
      if (!accepts(options, op.text))
        break;
      std::string longer = value;
      longer.insert(caret, op.text);
      // A combining mark may join the letter before it and add no grapheme.
      if (text.count_graphemes(longer) > options.max_graphemes)
        break;
      value = std::move(longer);
      caret += op.text.size();
      changed = true;
      break;
    }
    case EditOp::Kind::backspace: {
      if (caret == 0)
        break;
      const std::size_t from = text.previous_border(value, caret);
      value.erase(from, caret - from);
      caret = from;
      changed = true;
      break;
    }
    case EditOp::Kind::del: {
      const std::size_t to = text.next_border(value, caret);
      changed = changed || to > caret;
      value.erase(caret, to - caret);
      break;
    }
    case EditOp::Kind::left: caret = text.move_visually(value, style, caret, -1); break;
    case EditOp::Kind::right: caret = text.move_visually(value, style, caret, 1); break;
    case EditOp::Kind::home: caret = 0; break;
    case EditOp::Kind::end: caret = value.size(); break;
    }
  }
  if (!self.edit_ops.empty()) {
    self.unsettled = true;
    for (auto& [id, scroll] : self.scrolls)
      scroll.reveal_focus = true;
  }
  self.edit_ops.clear();
  return changed;
}

// The box itself, in `row`; label words are for the node only.
bool edit_box(Ui& ui, const std::string& id, const std::string& label, const FieldText& text,
              std::string& value, const TextOptions& options, Rect r, Align align = Align::start) {
  auto& self = ui.impl();
  const Theme& t = ui.theme();
  const bool invalid = !text.error.empty();
  const bool editing = self.editing == id;
  Node node;
  node.id = id, node.role = Role::field, node.label = label, node.help = text.help,
  node.error = text.error;
  node.value = options.secret ? std::string(ui.text().count_graphemes(value), '*') : value;
  node.rect = r, node.focusable = true, node.state.invalid = invalid, node.state.editing = editing;
  node.personal = true, node.spelled = options.tabular && !options.secret;
  const Reaction reaction = ui.touch(std::move(node));

  const float pad = ui.mm(4), mark = options.icon == Icon::none ? 0 : icon_px(ui, search_mm);
  const float before = mark > 0 ? mark + ui.mm(3) : 0;
  const Rect whole = r.inset(pad, ui.mm(2));
  const Rect inner = ui.mirrored({whole.x + before, whole.y, whole.w - before, whole.h}, whole);
  const bool lines = options.rows > 1;
  const std::string shown = options.secret ? dots(ui.text().count_graphemes(value)) : value;
  TextStyle style = own_direction(ui, ui.style(size::label, Weight::regular, align), shown);
  style.tabular = options.tabular || options.keyboard == Keyboard::digits;

  bool changed = false;
  if (reaction.activated && !editing) {
    self.start_editing(id);
    self.caret_to_end = true;
  }
  if (self.editing == id) {
    self.editing_seen = true;
    self.keyboard = options.keyboard;
    self.edit_multiline = lines;
    self.edit_label = label;
    changed = apply_ops(ui, value, options, style);
    self.before_caret = self.caret == 0 ? "" : value.substr(self.caret - 1, 1);
  }
  const std::string now = options.secret ? dots(ui.text().count_graphemes(value)) : value;
  style = own_direction(ui, ui.style(size::label, Weight::regular, align), now);
  style.tabular = options.tabular || options.keyboard == Keyboard::digits;
  const float wrap = lines ? inner.w : 0;
  const auto layout = ui.layout(now, style, wrap);

  const float radius = ui.mm(size::radius);
  const bool active = self.editing == id;
  ui.fill(r, t.card, radius);
  ui.outline(r,
             active    ? t.accent_text
             : invalid ? t.error
                       : t.outline,
             ui.mm(active || invalid ? size::selected : size::outline), radius);
  if (reaction.focus_visible)
    ui.focus_ring(r, radius);
  ui.icon(options.icon,
          ui.mirrored({whole.x, r.y + std::round((r.h - mark) / 2), mark, mark}, whole),
          t.accent_text);

  // Where the text starts: its own side, or so far along that the caret stays inside.
  const std::size_t shown_caret = options.secret ? now.size() : std::min(self.caret, now.size());
  Caret caret{};
  if (active)
    caret = ui.text().caret(now, style, wrap, shown_caret);
  float x = inner.x, y = lines ? inner.y : r.y + std::round((r.h - layout->height) / 2);
  if (!lines) {
    const bool right = (style.align == Align::start) == (style.direction == Direction::rtl);
    if (align == Align::centre)
      x = inner.x + std::round((inner.w - layout->width) / 2);
    else if (right)
      x = inner.right() - layout->width;
    if (layout->width > inner.w) {
      x = inner.right() - layout->width;
      if (active && x + caret.x < inner.x)
        x = inner.x - caret.x;
      if (!active && !right)
        x = inner.x;
    }
  } else if (layout->height > inner.h) {
    y = inner.bottom() - layout->height;
    if (active && y + caret.top < inner.y)
      y = inner.y - caret.top;
  }
  if (reaction.activated && editing && !self.activated_by_key && !options.secret) {
    // A tap into the text moves the caret.
    self.caret = ui.text().index_at(now, style, wrap, {self.last_tap.x - x, self.last_tap.y - y});
    self.unsettled = true;
  }
  ui.push_clip(mark > 0 ? inner.inset(-ui.mm(1), 0) : r.inset(ui.mm(1)));
  if (now.empty() && !options.placeholder.empty()) {
    const auto hint = ui.layout(options.placeholder, ui.style(size::label, Weight::regular, align),
                                lines ? inner.w : 0);
    const float hint_x = align == Align::centre ? inner.x + std::round((inner.w - hint->width) / 2)
                         : ui.rtl()             ? inner.right() - hint->width
                                                : inner.x;
    ui.draw_text(*hint, {hint_x, lines ? inner.y : r.y + std::round((r.h - hint->height) / 2)},
                 t.ink_quiet);
  }
  ui.draw_text(*layout, {x, y}, t.ink);
  if (active) {
    const float width = ui.mm(0.7f);
    ui.fill({std::round(x + caret.x - width / 2), std::round(y + caret.top), width,
             std::round(caret.height)},
            t.accent_text);
  }
  ui.pop_clip();
  return changed;
}

float box_height(Ui& ui, int rows) {
  const auto line = ui.layout("Hg", ui.style(size::label), 0);
  if (rows <= 1)
    return std::max(ui.mm(size::control), line->height + ui.mm(6));
  return line->height * static_cast<float>(rows) + ui.mm(6);
}

} // namespace

bool text_field(Ui& ui, std::string_view id, const FieldText& text, std::string& value,
                const TextOptions& options) {
  field_head(ui, id, text);
  const Rect row = ui.place(box_height(ui, options.rows));
  const float width =
      options.width_mm > 0
          ? std::min(row.w, ui.mm(options.width_mm * text_scale(ui.text_size(), size::label)))
          : row.w;
  const bool changed = edit_box(ui, std::string(id), text.label, text, value, options,
                                ui.mirrored({row.x, row.y, width, row.h}, row));
  field_foot(ui, id, text);
  ui.gap(size::group_gap);
  return changed;
}

bool name_field(Ui& ui, std::string_view id, const FieldText& text, std::string& value,
                std::size_t max_graphemes) {
  TextOptions options;
  options.keyboard = Keyboard::name;
  options.max_graphemes = max_graphemes;
  return text_field(ui, id, text, value, options);
}

bool long_text(Ui& ui, std::string_view id, const FieldText& text, std::string& value,
               std::size_t max_graphemes) {
  TextOptions options;
  options.keyboard = Keyboard::any_script;
  options.max_graphemes = max_graphemes;
  options.rows = 5;
  return text_field(ui, id, text, value, options);
}

bool integer_field(Ui& ui, std::string_view id, const FieldText& text,
                   std::optional<std::int64_t>& value, int max_digits) {
  std::string digits = value ? std::to_string(*value) : std::string();
  TextOptions options;
  options.keyboard = Keyboard::digits;
  options.max_graphemes = static_cast<std::size_t>(std::clamp(max_digits, 1, 18));
  options.width_mm = 20 + 6 * static_cast<float>(options.max_graphemes);
  if (!text_field(ui, id, text, digits, options))
    return false;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  value = digits.empty() || error != std::errc() ? std::nullopt : std::optional(number);
  return true;
}

namespace {

std::string german_amount(std::int64_t cents) {
  std::string whole = std::to_string(cents / 100);
  for (auto at = static_cast<int>(whole.size()) - 3; at > 0; at -= 3)
    whole.insert(static_cast<std::size_t>(at), ".");
  const auto rest = std::to_string(cents % 100);
  return whole + "," + (rest.size() < 2 ? "0" : "") + rest;
}

std::optional<std::int64_t> amount(std::string_view text) {
  std::int64_t euros = 0, cents = 0;
  int places = -1;
  for (const char c : text) {
    if (c == '.')
      continue;
    if (c == ',' && places < 0)
      places = 0;
    else if (c >= '0' && c <= '9' && places < 0)
      euros = euros * 10 + (c - '0');
    else if (c >= '0' && c <= '9' && places < 2)
      cents = cents * 10 + (c - '0'), ++places;
    else
      return std::nullopt;
  }
  if (text.empty())
    return std::nullopt;
  return euros * 100 + (places == 1 ? cents * 10 : cents);
}

} // namespace

bool money_field(Ui& ui, std::string_view id, const FieldText& text,
                 std::optional<std::int64_t>& cents) {
  auto& self = ui.impl();
  const std::string name(id);
  const bool typing = self.editing == name;
  auto draft = self.drafts.find(name);
  // While it is typed the text is the person's; before and after it is written the German way.
  std::string shown = typing && draft != self.drafts.end() ? draft->second
                      : cents                              ? german_amount(*cents)
                                                           : std::string();
  field_head(ui, id, text);
  const Rect row = ui.place(box_height(ui, 1));
  const float width = std::min(row.w, ui.mm(70 * text_scale(ui.text_size(), size::label)));
  TextOptions options;
  options.keyboard = Keyboard::amount;
  options.max_graphemes = 15;
  options.tabular = true;
  const Rect box = ui.mirrored({row.x, row.y, width, row.h}, row);
  bool changed = edit_box(ui, name, text.label, text, shown, options, box,
                          ui.rtl() ? Align::start : Align::end);
  const auto euro = ui.layout("\u20ac", ui.style(size::label, Weight::bold), 0);
  const Rect sign = ui.mirrored({row.x + width + ui.mm(3), row.y, euro->width, row.h}, row);
  ui.draw_text(*euro, {sign.x, row.y + std::round((row.h - euro->height) / 2)}, ui.theme().ink);
  if (changed) {
    const auto parsed = amount(shown);
    if (parsed || shown.empty()) {
      self.drafts[name] = shown;
      changed = cents != parsed;
      cents = parsed;
    } else {
      changed = false; // a letter or a third place after the comma: not taken
      self.caret_to_end = true;
    }
  } else if (self.editing == name && !typing) {
    self.drafts[name] = shown;
  }
  field_foot(ui, id, text);
  ui.gap(size::group_gap);
  return changed;
}

bool date_field(Ui& ui, std::string_view id, const FieldText& text, DateParts& value) {
  auto& self = ui.impl();
  field_head(ui, id, text);
  const std::string name(id);
  struct Part {
    std::string id;
    const std::string& label;
    std::string& value;
    std::size_t digits;
    float mm;
  };
  Part parts[] = {{name + ".day", ui.labels().day, value.day, 2, 30},
                  {name + ".month", ui.labels().month, value.month, 2, 30},
                  {name + ".year", ui.labels().year, value.year, 4, 44}};
  Node group;
  group.id = name, group.role = Role::group, group.label = text.label, group.help = text.help;
  group.error = text.error, group.rect = ui.column();
  group.rect.h = 1;
  ui.record(std::move(group));
  const TextStyle small = ui.style(size::help);
  const float factor = text_scale(ui.text_size(), size::label), gap = ui.mm(size::grid);
  float label_height = 0;
  for (const Part& part : parts)
    label_height = std::max(label_height, ui.layout(part.label, small)->height);
  const float height = box_height(ui, 1);
  const Rect row = ui.place(label_height + ui.mm(1) + height);
  float x = row.x;
  bool changed = false;
  // Day, month, year: the German order, mirrored where reading runs from the right.
  for (std::size_t i = 0; i < 3; ++i) {
    Part& part = parts[i];
    const auto label = ui.layout(part.label, small);
    const float width = std::max(ui.mm(part.mm * factor), label->width + ui.mm(2));
    const Rect box = ui.mirrored({x, row.y + label_height + ui.mm(1), width, height}, row);
    text_at(ui, label, {box.x, row.y, box.w, label_height}, row.y, ui.theme().ink_quiet);
    TextOptions options;
    options.keyboard = Keyboard::digits;
    options.max_graphemes = part.digits;
    if (edit_box(ui, part.id, text.label + ", " + part.label, text, part.value, options, box,
                 Align::centre)) {
      changed = true;
      // A full box passes on to the next, as long as the person types forward.
      if (i < 2 && part.value.size() == part.digits && self.caret == part.digits) {
        self.start_editing(parts[i + 1].id);
        self.focus = parts[i + 1].id;
        self.editing_seen = true;
      }
    }
    x += width + gap;
  }
  field_foot(ui, id, text);
  ui.gap(size::group_gap);
  return changed;
}

bool country_picker(Ui& ui, std::string_view id, const FieldText& text,
                    std::span<const Choice> countries, std::string& code) {
  auto& self = ui.impl();
  const Theme& t = ui.theme();
  const std::string name(id);
  field_head(ui, id, text);
  bool changed = false;
  const auto chosen = std::find_if(countries.begin(), countries.end(),
                                   [&](const Choice& c) { return c.code == code; });
  if (!self.open[name]) {
    const Rect row = ui.place(box_height(ui, 1));
    Node node;
    node.id = name, node.role = Role::list, node.label = text.label, node.error = text.error;
    node.help = text.help.empty() && chosen == countries.end() ? ui.labels().search : text.help;
    node.value = chosen == countries.end() ? "" : chosen->label, node.personal = true;
    node.rect = row, node.focusable = true, node.state.invalid = !text.error.empty();
    const Reaction reaction = ui.touch(std::move(node));
    const Rect r = draw_face(ui, row,
                             {t.card, text.error.empty() ? t.outline : t.error,
                              text.error.empty() ? size::outline : size::selected, false},
                             reaction);
    // A magnifier before a hint is a field to search with; what was found stands there alone.
    const bool empty = chosen == countries.end();
    const float side = icon_px(ui, search_mm), pad = ui.mm(4);
    const float room = r.w - side - 3 * pad;
    const auto shown =
        ui.layout(empty ? ui.labels().search : chosen->label, ui.style(size::label), room);
    const Rect words = ui.mirrored({r.x + pad + (empty ? side + pad : 0), r.y, room, r.h}, r);
    text_at(ui, shown, words, r.y + std::round((r.h - shown->height) / 2),
            empty ? t.ink_quiet : t.ink);
    ui.icon(empty ? Icon::search : Icon::down,
            ui.mirrored({empty ? r.x + pad : r.right() - pad - side,
                         r.y + std::round((r.h - side) / 2), side, side},
                        r),
            t.accent_text);
    if (reaction.activated) {
      self.open[name] = true;
      self.drafts[name + ".search"].clear();
      self.start_editing(name + ".search");
      self.focus = name + ".search";
    }
  } else {
    std::string& query = self.drafts[name + ".search"];
    TextOptions options;
    options.keyboard = Keyboard::any_script;
    options.max_graphemes = 40;
    options.placeholder = ui.labels().search;
    options.icon = Icon::search;
    const Rect row = ui.place(box_height(ui, 1));
    edit_box(ui, name + ".search", text.label + ", " + ui.labels().search, text, query, options,
             row);
    ui.gap(3);
    // At most five, those that begin with what was typed first; the German name counts too.
    std::vector<const Choice*> hits;
    for (const bool prefix : {true, false})
      for (const Choice& c : countries) {
        const auto place = std::min(find_folded(c.label, query), find_folded(c.binding, query));
        if (place != std::string::npos && (place == 0) == prefix && hits.size() < 5)
          hits.push_back(&c);
      }
    if (hits.empty())
      paragraph(ui, name + ".none", ui.labels().no_match, true);
    for (const Choice* c : hits) {
      if (option_row(ui, name + "." + c->code, c->label, c->binding, c->code == code)) {
        changed = code != c->code;
        code = c->code;
        self.open[name] = false;
        self.stop_editing();
        self.unsettled = true;
      }
      ui.gap(2.6f);
    }
  }
  field_foot(ui, id, text);
  ui.gap(size::group_gap);
  return changed;
}

} // namespace foyer::ui
