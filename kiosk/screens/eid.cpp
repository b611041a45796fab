// SPDX-License-Identifier: EUPL-1.2
// The online ID function: what shall be done with the PIN, the card for it, and how it ended.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

namespace {

void phone(Frame& frame) {
  if (!frame.model.terminal.help_phone.empty())
    ui::fact(frame.ui, "eid.phone", ui::Icon::phone, frame.text("visit.not_offered.phone"),
             isolated(frame.model.terminal.help_phone));
}

// Where the office does by hand what the terminal does not.
void desk(Frame& frame, std::string_view title) {
  ui::fact(frame.ui, "eid.desk", ui::Icon::building, frame.text(title),
           frame.text("visit.eid.desk_text"));
  phone(frame);
}

void take_card(Frame& frame) {
  if (frame.state().card != api::CardPresence::present)
    return;
  frame.ui.gap(ui::size::group_gap);
  ui::paragraph(frame.ui, "eid.take", frame.text("visit.card.take"));
}

// Nobody is led on to what cannot work.
void unavailable(Frame& frame, const std::string& why) {
  ui::PageSpec spec;
  spec.id = "eid_choose";
  spec.section = frame.text("concern.eid.title");
  spec.question = why;
  spec.lead = frame.text("visit.not_offered.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.not_offered.other");
  (void)frame.begin(spec);
  if (!frame.ui.profile().landscape())
    ui::picture(frame.ui, "eid.picture", ui::Icon::pin, frame.text("concern.eid.title"), 90);
  desk(frame, "visit.not_offered.desk");
  if (frame.end())
    frame.say(visit::GoBack{});
}

// What another try does not mend.
bool asks_for_somebody(FailureCode code) {
  switch (code) {
  case FailureCode::eid_missing:
  case FailureCode::eid_outdated:
  case FailureCode::eid_deactivated:
  case FailureCode::eid_blocked:
  case FailureCode::eid_refused: return true;
  default: return false;
  }
}

// Failures of the card are worded for reading it; here it is about the PIN.
std::string problem_title(const Frame& frame, const Failure& failure) {
  return failure.code == FailureCode::card_refused ? frame.text("visit.eid.failed")
                                                   : failure_title(frame, failure);
}

std::string problem_advice(const Frame& frame, const Failure& failure) {
  if (asks_for_somebody(failure.code) || failure.code == FailureCode::eid_crashed)
    return frame.text("failure." + std::string(name(failure.code)) + ".advice");
  return frame.text(frame.state().eid.changing ? "visit.eid.unsure" : "visit.eid.unchanged") +
         "\n" + frame.text("visit.eid.again");
}

} // namespace

std::optional<std::string> eid_unavailable(const Frame& frame) {
  if (!frame.state().eid_here)
    return frame.text("visit.eid.not_here");
  if (frame.state().eid_failure)
    return failure_title(frame, *frame.state().eid_failure);
  return std::nullopt;
}

void eid_choose(Frame& frame) {
  if (const auto why = eid_unavailable(frame))
    return unavailable(frame, *why);
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "eid_choose";
  spec.section = frame.text("concern.eid.title");
  spec.question = frame.text("visit.eid.question");
  spec.lead = frame.text("visit.eid.lead");
  spec.back = frame.text("ui.back");
  (void)frame.begin(spec);
  ui::begin_tiles(ui, 1);
  const auto offer = [&](const char* what, ui::Icon icon, visit::EidWish wish) {
    const auto key = "visit.eid." + std::string(what);
    if (ui::tile(ui, "eid." + std::string(what), icon, frame.text(key), frame.german(key),
                 frame.text(key + "_note")))
      frame.say(visit::ChooseEid{wish});
  };
  offer("set", ui::Icon::envelope, visit::EidWish::set_first);
  offer("change", ui::Icon::pin, visit::EidWish::change);
  offer("unblock", ui::Icon::unlock, visit::EidWish::unblock);
  ui::end_tiles(ui);
  ui.gap(ui::size::group_gap);
  desk(frame, "visit.eid.forgotten");
  frame.end();
}

