// SPDX-License-Identifier: EUPL-1.2
// What the card asks for: the PIN, the access number before the last try, the PUK of a blocked PIN,
// and a new PIN twice. Only the access number, which is printed on the card, is shown.
#include "number_pad.hpp"
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

namespace {

using api::EidNumber;

// How a number is asked for, by the keys of its texts.
struct Asked {
  const char *question, *lead, *label, *primary = "ui.continue";
  std::size_t digits = 6;
};

Asked asked_for(const visit::EidJob& job) {
  switch (job.question->what) {
  case EidNumber::pin:
    if (job.five_digits && job.question->shortest == 5)
      return {.question = "visit.eid.letter",
              .lead = "visit.eid.letter_lead",
              .label = "visit.eid.letter_label",
              .digits = 5};
    return {
        .question = "visit.eid.pin", .lead = "visit.eid.pin_lead", .label = "visit.eid.pin_label"};
  case EidNumber::can:
    return {
        .question = "visit.can.question", .lead = "visit.eid.can_lead", .label = "visit.can.label"};
  case EidNumber::puk:
    return {.question = "visit.eid.puk",
            .lead = "visit.eid.puk_lead",
            .label = "visit.eid.puk_label",
            .digits = 10};
  case EidNumber::new_pin: break;
  }
  if (job.once)
    return {.question = "visit.eid.repeat",
            .lead = "visit.eid.repeat_lead",
            .label = "visit.eid.new_label",
            .primary = "visit.eid.set_now"};
  return {
      .question = "visit.eid.new", .lead = "visit.eid.new_lead", .label = "visit.eid.new_label"};
}

// What was wrong with the number before, in a sentence.
const char* wrong(const visit::EidJob& job) {
  if (job.question->malformed)
    return "visit.eid.malformed";
  switch (*job.question->rejected) {
  case EidNumber::pin: return "visit.eid.wrong_pin";
  case EidNumber::can: return "visit.eid.wrong_can";
  case EidNumber::puk: return "visit.eid.wrong_puk";
  case EidNumber::new_pin: break;
  }
  return "visit.eid.malformed";
}

std::string tries_left(const Frame& frame, int tries) {
  return frame.text("visit.eid.tries", {{"n", std::int64_t{tries}}});
}

// One notice at a time: the nearest to the hand.
void tell(Frame& frame, const visit::EidJob& job) {
  const auto& question = *job.question;
  const auto say = [&](ui::Tone tone, const std::string& title, const std::string& text = {}) {
    ui::notice(frame.ui, "eid.told", tone, title, text);
    frame.ui.gap(ui::size::group_gap);
  };
  const auto words = [&](const char* key) { return frame.text(key); };
  const bool about_pin = question.what == EidNumber::pin;
  const int tries = question.tries.value_or(3);
  if (job.lost)
    return say(ui::Tone::warning, words("visit.eid.lost"), words("visit.eid.lost_text"));
  if (job.differed)
    return say(ui::Tone::warning, words("visit.eid.differed"), words("visit.eid.differed_text"));
  if (about_pin && tries == 1)
    return say(ui::Tone::warning, words("visit.eid.last_try"), words("visit.eid.last_try_text"));
  if (question.what == EidNumber::puk && tries == 0 && question.rejected != EidNumber::puk)
    return say(ui::Tone::warning, words("visit.eid.blocked"), words("visit.eid.blocked_text"));
  if (question.rejected || question.malformed)
    return say(ui::Tone::warning, words(wrong(job)),
               question.rejected == EidNumber::pin ? tries_left(frame, tries)
                                                   : words("visit.eid.look_again"));
  if (about_pin && tries < 3)
    say(ui::Tone::info, tries_left(frame, tries));
}

// On the reader's own pad; this page only says so.
void typed_on_reader(Frame& frame, ui::PageSpec spec) {
  spec.lead = frame.text("visit.eid.on_reader");
  (void)frame.begin(spec);
  tell(frame, frame.state().eid);
  ui::picture(frame.ui, "eid.picture", ui::Icon::reader, spec.lead, picture_mm(frame.ui, 120, 56));
  frame.end();
}

// Where the number comes from, as far as there is room.
void where_it_stands(Frame& frame, const visit::EidJob& job) {
  auto& ui = frame.ui;
  constexpr float none = 0;
  const float side = picture_mm(ui, 64, none);
  if (side == none)
    return;
  const bool letter = job.question->what == EidNumber::puk || asked_for(job).digits == 5;
  ui::picture(ui, "eid.picture", letter ? ui::Icon::envelope : ui::Icon::pin,
              frame.text(asked_for(job).label), side);
}

} // namespace

void eid_number(Frame& frame) {
  const auto& job = frame.state().eid;
  if (!job.question)
    return;
  auto& ui = frame.ui;
  auto& typed = frame.glass.eid.digits;
  const auto asked = asked_for(job);
  const bool can = job.question->what == EidNumber::can;
  ui::PageSpec spec;
  spec.id = "eid_number." + std::to_string(job.asked); // each question is a page of its own
  spec.section = eid_section(frame);
  spec.question = frame.text(asked.question);
  spec.lead = frame.text(asked.lead);
  spec.back = frame.text("visit.eid.cancel");
  if (job.question->on_reader)
    return typed_on_reader(frame, std::move(spec));
  spec.primary = frame.text(asked.primary);
  spec.primary_enabled = typed.size() == asked.digits && !job.lost;
  if (job.question->what == EidNumber::pin && job.question->shortest == 5)
    spec.secondary = frame.text(job.five_digits ? "visit.eid.have_pin" : "visit.eid.have_letter");
  const auto happened = frame.begin(spec);
  tell(frame, job);
  const NumberPad pad{
      .id = "eid", .label = frame.text(asked.label), .digits = asked.digits, .hidden = !can};
  if (can) {
    card_and_keys(frame, pad, typed, "eid.picture");
  } else {
    where_it_stands(frame, job);
    ui.gap(ui::size::row_gap);
    digits_shown(frame, pad, typed);
    ui.gap(ui::size::group_gap);
    number_pad(frame, pad, typed);
    ui.gap(ui::size::row_gap);
    const bool aloud = frame.state().presentation.speech && !frame.state().headset;
    pad_note(frame, "eid.care", frame.text(aloud ? "visit.eid.headset" : "visit.eid.care"));
  }
  if (happened.secondary)
    frame.say(visit::SetPinDigits{!job.five_digits});
  if (frame.end() && spec.primary_enabled)
    frame.say(visit::SubmitEidNumber{Secret(std::string_view(typed))});
}

} // namespace foyer::screens
