// SPDX-License-Identifier: EUPL-1.2
// What lies in the staff's reader, whose it is, and its PIN.
#include "number_pad.hpp"
#include "staff_pages.hpp"

#include <cmath>

namespace foyer::screens {

namespace {

using api::PinTries;
using api::StaffCard;
using namespace std::chrono_literals;

constexpr std::size_t least_pin = 4, longest_pin = 12; // as service cards have them

// The last parts of ui.staff.card.<word> and ui.staff.card.<word>.text.
std::string_view word(StaffCard card) {
  switch (card) {
  case StaffCard::reader_missing: return "reader_missing";
  case StaffCard::absent: return "absent";
  case StaffCard::mute: return "mute";
  case StaffCard::looking: return "looking";
  case StaffCard::foreign: return "foreign";
  case StaffCard::not_yet_valid: return "not_yet_valid";
  case StaffCard::expired: return "expired";
  case StaffCard::revoked: return "revoked";
  case StaffCard::list_missing: return "list_missing";
  case StaffCard::roleless: return "roleless";
  case StaffCard::ready: return "ready";
  case StaffCard::module_failed: return "module_failed";
  }
  return "foreign";
}

// Whole seconds until the next PIN may be typed.
int seconds_to_wait(const Frame& frame) {
  const auto left = frame.model.staff->session.not_before - frame.model.now;
  return left <= 0ms ? 0 : static_cast<int>((left + 999ms) / 1000ms);
}

// As many dots as were typed, in one field: how long the PIN is, is nobody's business before.
void dots(Frame& frame) {
  auto& ui = frame.ui;
  const auto& pin = frame.glass.pin;
  const float h = ui.mm(22), w = std::min(ui.column().w, ui.mm(176));
  const auto area = ui.place(h);
  const ui::Rect box{std::round(area.x + (area.w - w) / 2), area.y, w, h};
  ui.fill(box, ui.theme().card, ui.mm(ui::size::radius));
  ui.outline(box, ui.theme().outline, ui.mm(ui::size::outline), ui.mm(ui::size::radius));
  const float apart = ui.mm(12), all = apart * (static_cast<float>(pin.size()) - 1);
  for (std::size_t i = 0; i < pin.size(); ++i)
    ui.circle({box.centre().x - all / 2 + apart * static_cast<float>(i), box.centre().y},
              ui.mm(2.6f), ui.theme().ink);
  ui.record({.id = "staff.pin.digits",
             .role = ui::Role::status,
             .label = frame.text("ui.staff.pin.label"),
             .value = std::string(pin.size(), '*'),
             .personal = true,
             .spelled = true,
             .rect = box});
}

void waiting(Frame& frame, int seconds) {
  auto& ui = frame.ui;
  ui::notice(ui, "staff.wait", ui::Tone::warning,
             frame.text("ui.staff.wait", {{"n", std::int64_t{seconds}}}),
             frame.text("ui.staff.wait.text"));
  ui.record({.id = "staff.wait.seconds",
             .role = ui::Role::timer,
             .label = frame.text("ui.staff.wait", {{"n", std::int64_t{seconds}}}),
             .value = std::to_string(seconds),
             .rect = {ui.column().x, ui.column().y, ui.column().w, 1}});
  const auto left = frame.model.staff->session.not_before - frame.model.now;
  const auto into_second = left % 1000ms;
  ui.wake_at(frame.model.now + (into_second == 0ms ? 1000ms : into_second));
}

void what_went_wrong(Frame& frame) {
  const auto& failure = frame.model.staff->session.failure;
  if (!failure)
    return;
  const auto key = "failure." + std::string(name(*failure));
  ui::notice(frame.ui, "staff.failure", ui::Tone::error, frame.text(key + ".title"),
             frame.text(key + ".advice"));
  frame.ui.gap(ui::size::group_gap);
}

// True: a PIN may be typed now.
bool tries(Frame& frame) {
  auto& ui = frame.ui;
  const auto& session = frame.model.staff->session;
  switch (session.card.tries) {
  case PinTries::all: return true;
  case PinTries::some_used:
    if (!session.failure) // it has just been said
      ui::notice(ui, "staff.tries", ui::Tone::info, frame.text("ui.staff.tries.some"));
    return true;
  case PinTries::last_one:
    ui::notice(ui, "staff.tries", ui::Tone::warning, frame.text("ui.staff.tries.last"),
               frame.text("ui.staff.tries.last.text"));
    ui.gap(ui::size::group_gap);
    if (session.last_try_confirmed)
      return true;
    if (ui::button(ui, "staff.last_try", frame.text("ui.staff.tries.last.go"),
                   ui::ButtonKind::secondary, ui::Icon::check))
      frame.wish(staff::Event{staff::LastTryConfirmed{}});
    return false;
  case PinTries::locked:
    ui::notice(ui, "staff.tries", ui::Tone::error, frame.text("ui.staff.tries.locked"),
               frame.text("ui.staff.tries.locked.text"));
    return false;
  }
  return false;
}

void ask_for_pin(Frame& frame, ui::PageSpec spec) {
  auto& ui = frame.ui;
  auto& pin = frame.glass.pin;
  const auto& session = frame.model.staff->session;
  const bool checking = session.place == staff::Place::checking;
  const int seconds = seconds_to_wait(frame);
  spec.question = frame.text(checking ? "ui.staff.checking" : "ui.staff.pin.question");
  spec.lead = frame.text(session.card.pin_pad ? "ui.staff.pin.pad" : "ui.staff.pin.lead");
  const bool may = !checking && seconds == 0 && session.card.tries != PinTries::locked &&
                   (session.card.tries != PinTries::last_one || session.last_try_confirmed);
  if (!checking && session.card.tries != PinTries::locked) {
    spec.primary = frame.text(session.card.pin_pad ? "ui.staff.pin.pad.go" : "ui.staff.sign_in");
    spec.primary_enabled = may && (session.card.pin_pad || pin.size() >= least_pin);
  }
  const auto happened = begin_staff_page(frame, spec);
  if (checking) {
    ui::picture(ui, "staff.picture", ui::Icon::card, frame.text("ui.staff.checking"), 60);
  } else {
    what_went_wrong(frame);
    const bool type = tries(frame);
    if (type && seconds > 0)
      waiting(frame, seconds);
    if (type && seconds == 0 && !session.card.pin_pad) {
      ui.gap(ui::size::group_gap);
      dots(frame);
      ui.gap(ui::size::group_gap);
      number_pad(frame,
                 {.id = "staff.pin",
                  .label = frame.text("ui.staff.pin.label"),
                  .digits = longest_pin,
                  .hidden = true},
                 pin);
    }
  }
  if (happened.back)
    frame.wish(staff::Uncover{});
  if (frame.end() && spec.primary_enabled && may) {
    frame.wish(staff::Event{staff::PinTyped{Secret(std::string_view(pin))}});
    wipe(pin);
    pin.clear();
  }
}

} // namespace

void staff_entrance(Frame& frame) {
  const auto& session = frame.model.staff->session;
  ui::PageSpec spec;
  spec.id = "staff_entrance";
  spec.back = frame.text("ui.staff.uncover");
  if (session.card.card == StaffCard::ready)
    return ask_for_pin(frame, std::move(spec));
  const auto key = "ui.staff.card." + std::string(word(session.card.card));
  spec.question = frame.text(key);
  spec.lead = frame.text(key + ".text");
  const auto happened = begin_staff_page(frame, spec);
  frame.ui.gap(ui::size::group_gap);
  const bool looking = session.card.card == StaffCard::looking;
  ui::picture(frame.ui, "staff.picture", looking ? ui::Icon::card : ui::Icon::warning,
              spec.question, 60);
  if (happened.back)
    frame.wish(staff::Uncover{});
  frame.end();
}

} // namespace foyer::screens