void eid_card(Frame& frame) {
  auto& ui = frame.ui;
  const auto& job = frame.state().eid;
  ui::PageSpec spec;
  spec.id = "eid_card";
  spec.section = eid_section(frame);
  spec.question = frame.text("visit.eid.card");
  spec.lead = frame.text("visit.identify.waiting_text");
  spec.back = frame.text("visit.eid.cancel");
  (void)frame.begin(spec);
  const auto tell = [&](const char* title, const char* text) {
    ui::notice(ui, "eid.card", ui::Tone::warning, frame.text(title), frame.text(text));
    ui.gap(ui::size::group_gap);
  };
  if (!job.reader_there && frame.state().card == api::CardPresence::reader_missing)
    tell("visit.identify.no_reader", "visit.eid.no_reader_text");
  else if (job.other_card)
    tell("visit.eid.other_card", "visit.eid.other_card_text");
  else if (frame.state().card == api::CardPresence::mute)
    tell("visit.identify.mute", "visit.identify.mute_text");
  else if (job.lost)
    tell("visit.eid.lost", "visit.eid.lost_text");
  ui::card_picture(ui, "eid.picture", ui::CardPicture::place_on_reader,
                   frame.text("visit.identify.picture"), picture_mm(ui, 170, 60));
  frame.end();
}

void eid_working(Frame& frame) {
  const auto& job = frame.state().eid;
  const bool lies = frame.state().card == api::CardPresence::present;
  const std::string key = job.stopping   ? "visit.eid.stopping"
                          : job.changing ? "visit.eid.setting"
                                         : "visit.eid.working";
  ui::PageSpec spec;
  spec.id = "eid_working";
  spec.section = eid_section(frame);
  spec.question = frame.text(key);
  spec.lead = frame.text(lies && !job.stopping ? "visit.eid.stay" : "visit.eid.soon");
  if (!job.stopping && !job.changing)
    spec.back = frame.text("visit.eid.cancel");
  (void)frame.begin(spec);
  if (lies)
    ui::card_picture(frame.ui, "eid.picture", ui::CardPicture::reading,
                     frame.text("visit.reading.picture"), picture_mm(frame.ui, 150, 64));
  else
    ui::picture(frame.ui, "eid.picture", ui::Icon::pin, frame.text("concern.eid.title"),
                picture_mm(frame.ui, 120, 56));
  frame.end();
}

void eid_done(Frame& frame) {
  auto& ui = frame.ui;
  const auto& job = frame.state().eid;
  if (job.wish == visit::EidWish::prove)
    return proven(frame);
  const std::string key = job.end == api::EidEnd::not_blocked   ? "visit.eid.not_blocked"
                          : job.wish == visit::EidWish::unblock ? "visit.eid.unblocked"
                                                                : "visit.eid.done";
  const bool done = job.end == api::EidEnd::done;
  ui::PageSpec spec;
  spec.id = "eid_done";
  spec.section = eid_section(frame);
  spec.question = frame.text(key);
  spec.back = frame.text("visit.not_offered.other");
  spec.primary = frame.text("visit.receipt.done");
  spec.primary_icon = ui::Icon::check;
  (void)frame.begin(spec);
  ui::picture(ui, "eid.picture", done ? ui::Icon::check : ui::Icon::info, spec.question,
              picture_mm(ui, 110, 50));
  ui::notice(ui, "eid.end", done ? ui::Tone::success : ui::Tone::info, frame.text(key + "_text"));
  take_card(frame);
  if (frame.end())
    frame.say(visit::GoOn{});
}

void eid_problem(Frame& frame) {
  if (frame.state().eid.wish == visit::EidWish::prove)
    return not_proven(frame);
  auto& ui = frame.ui;
  const auto problem = frame.state().problem.value_or(fail(FailureCode::internal));
  const bool somebody = asks_for_somebody(problem.code);
  ui::PageSpec spec;
  spec.id = "eid_problem";
  spec.section = eid_section(frame);
  spec.question = problem_title(frame, problem);
  spec.back = frame.text("ui.back");
  spec.primary = frame.text(somebody ? "visit.not_offered.other" : "ui.try_again");
  spec.primary_icon = somebody ? ui::Icon::forward : ui::Icon::retake;
  (void)frame.begin(spec);
  ui::notice(ui, "problem", ui::Tone::warning, problem_advice(frame, problem));
  ui.gap(ui::size::group_gap);
  if (problem.code == FailureCode::eid_deactivated) {
    staff_button(frame); // it is not about a new PIN
    phone(frame);
  } else if (somebody)
    desk(frame, "visit.not_offered.desk");
  else
    ui::card_picture(ui, "problem.picture", ui::CardPicture::place_on_reader,
                     frame.text("visit.identify.picture"), picture_mm(ui, 130, 56));
  if (!frame.end())
    return;
  if (somebody)
    frame.say(visit::GoOn{});
  else
    frame.say(visit::TryAgain{});
}

} // namespace foyer::screens
