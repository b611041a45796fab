// SPDX-License-Identifier: EUPL-1.2
// Headings, paragraphs, notices, facts, cards, steps: what is read and not pressed.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

Node reading(std::string_view id, Role role, std::string_view label, Rect r) {
  Node node;
  node.id = id, node.role = role, node.label = label, node.rect = r;
  return node;
}

struct ToneLook {
  Color ink, ground;
  Icon icon;
};
ToneLook look(const Theme& t, Tone tone) {
  switch (tone) {
  case Tone::success: return {t.success, t.success_ground, Icon::check};
  case Tone::warning: return {t.warning, t.warning_ground, Icon::warning};
  case Tone::error: return {t.error, t.error_ground, Icon::error};
  case Tone::info: break;
  }
  return {t.accent_text, t.accent_ground, Icon::info};
}

} // namespace

void heading(Ui& ui, std::string_view id, std::string_view text) {
  if (auto& cards = ui.impl().cards; !cards.empty())
    cards.back().row_above = false;
  ui.gap(size::group_gap);
  const auto layout = ui.layout(text, ui.style(size::title, Weight::bold), ui.column().w);
  const Rect r = ui.place(layout->height);
  ui.record(reading(id, Role::heading, text, r));
  text_at(ui, layout, r, r.y, ui.theme().ink);
  ui.gap(size::grid);
}

void paragraph(Ui& ui, std::string_view id, std::string_view text, bool quiet) {
  ui.gap(size::row_gap);
  TextStyle style = ui.style(quiet ? size::help : size::label);
  style.line_spacing *= 1.06f;
  const auto layout = ui.layout(text, style, std::min(ui.column().w, text_width_limit(ui, style)));
  const Rect r = ui.place(layout->height);
  ui.record(reading(id, Role::text, text, r));
  text_at(ui, layout, r, r.y, quiet ? ui.theme().ink_quiet : ui.theme().ink);
  ui.gap(size::row_gap);
}

void paragraph_binding(Ui& ui, std::string_view id, std::string_view german) {
  ui.gap(2);
  const auto layout = german_block(ui, german, size::help, ui.column().w);
  const Rect r = ui.place(layout->height);
  Node node = reading(id, Role::text, german, r);
  node.language = "de"; // read aloud by a German voice
  ui.record(std::move(node));
  text_at(ui, layout, r, r.y, ui.theme().ink_quiet);
  ui.gap(size::row_gap);
}

void bullet_list(Ui& ui, std::string_view id, std::span<const std::string> items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    ui.gap(i == 0 ? size::row_gap : 2.6f);
    const float indent = ui.mm(8);
    const TextStyle style = ui.style(size::label);
    const auto layout =
        ui.layout(items[i], style, std::min(ui.column().w - indent, text_width_limit(ui, style)));
    const Rect r = ui.place(layout->height);
    ui.record(reading(std::string(id) + "." + std::to_string(i), Role::text, items[i], r));
    const float radius = ui.mm(text_scale(ui.text_size(), size::label));
    const float middle = layout->lines.front().baseline - style.em_px * 0.26f;
    const Rect dot = ui.mirrored({r.x + ui.mm(1), r.y, 2 * radius, 2 * radius}, r);
    ui.circle({dot.x + radius, r.y + middle}, radius, ui.theme().accent_text);
    text_at(ui, layout, ui.mirrored({r.x + indent, r.y, r.w - indent, r.h}, r), r.y,
            ui.theme().ink);
  }
  ui.gap(size::row_gap);
}

