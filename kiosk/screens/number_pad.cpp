// SPDX-License-Identifier: EUPL-1.2
#include "number_pad.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::screens {

namespace {

constexpr float place_mm = 20, place_gap_mm = 4; // of a digit

bool key(ui::Ui& ui, ui::Node node, ui::Icon icon, ui::Rect box, bool enabled) {
  const std::string label = node.label;
  node.role = ui::Role::key;
  node.rect = box;
  node.focusable = true;
  node.state.enabled = enabled;
  const auto reaction = ui.touch(std::move(node));
  const auto& theme = ui.theme();
  const float radius = ui.mm(ui::size::radius);
  if (enabled && !reaction.pressed)
    ui.shadow(box, radius);
  const auto face = reaction.pressed ? box.moved(0, ui.mm(ui::size::press)) : box;
  ui.fill(face, reaction.pressed ? theme.accent_ground : theme.key, radius);
  ui.outline(face, theme.outline, ui.mm(ui::size::hairline), radius);
  const auto ink = enabled ? theme.ink : theme.disabled_ink;
  if (icon != ui::Icon::none) {
    const float side = ui.mm(10 * ui::text_scale(ui.text_size(), 8)); // as the digits
    ui.icon(icon, {face.centre().x - side / 2, face.centre().y - side / 2, side, side}, ink);
  } else {
    const auto text = ui.layout(label, ui.style(8, ui::Weight::bold, ui::Align::centre), face.w);
    ui.draw_text(*text, {face.x, face.centre().y - text->height / 2}, ink);
  }
  if (reaction.focus_visible)
    ui.focus_ring(box, radius);
  return reaction.activated;
}

} // namespace

void digits_shown(Frame& frame, const NumberPad& pad, const std::string& typed) {
  auto& ui = frame.ui;
  const auto count = static_cast<float>(pad.digits);
  const float h = ui.mm(24), gap = ui.mm(pad.digits > 6 ? 2.5f : place_gap_mm);
  const auto area = ui.place(h);
  const float w = std::floor(std::min(ui.mm(place_mm), (area.w - gap * (count - 1)) / count));
  const float all = w * count + gap * (count - 1);
  const float left = std::round(area.x + (area.w - all) / 2);
  auto style = ui.style(9, ui::Weight::bold, ui::Align::centre);
  style.tabular = true;
  style.direction = ui::Direction::ltr; // a number is read from the left in every language
  for (std::size_t i = 0; i < pad.digits; ++i) {
    const ui::Rect box{left + static_cast<float>(i) * (w + gap), area.y, w, h};
    const bool next = i == typed.size();
    ui.fill(box, ui.theme().card, ui.mm(ui::size::radius));
    ui.outline(box, next ? ui.theme().accent_text : ui.theme().outline,
               ui.mm(next ? ui::size::selected : ui::size::outline), ui.mm(ui::size::radius));
    if (i >= typed.size())
      continue;
    if (pad.hidden) {
      ui.circle(box.centre(), ui.mm(2.6f), ui.theme().ink);
      continue;
    }
    const auto digit = ui.layout(typed.substr(i, 1), style, w);
    ui.draw_text(*digit, {box.x, box.centre().y - digit->height / 2}, ui.theme().ink);
  }
  ui.record({.id = pad.id + ".digits",
             .role = ui::Role::status,
             .label = pad.label,
             .value = pad.hidden ? std::string(typed.size(), '*') : typed,
             .personal = true,
             .spelled = true,
             .rect = {left, area.y, all, h}});
}

void card_and_keys(Frame& frame, const NumberPad& pad, std::string& typed, std::string_view id) {
  auto& ui = frame.ui;
  const auto picture = [&](float height) {
    ui::card_picture(ui, id, ui::CardPicture::show_can, frame.text("visit.can.picture"), height);
  };
  const auto keys = [&] {
    digits_shown(frame, pad, typed);
    ui.gap(ui::size::group_gap);
    number_pad(frame, pad, typed);
  };
  const auto whole = ui.column();
  const auto digits = static_cast<float>(pad.digits);
  const float places = ui.mm(place_mm * digits + place_gap_mm * (digits - 1));
  const float apart = ui.mm(8), left = whole.w - places - apart;
  if (!ui.profile().landscape() || left < ui.mm(90)) {
    const bool shallow = ui.profile().landscape() || ui.low_reach();
    picture(shallow ? 44 : 100); // large type needs it large, too
    ui.gap(ui::size::row_gap);
    return keys();
  }
  ui.push_column(ui.mirrored({whole.x, whole.y, left, 0}, whole));
  picture(60);
  const float beside = ui.pop_column();
  ui.push_column(ui.mirrored({whole.x + left + apart, whole.y, places, 0}, whole));
  keys();
  ui.place(std::max(beside, ui.pop_column()));
}

void pad_note(Frame& frame, const std::string& id, const std::string& text) {
  auto& ui = frame.ui;
  auto style = ui.style(ui::size::help);
  style.align = ui::Align::centre;
  const auto laid = ui.layout(text, style, ui.column().w);
  const auto area = ui.place(laid->height);
  ui.draw_text(*laid, {area.x, area.y}, ui.theme().ink_quiet);
  ui.record({.id = id, .role = ui::Role::text, .label = text, .rect = area});
}

// As on a telephone: 1 2 3 on top, in every language from the left.
void number_pad(Frame& frame, const NumberPad& pad, std::string& typed) {
  auto& ui = frame.ui;
  typed.reserve(pad.digits); // so that it never moves and leaves a copy behind
  const bool low = ui.profile().landscape();
  const float w = ui.mm(low ? 34.f : 56.f), h = ui.mm(low ? 20.f : 26.f), gap = ui.mm(4);
  const auto area = ui.place(h * 4 + gap * 3);
  const float left = std::round(area.x + (area.w - (w * 3 + gap * 2)) / 2);
  const auto at = [&](int column, int row) {
    return ui::Rect{left + static_cast<float>(column) * (w + gap),
                    area.y + static_cast<float>(row) * (h + gap), w, h};
  };
  for (int digit = 1; digit <= 10; ++digit) {
    const auto name = std::to_string(digit % 10);
    const auto box = digit == 10 ? at(1, 3) : at((digit - 1) % 3, (digit - 1) / 3);
    const bool room = typed.size() < pad.digits;
    const bool wanted =
        key(ui, {.id = pad.id + ".digit." + name, .label = name, .personal = pad.hidden},
            ui::Icon::none, box, room);
    if (wanted && room)
      typed += name;
  }
  const bool wanted = key(ui, {.id = pad.id + ".delete", .label = frame.text("visit.can.delete")},
                          ui::Icon::backspace, at(2, 3), !typed.empty());
  if (wanted && !typed.empty()) {
    typed.back() = '0';
    typed.pop_back();
  }
}

} // namespace foyer::screens
