// SPDX-License-Identifier: EUPL-1.2
// The six digits printed on the card. They are not a secret like a PIN: they are shown, large, so
// that a person can compare them with the card.
#include "pages.hpp"
#include "parts.hpp"

#include <cmath>

namespace foyer::screens {

namespace {

constexpr std::size_t can_digits = 6;

void digits_shown(Frame& frame, const std::string& can) {
  auto& ui = frame.ui;
  const float w = ui.mm(20), h = ui.mm(24), gap = ui.mm(4);
  const auto area = ui.place(h);
  const float all = w * can_digits + gap * (can_digits - 1);
  const float left = std::round(area.x + (area.w - all) / 2);
  auto style = ui.style(9, ui::Weight::bold, ui::Align::centre);
  style.tabular = true;
  style.direction = ui::Direction::ltr; // a number is read from the left in every language
  for (std::size_t i = 0; i < can_digits; ++i) {
    const ui::Rect box{left + static_cast<float>(i) * (w + gap), area.y, w, h};
    const bool next = i == can.size();
    ui.fill(box, ui.theme().card, ui.mm(ui::size::radius));
    ui.outline(box, next ? ui.theme().accent_text : ui.theme().outline,
               ui.mm(next ? ui::size::selected : ui::size::outline), ui.mm(ui::size::radius));
    if (i >= can.size())
      continue;
    const auto digit = ui.layout(can.substr(i, 1), style, w);
    ui.draw_text(*digit, {box.x, box.centre().y - digit->height / 2}, ui.theme().ink);
  }
  ui.record({.id = "can.digits",
             .role = ui::Role::status,
             .label = frame.text("visit.can.label"),
             .value = can,
             .personal = true,
             .spelled = true,
             .rect = {left, area.y, all, h}});
}

bool key(ui::Ui& ui, const std::string& id, const std::string& label, ui::Icon icon, ui::Rect box,
         bool enabled) {
  ui::Node node{.id = id, .role = ui::Role::key, .label = label, .rect = box, .focusable = true};
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
    const float side = ui.mm(10);
    ui.icon(icon, {face.centre().x - side / 2, face.centre().y - side / 2, side, side}, ink);
  } else {
    const auto text = ui.layout(label, ui.style(8, ui::Weight::bold, ui::Align::centre), face.w);
    ui.draw_text(*text, {face.x, face.centre().y - text->height / 2}, ink);
  }
  if (reaction.focus_visible)
    ui.focus_ring(box, radius);
  return reaction.activated;
}

// As on a telephone: 1 2 3 on top, in every language from the left.
void pad(Frame& frame, std::string& can) {
  auto& ui = frame.ui;
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
    const bool wanted =
        key(ui, "can.digit." + name, name, ui::Icon::none, box, can.size() < can_digits);
    if (wanted && can.size() < can_digits)
      can += name;
  }
  if (key(ui, "can.delete", frame.text("visit.can.delete"), ui::Icon::backspace, at(2, 3),
          !can.empty()) &&
      !can.empty())
    can.pop_back();
}

} // namespace

void enter_can(Frame& frame) {
  auto& ui = frame.ui;
  auto& can = frame.glass.can;
  ui::PageSpec spec;
  spec.id = "enter_can";
  spec.question = frame.text("visit.can.question");
  spec.lead = frame.text("visit.can.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.can.read");
  spec.primary_enabled = can.size() == can_digits;
  spec.secondary = frame.text("visit.identify.guest");
  const auto happened = frame.begin(spec);
  ui::card_picture(ui, "can.picture", ui::CardPicture::show_can, frame.text("visit.can.picture"),
                   picture_mm(ui, 120, 44));
  ui.gap(ui::size::group_gap);
  digits_shown(frame, can);
  ui.gap(ui::size::group_gap);
  pad(frame, can);
  ui.gap(ui::size::group_gap);
  if (ui::button(ui, "can.passport", frame.text("visit.can.passport"), ui::ButtonKind::secondary,
                 ui::Icon::travel_document))
    frame.say(visit::HasNoCan{});
  if (happened.secondary)
    frame.say(visit::AsGuest{});
  if (frame.end() && can.size() == can_digits) {
    frame.say(visit::SubmitCan{Secret(std::string_view(can))});
    wipe(can);
    can.clear();
  }
}

} // namespace foyer::screens
