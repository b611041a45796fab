// SPDX-License-Identifier: EUPL-1.2
// The page frame: bars that never move, the question, the scrolling answer.
#include "page_band.hpp"
#include "scrolling.hpp"

#include <cmath>
#include <utility>

namespace foyer::ui {

namespace {

struct Slot {
  const char* id;
  Icon icon;
  const std::string* label;
  bool* event;
  bool words = true; // false: the pictogram alone, for want of room
  bool at_end = false;
};

// Bars grow less than the page, so that they stay bars: `most` times.
TextStyle bar_style(const Ui& ui, Weight weight, float most = 1.2f) {
  TextStyle s = ui.style(size::bar, weight);
  const float largest = size::bar * most * ui.profile().px_per_mm / 0.714f;
  s.em_px = std::min(s.em_px, std::round(largest * 2) / 2);
  return s;
}

// The bottom bar's actions grow to the large-text mode of EN 301 549 5.1.4 and get a taller bar.
bool tall_bar(const Ui& ui) {
  return ui.text_size() >= TextSize::large;
}
TextStyle action_style(const Ui& ui) {
  TextStyle s = ui.style(size::bar, Weight::bold);
  s.em_px = std::min(s.em_px, std::round(7.4f * ui.profile().px_per_mm / 0.714f * 2) / 2);
  s.line_spacing = 0.9f;
  return s;
}

float slot_width(Ui& ui, const Slot& slot, const TextStyle& style) {
  const float icon = ui.mm(9), pad = ui.mm(3);
  if (!slot.words)
    return icon + 2 * pad;
  return icon + ui.mm(2) + ui.layout(*slot.label, style)->width + 2 * pad;
}

// Nothing stands in it.
bool bare(const Labels& words) {
  return words.language.empty() && words.listen.empty() && words.display.empty() &&
         words.help.empty() && words.stop.empty();
}

void top_bar(Ui& ui, Rect bar, PageEvents& events) {
  const Labels& words = ui.labels();
  const Theme& t = ui.theme();
  Slot slots[] = {{"bar.language", Icon::language, &words.language, &events.language},
                  {"bar.listen", Icon::listen, &words.listen, &events.listen},
                  {"bar.display", Icon::text_size, &words.display, &events.display},
                  {"bar.help", Icon::help, &words.help, &events.help},
                  {"bar.stop", Icon::close, &words.stop, &events.stop, true, true}};
  TextStyle style;
  const float gap = ui.mm(size::least_apart + 0.5f);
  const Rect row = bar.inset(ui.mm(size::margin) - ui.mm(3), 0);
  const auto total = [&] {
    float sum = 0;
    for (const Slot& slot : slots)
      if (!slot.label->empty())
        sum += slot_width(ui, slot, style) + gap;
    return sum;
  };
  // In large type as large as all words have room for.
  for (const float most : {1.5f, 1.35f, 1.2f}) {
    style = bar_style(ui, Weight::regular, most);
    if (total() <= row.w)
      break;
  }
  // The language's own name is the last word to go: who cannot read the rest needs it most.
  for (const std::size_t i : {2u, 3u, 1u, 4u, 0u})
    if (total() > row.w)
      slots[i].words = false;

  ui.fill({bar.x, bar.bottom() - ui.mm(size::hairline), bar.w, ui.mm(size::hairline)}, t.hairline);
  ui.set_fixed(true);
  float start = row.x;
  for (const Slot& slot : slots) {
    if (slot.label->empty())
      continue;
    const float width = slot_width(ui, slot, style), height = ui.mm(16);
    const float x = slot.at_end ? row.right() - width : start;
    Rect r = ui.mirrored({x, bar.y + std::round((bar.h - height) / 2), width, height}, row);
    if (!slot.at_end)
      start += width + gap;
    Node node;
    node.id = slot.id, node.role = Role::button, node.label = *slot.label, node.rect = r;
    node.focusable = true;
    const bool on = slot.icon == Icon::listen && ui.reading();
    node.state.checked = on;
    const Reaction reaction = ui.touch(std::move(node));
    *slot.event = reaction.activated;
    if (reaction.pressed || on)
      ui.fill(r, t.accent_ground, ui.mm(size::radius));
    if (on && t.high_contrast)
      ui.outline(r, t.ink, ui.mm(size::selected), ui.mm(size::radius));
    if (reaction.focus_visible)
      ui.focus_ring(r.inset(ui.mm(1)), ui.mm(size::radius));
    const float icon = ui.mm(9), pad = ui.mm(3);
    ui.icon(slot.icon, ui.mirrored({r.x + pad, r.y + std::round((r.h - icon) / 2), icon, icon}, r),
            t.accent_text);
    if (!slot.words)
      continue;
    const auto text = ui.layout(*slot.label, style);
    const Rect box = ui.mirrored({r.x + pad + icon + ui.mm(2), r.y, text->width, r.h}, r);
    ui.draw_text(*text, {box.x, r.y + (r.h - text->height) / 2}, t.ink);
  }
  ui.set_fixed(false);
}

// A button of the bottom bar; `at` is its edge on the side where it stands.
struct BarButton {
  std::string id;
  const std::string* label;
  Icon icon;
  bool icon_behind; // after the words
  bool primary, enabled;
  bool waits = false;
};

constexpr float bar_button_pad_mm = 8; // both sides of the words together, at least

float bar_button_icon(Ui& ui, const BarButton& b) {
  return b.icon == Icon::none ? 0 : icon_px(ui, 8) + ui.mm(3);
}

float bar_button_width(Ui& ui, const BarButton& b) {
  const float least = ui.mm(b.primary ? 64 : 44);
  return std::max(least, ui.layout(*b.label, action_style(ui))->width + bar_button_icon(ui, b) +
                             ui.mm(2 * bar_button_pad_mm));
}

// Its words wrap, but none of them breaks.
float bar_button_least(Ui& ui, const BarButton& b) {
  return std::ceil(widest_word(ui, *b.label, action_style(ui))) + 1 + bar_button_icon(ui, b) +
         ui.mm(bar_button_pad_mm);
}

bool bar_button(Ui& ui, const BarButton& b, Rect r) {
  const Theme& t = ui.theme();
  Node node;
  node.id = b.id, node.role = Role::button, node.label = *b.label, node.rect = r;
  node.focusable = b.enabled;
  node.state.enabled = b.enabled;
  const Reaction reaction = ui.touch(std::move(node));
  Face face{t.card, t.outline, size::outline, true};
  Color ink = t.accent_text;
  if (b.primary && !b.waits)
    face.ground = face.outline_color = t.accent, ink = t.on_accent;
  if (!b.enabled) {
    // In high contrast too without an outline, or it would look like one to press.
    face = {t.disabled_ground, t.disabled_ground, size::outline, false}, ink = t.disabled_ink;
  }
  r = draw_face(ui, r, face, reaction);
  const float icon = b.icon == Icon::none ? 0 : icon_px(ui, 8), apart = icon > 0 ? ui.mm(3) : 0;
  TextStyle style = action_style(ui);
  style.max_lines = 2;
  style.align = Align::centre;
  const float room = r.w - icon - apart - ui.mm(bar_button_pad_mm);
  const auto text =
      fitted(ui, *b.label, style, std::min(room, ui.layout(*b.label, style)->width + 1));
  float x = r.x + std::round((r.w - text->box_width - icon - apart) / 2);
  const float icon_x = b.icon_behind ? x + text->box_width + apart : x;
  if (!b.icon_behind)
    x += icon + apart;
  const Rect words = ui.mirrored({x, r.y, text->box_width, r.h}, r);
  ui.draw_text(*text, {words.x, r.y + (r.h - text->height) / 2}, ink);
  ui.icon(b.icon, ui.mirrored({icon_x, r.y + std::round((r.h - icon) / 2), icon, icon}, r), ink);
  return reaction.activated;
}

void bottom_bar(Ui& ui, Rect bar, const PageSpec& spec, bool read_on, PageEvents& events) {
  const Theme& t = ui.theme();
  ui.fill(bar, t.paper);
  ui.fill({bar.x, bar.y, bar.w, ui.mm(size::hairline)}, t.hairline);
  const Rect row = bar.inset(ui.mm(size::margin), 0);
  const float height = ui.mm(tall_bar(ui) ? 30 : 20), y = bar.y + std::round((bar.h - height) / 2);
  ui.set_fixed(true);
  const BarButton back{"page.back", &spec.back, spec.back_icon, false, false, true};
  const bool leads = spec.secondary_leads && spec.primary_waits && !read_on;
  const BarButton second{.id = "page.secondary",
                         .label = &spec.secondary,
                         .icon = Icon::none,
                         .icon_behind = false,
                         .primary = leads,
                         .enabled = spec.secondary_enabled};
  const bool says_so = read_on && !ui.labels().read_on.empty();
  const BarButton primary{"page.primary",
                          says_so ? &ui.labels().read_on : &spec.primary,
                          read_on ? Icon::down : spec.primary_icon,
                          true,
                          true,
                          spec.primary_enabled,
                          spec.primary_waits && !read_on};
  const float gap = ui.mm(size::grid);
  float widths[3] = {}, spare[3] = {};
  const BarButton* buttons[3] = {&back, &second, &primary};
  float sum = -gap, all_spare = 0;
  for (std::size_t i = 0; i < 3; ++i)
    if (!buttons[i]->label->empty()) {
      widths[i] = bar_button_width(ui, *buttons[i]), sum += widths[i] + gap;
      spare[i] = std::max(0.f, widths[i] - bar_button_least(ui, *buttons[i]));
      all_spare += spare[i];
    }
  // Large type: who has room to spare gives of it, and words wrap to two lines; then all get less.
  if (sum > row.w && all_spare >= sum - row.w)
    for (std::size_t i = 0; i < 3; ++i)
      widths[i] = std::floor(widths[i] - spare[i] * (sum - row.w) / all_spare);
  else if (sum > row.w)
    for (float& w : widths)
      w = std::floor(w * (row.w - 2 * gap) / (sum - 2 * gap));
  if (widths[0] > 0)
    events.back = bar_button(ui, back, ui.mirrored({row.x, y, widths[0], height}, row));
  float end = row.right() - widths[2];
  if (widths[1] > 0)
    events.secondary = bar_button(
        ui, second,
        ui.mirrored({end - (widths[2] > 0 ? gap : 0) - widths[1], y, widths[1], height}, row));
  if (widths[2] > 0)
    events.primary = bar_button(ui, primary, ui.mirrored({end, y, widths[2], height}, row));
  ui.set_fixed(false);
}

// A line of what stands above the answer, laid out for a width.
struct HeadPart {
  const char* id;
  Role role;
  const std::string* label;
  LayoutPtr laid;
  Color ink;
  float below_mm; // the gap to the next part
  bool german = false;
};

constexpr float track_mm = 1.6f, track_apart_mm = 2; // of the bar of progress below the section

std::vector<HeadPart> lay_head(Ui& ui, const PageSpec& spec, float width) {
  const Theme& t = ui.theme();
  const auto reading = [&](const TextStyle& style) {
    return std::min(width, text_width_limit(ui, style));
  };
  const TextStyle small = ui.style(size::help), label = ui.style(size::label);
  std::vector<HeadPart> parts;
  if (!spec.section.empty())
    parts.push_back({"page.section", Role::progress, &spec.section,
                     ui.layout(spec.section, small, width), t.ink_quiet, size::group_gap});
  if (!spec.question.empty()) {
    TextStyle style = ui.style(size::question, Weight::bold);
    style.line_spacing = 0.94f;
    parts.push_back({"page.question", Role::heading, &spec.question,
                     fitted(ui, spec.question, style, width), t.ink,
                     spec.binding.empty() ? size::grid : 1});
  }
  if (!spec.binding.empty())
    parts.push_back({"page.binding", Role::text, &spec.binding,
                     german_block(ui, spec.binding, size::help, width), t.ink_quiet, size::grid,
                     true});
  if (!spec.lead.empty())
    parts.push_back({"page.lead", Role::text, &spec.lead,
                     fitted(ui, spec.lead, label, reading(label)), t.ink_quiet, 0});
  return parts;
}

// What draw_head() will take of its column.
float height_of(const Ui& ui, const std::vector<HeadPart>& parts) {
  float height = 0, gap = 0;
  for (const HeadPart& part : parts) {
    height += std::exchange(gap, ui.mm(part.below_mm)) + std::ceil(part.laid->height);
    if (part.role == Role::progress)
      height += ui.mm(track_apart_mm) + ui.mm(track_mm);
  }
  return height;
}

// Its place is taken also where it is not drawn, or headings would jump.
void draw_track(Ui& ui, float progress) {
  const Theme& t = ui.theme();
  ui.gap(track_apart_mm);
  const Rect track = ui.place(ui.mm(track_mm));
  if (progress < 0)
    return;
  ui.fill(track, t.high_contrast ? t.paper : t.hairline, track.h / 2);
  if (t.high_contrast)
    ui.outline(track, t.ink, 1, track.h / 2);
  const float filled = std::round(track.w * std::clamp(progress, 0.f, 1.f));
  if (filled >= track.h)
    ui.fill(ui.mirrored({track.x, track.y, filled, track.h}, track), t.accent, track.h / 2);
}

// As part of the current column.
void draw_head(Ui& ui, const PageSpec& spec, const std::vector<HeadPart>& parts) {
  for (const HeadPart& part : parts) {
    const Rect r = ui.place(part.laid->height);
    Node node;
    node.id = part.id, node.role = part.role, node.label = *part.label, node.rect = r;
    if (part.german)
      node.language = "de";
    ui.record(std::move(node));
    text_at(ui, part.laid, r, r.y, part.ink);
    if (part.role == Role::progress)
      draw_track(ui, spec.progress);
    ui.gap(part.below_mm);
  }
  ui.gap(size::group_gap);
}

// Beside or above the body, where it does not scroll, if it is not too high for that.
bool question_apart(Ui& ui, const PageSpec& spec, Rect area, bool on_lower_edge) {
  const auto parts = lay_head(ui, spec, area.w);
  const float spare = area.h - height_of(ui, parts);
  if (spare < 0)
    return false;
  ui.push_column(on_lower_edge ? area.moved(0, spare) : area);
  draw_head(ui, spec, parts);
  ui.pop_column();
  return true;
}

bool scroll_button(Ui& ui, const char* id, Icon icon, const std::string& label, Rect r) {
  const Theme& t = ui.theme();
  Node node;
  node.id = id, node.role = Role::button,
  node.label = label.empty() ? std::string(icon_name(icon)) : label;
  node.rect = r, node.focusable = true;
  const Reaction reaction = ui.touch(std::move(node));
  const Rect face = draw_face(ui, r, {t.card, t.outline, size::outline, true}, reaction);
  const float side = ui.mm(7);
  const auto text = ui.layout(label, bar_style(ui, Weight::bold));
  const float apart = label.empty() ? 0 : ui.mm(3), sum = side + apart + text->width;
  const float x = face.x + std::round((face.w - sum) / 2);
  ui.icon(icon, ui.mirrored({x, face.y + std::round((face.h - side) / 2), side, side}, face),
          t.accent_text);
  const Rect words = ui.mirrored({x + side + apart, face.y, text->width, face.h}, face);
  ui.draw_text(*text, {words.x, face.y + (face.h - text->height) / 2}, t.ink);
  return reaction.activated;
}

void more_strip(Ui& ui, Rect strip) {
  auto& self = ui.impl();
  const auto& scroll = self.scrolls[body_scroll];
  const bool below = scroll.offset < scroll.most() - 2, above = scroll.offset > 2;
  ui.set_fixed(true);
  const Rect row = strip.inset(ui.mm(size::margin), 0);
  const float height = ui.mm(14), y = strip.y + std::round((strip.h - height) / 2);
  const auto width = [&](const std::string& label) {
    return std::max(ui.mm(40), ui.layout(label, bar_style(ui, Weight::bold))->width + ui.mm(22));
  };
  const std::string &more = ui.labels().more_below, &less = ui.labels().more_above;
  const float w = std::min(std::max(width(more), width(less)), (row.w - ui.mm(4)) / 2);
  if (below && scroll_button(ui, "page.more", Icon::down, more,
                             ui.mirrored({row.right() - w, y, w, height}, row)))
    scroll_on(ui, body_scroll, 1);
  if (above &&
      scroll_button(ui, "page.less", Icon::up, less, ui.mirrored({row.x, y, w, height}, row)))
    scroll_on(ui, body_scroll, -1);
  ui.set_fixed(false);
}

} // namespace

PageEvents begin_page(Ui& ui, const PageSpec& spec) {
  auto& self = ui.impl();
  PageEvents events;
  ui.begin_page(spec.id);
  const Theme& t = ui.theme();
  const Rect screen = ui.screen();
  ui.fill(screen, t.paper);
  Node page;
  page.id = "page", page.role = Role::page,
  page.label = spec.question.empty() ? spec.id : spec.question;
  page.value = spec.id;
  page.rect = screen;
  ui.record(std::move(page));
  self.page_bars = spec.bars;
  Rect body = screen;
  if (spec.bars) {
    // Out of reach for somebody seated: the upper half then only shows.
    const float high = ui.low_reach() ? std::round(screen.h / 2) : 0;
    const float band = band_height(ui, spec.band);
    if (band > 0)
      draw_band(ui, spec.band, {0, high, screen.w, band}, events);
    const Rect top{0, high + band, screen.w, bare(ui.labels()) ? 0 : ui.mm(size::top_bar)};
    if (top.h > 0)
      top_bar(ui, top, events);
    const float bottom = ui.mm(size::bottom_bar + (tall_bar(ui) ? 10 : 0));
    self.page_bottom = {0, screen.bottom() - bottom, screen.w, bottom};
    body = {0, top.bottom(), screen.w, self.page_bottom.y - top.bottom()};
    // The bottom bar comes last in reading order, so it is drawn by end_page; its answers are
    // known already because presses are judged at the start of a frame.
    const auto used = [&](const char* id) { return self.activated == id; };
    events.back = used("page.back"), events.secondary = used("page.secondary");
    events.primary = used("page.primary") && spec.primary_enabled;
    self.page_back = spec;
  }
  self.keyboard_height = self.editing.empty() ? 0 : keyboard_height(ui);
  body.h -= self.keyboard_height;
  const auto& scroll = self.scrolls[body_scroll];
  const bool overflows = spec.bars && self.keyboard_height == 0 && scroll.content > body.h + 1;
  self.page_strip = {};
  if (overflows) {
    const float strip = ui.mm(20);
    self.page_strip = {0, body.bottom() - strip, screen.w, strip};
    body.h -= strip;
  }
  self.page_body = body;

  const float margin = ui.mm(size::margin);
  self.page_split = false;
  Rect content = body.inset(margin, 0);
  if (ui.profile().landscape() && spec.bars && !spec.question.empty() &&
      ui.text_size() <= TextSize::standard) {
    const float left = std::round(content.w * 0.36f), apart = ui.mm(20);
    const float above = ui.mm(size::group_gap);
    const Rect column = ui.mirrored({content.x, body.y + above, left, body.h - 2 * above}, content);
    self.page_split = question_apart(ui, spec, column, false);
    if (self.page_split)
      content = ui.mirrored(
          {content.x + left + apart, content.y, content.w - left - apart, content.h}, content);
  }
  if (ui.low_reach() && spec.bars && !spec.question.empty()) {
    const float high = std::round(screen.h / 2) - ui.mm(size::group_gap);
    self.page_split = question_apart(ui, spec, Rect{0, 0, screen.w, high}.inset(margin, 0), true);
  }
  begin_scroll(ui, body_scroll, body);
  ui.place(ui.mm(size::group_gap));
  const Rect at = ui.column();
  ui.push_column({content.x, at.y, content.w, 0});
  if (!self.page_split)
    draw_head(ui, spec, lay_head(ui, spec, content.w));
  return events;
}

bool end_page(Ui& ui) {
  auto& self = ui.impl();
  ui.place(ui.pop_column() + ui.mm(size::group_gap)); // the last line does not touch the bar
  const float drawn_offset = self.scrolls[body_scroll].offset;
  end_scroll(ui);
  const Sights sights = look_at_sights(ui, drawn_offset);
  bool primary = false;
  if (self.page_bars) {
    if (!self.page_strip.empty())
      more_strip(ui, self.page_strip);
    const PageSpec& spec = self.page_back;
    const bool read_on = sights.below && !spec.primary.empty() && spec.primary_enabled;
    PageEvents events;
    bottom_bar(ui, self.page_bottom, spec, read_on, events);
    primary = events.primary && !sights.held;
    if (events.primary && sights.below) {
      auto& scroll = self.scrolls[body_scroll];
      (void)scroll_to(ui, scroll,
                      scroll.offset + std::min(longest_step(ui, scroll.viewport),
                                               sights.last_below + scroll_air(ui, scroll.viewport) -
                                                   scroll.viewport.bottom()));
    }
  }
  if (self.keyboard_height > 0) {
    const float bottom = self.page_bars ? self.page_bottom.y : ui.screen().bottom();
    const Rect area{0, bottom - self.keyboard_height, ui.screen().w, self.keyboard_height};
    draw_keyboard(ui, area);
    draw_accent_panel(ui, area);
  }
  return primary;
}

} // namespace foyer::ui