void notice(Ui& ui, std::string_view id, Tone tone, std::string_view title, std::string_view text,
            std::string_view binding, Icon about) {
  ui.gap(size::group_gap);
  const ToneLook tones = look(ui.theme(), tone);
  const float pad = ui.mm(5), icon = icon_px(ui, about == Icon::none ? 9 : 14), apart = ui.mm(4),
              strip = ui.mm(1.6f);
  const Rect column = ui.column();
  const float width = column.w - strip - 2 * pad - icon - apart;
  const TextStyle small = ui.style(size::help);
  // One sentence alone needs no emphasis beside its colour.
  const TextStyle title_style =
      ui.style(size::label, text.empty() ? Weight::regular : Weight::bold);
  const auto head = fitted(ui, title, title_style, width);
  const auto rest = text.empty()
                        ? nullptr
                        : fitted(ui, text, small, std::min(width, text_width_limit(ui, small)));
  const auto german = binding.empty() ? nullptr : german_block(ui, binding, size::help, width);
  const float height = head->height + (rest ? ui.mm(1.5f) + rest->height : 0) +
                       (german ? ui.mm(1.5f) + german->height : 0);
  const Rect r = ui.place(std::max(height, icon) + 2 * pad);
  Node node = reading(id, tone == Tone::error ? Role::alert : Role::notice, title, r);
  node.value = text;
  ui.record(std::move(node));
  if (tone != Tone::success) {
    const auto words = std::hash<std::string_view>{};
    must_see(ui,
             std::string(id) + "/" + std::to_string(words(title)) + "/" +
                 std::to_string(words(text)),
             r, true);
  }
  const float radius = ui.mm(size::radius);
  ui.fill(r, tones.ground, radius);
  if (ui.theme().high_contrast)
    ui.outline(r, tones.ink, ui.mm(size::outline), radius);
  // The strip at the start edge: the card in the tone's colour, all but the strip covered again.
  ui.push_clip(ui.mirrored({r.x, r.y, strip, r.h}, r));
  ui.fill(r, tones.ink, radius);
  ui.pop_clip();
  const float line = head->lines.front().height;
  ui.icon(about == Icon::none ? tones.icon : about,
          ui.mirrored({r.x + strip + pad, r.y + pad + std::max(0.f, std::round((line - icon) / 2)),
                       icon, icon},
                      r),
          tones.ink);
  const Rect words = ui.mirrored({r.x + strip + pad + icon + apart, r.y, width, r.h}, r);
  const float top =
      r.y + pad +
      (rest || german || head->lines.size() > 1 ? 0 : std::max(0.f, (icon - head->height) / 2));
  const Color ink = tone == Tone::info ? ui.theme().on_accent_ground : tones.ink;
  text_at(ui, head, words, top, tones.ink);
  float y = top + head->height + ui.mm(1.5f);
  if (rest)
    text_at(ui, rest, words, y, ink), y += rest->height + ui.mm(1.5f);
  if (german) {
    Node beside = reading(std::string(id) + ".german", Role::text, binding,
                          {words.x, y, words.w, german->height});
    beside.language = "de";
    ui.record(std::move(beside));
    text_at(ui, german, words, y, ink);
  }
  ui.gap(size::group_gap);
}

void fact(Ui& ui, std::string_view id, Icon icon, std::string_view label, std::string_view value) {
  ui.gap(size::row_gap);
  const Theme& t = ui.theme();
  const float side = icon_px(ui, 10), box = icon_px(ui, 16), apart = ui.mm(5);
  const float width = ui.column().w - box - apart;
  const auto name = ui.layout(label, ui.style(size::help), width);
  const auto what =
      ui.layout(value, own_direction(ui, ui.style(size::label, Weight::bold), value), width);
  const Rect r = ui.place(std::max(box, name->height + what->height));
  Node node = reading(id, Role::text, label, r);
  node.value = value;
  ui.record(std::move(node));
  const Rect ground = ui.mirrored({r.x, r.y + std::round((r.h - box) / 2), box, box}, r);
  ui.fill(ground, t.accent_ground, ui.mm(size::radius));
  if (t.high_contrast)
    ui.outline(ground, t.ink, ui.mm(size::outline), ui.mm(size::radius));
  ui.icon(icon,
          {ground.x + std::round((box - side) / 2), ground.y + std::round((box - side) / 2), side,
           side},
          t.accent_text);
  const Rect words = ui.mirrored({r.x + box + apart, r.y, width, r.h}, r);
  const float top = r.y + std::round((r.h - name->height - what->height) / 2);
  text_at(ui, name, words, top, t.ink_quiet);
  text_at(ui, what, words, top + name->height, t.ink);
  ui.gap(size::row_gap);
}

void own_words(Ui& ui, std::string_view id, std::string_view label, std::string_view words) {
  ui.gap(size::row_gap);
  const Theme& t = ui.theme();
  const float width = ui.column().w;
  const auto name = ui.layout(label, ui.style(size::help), width);
  TextStyle style = own_direction(ui, ui.style(size::label), words);
  auto text = ui.layout(words, style, std::min(width, text_width_limit(ui, style)));
  if (style.align == Align::end && text->lines.size() > 1) { // as a block at the page's side
    style.align = Align::start;
    text = ui.layout(words, style, std::ceil(text->width) + 1);
  }
  const Rect r = ui.place(name->height + ui.mm(1) + text->height);
  Node node = reading(id, Role::text, label, r);
  node.value = words, node.personal = true;
  ui.record(std::move(node));
  text_at(ui, name, r, r.y, t.ink_quiet);
  text_at(ui, text, r, r.y + name->height + ui.mm(1), t.ink);
  ui.gap(size::row_gap);
}

void begin_card(Ui& ui, std::string_view id) {
  auto& self = ui.impl();
  ui.gap(size::row_gap);
  const std::string name(id);
  const float pad = ui.mm(6);
  const Rect at = ui.column();
  ui.place(0);
  const float height = self.heights.contains(name) ? self.heights[name] : 0;
  if (height > 0) {
    const Rect r{at.x, at.y, at.w, height};
    ui.record(reading(id, Role::group, {}, r));
    ui.fill(r, ui.theme().card, ui.mm(size::radius));
    const bool strong = ui.theme().high_contrast;
    ui.outline(r, strong ? ui.theme().ink : ui.theme().hairline,
               ui.mm(strong ? size::outline : size::hairline), ui.mm(size::radius));
  }
  self.cards.push_back({name});
  ui.push_column({at.x + pad, at.y + pad, at.w - 2 * pad, 0});
}

void end_card(Ui& ui) {
  auto& self = ui.impl();
  const float height = ui.pop_column() + 2 * ui.mm(6);
  float& known = self.heights[self.cards.back().id];
  if (std::abs(known - height) > 0.5f) {
    known = height;
    self.unsettled = true;
  }
  self.cards.pop_back();
  ui.place(height);
  ui.gap(size::row_gap);
}

void space(Ui& ui, float millimetres) {
  ui.place(ui.mm(millimetres));
}

void big_number(Ui& ui, std::string_view id, std::string_view label, std::string_view number) {
  ui.gap(size::group_gap);
  const Theme& t = ui.theme();
  const auto name = ui.layout(label, ui.style(size::help), ui.column().w);
  TextStyle style = own_direction(ui, ui.style(size::question * 1.35f, Weight::bold), number);
  style.tabular = true;
  const auto digits = ui.layout(number, style, ui.column().w);
  const Rect r = ui.place(name->height + ui.mm(1) + digits->height);
  Node node = reading(id, Role::text, label, r);
  node.value = number, node.personal = node.spelled = true;
  ui.record(std::move(node));
  text_at(ui, name, r, r.y, t.ink_quiet);
  text_at(ui, digits, r, r.y + name->height + ui.mm(1), t.accent_text);
  ui.gap(size::group_gap);
}

void step_list(Ui& ui, std::string_view id, std::span<const Step> steps) {
  const Theme& t = ui.theme();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    ui.gap(i == 0 ? size::row_gap : 3);
    const float side = icon_px(ui, 11), apart = ui.mm(5);
    const bool now = step.state == Step::State::doing;
    const auto layout =
        ui.layout(step.label, ui.style(size::label, now ? Weight::bold : Weight::regular),
                  ui.column().w - side - apart);
    const Rect r = ui.place(std::max(side, layout->height));
    Node node = reading(std::string(id) + "." + std::to_string(i), Role::status, step.label, r);
    static constexpr const char* names[] = {"todo", "doing", "done", "failed"};
    node.value = names[static_cast<std::size_t>(step.state)];
    ui.record(std::move(node));
    const Rect mark = ui.mirrored({r.x, r.y + std::round((r.h - side) / 2), side, side}, r);
    const Vec2 centre = mark.centre();
    Color ink = t.ink_quiet;
    switch (step.state) {
    case Step::State::todo: ui.ring(centre, side / 2 - 1, t.outline, ui.mm(size::outline)); break;
    case Step::State::doing:
      ui.ring(centre, side / 2 - 1, t.accent_text, ui.mm(1.2f));
      ui.circle(centre, icon_px(ui, 2.4f), t.accent_text);
      ink = t.ink;
      break;
    case Step::State::done:
      ui.circle(centre, side / 2 - 1, t.accent);
      ui.icon(Icon::check, mark.inset(std::round(side * 0.2f)), t.on_accent);
      ink = t.ink;
      break;
    case Step::State::failed:
      ui.icon(Icon::error, mark, t.error);
      ink = t.error;
      break;
    }
    const Rect words = ui.mirrored({r.x + side + apart, r.y, r.w - side - apart, r.h}, r);
    text_at(ui, layout, words, r.y + std::round((r.h - layout->height) / 2), ink);
  }
  ui.gap(size::group_gap);
}

void picture(Ui& ui, std::string_view id, Icon icon, std::string_view alt, float side_mm) {
  ui.gap(size::group_gap);
  const float side = ui.mm(side_mm);
  const Rect r = ui.place(side);
  const Rect box{r.x + std::round((r.w - side) / 2), r.y, side, side};
  ui.record(reading(id, Role::image, alt, box));
  ui.circle(box.centre(), side / 2, ui.theme().accent_ground);
  if (ui.theme().high_contrast)
    ui.ring(box.centre(), side / 2, ui.theme().ink, ui.mm(size::outline));
  ui.icon(icon, box.inset(std::round(side * 0.22f)), ui.theme().accent_text);
  ui.gap(size::group_gap);
}

} // namespace foyer::ui
