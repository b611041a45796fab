// SPDX-License-Identifier: EUPL-1.2
// One message of a case: who wrote it and when, the words, and the way to an answer.
#include "case_parts.hpp"
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

using Kind = visit::CaseMessage::Kind;

std::string message_title(const Frame& frame, const visit::CaseMessage& message) {
  switch (message.kind) {
  case Kind::question: return frame.text("visit.case.kind.question");
  case Kind::message: return frame.text("visit.case.kind.message");
  case Kind::answer: break;
  }
  return frame.text("visit.case.kind.answer");
}

std::string message_state(const Frame& frame, const visit::CaseMessage& message) {
  if (message.kind == Kind::answer)
    return frame.text(message.on_its_way ? "visit.case.on_its_way" : "visit.case.arrived");
  if (message.answered)
    return frame.text("visit.case.answered");
  return message.kind == Kind::question ? frame.text("visit.case.open_question") : std::string();
}

ui::Icon message_icon(const visit::CaseMessage& message) {
  switch (message.kind) {
  case Kind::question: return ui::Icon::question;
  case Kind::message: return ui::Icon::message;
  case Kind::answer: break;
  }
  return ui::Icon::pencil;
}

void only_with_headset(Frame& frame) {
  if (frame.state().presentation.speech && !frame.state().headset)
    ui::paragraph(frame.ui, "case.headset", frame.text("visit.case.headset"), true);
}

void case_message(Frame& frame) {
  const auto& inquiry = frame.state().inquiry;
  const auto* message = inquiry.opened ? find_message(*inquiry.opened, inquiry.message) : nullptr;
  if (message == nullptr)
    return;
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "case_message." + message->id; // each begins at its top
  spec.section = frame.text("concern.case.title");
  spec.question = message_title(frame, *message);
  spec.back = frame.text("ui.back");
  if (message->from_office() && visit::may_answer(*inquiry.opened)) {
    spec.primary = frame.text(message->answered ? "visit.case.answer_again" : "visit.case.answer");
    spec.primary_icon = ui::Icon::pencil;
    spec.primary_waits = message->answered;
  }
  (void)frame.begin(spec);
  only_with_headset(frame);
  ui::begin_card(ui, "case.message.card");
  const auto when = date_and_time(frame, message->at);
  if (message->text.reveal().empty())
    ui::fact(ui, "case.text", ui::Icon::lock, when, frame.text("visit.case.sealed"));
  else
    ui::own_words(ui, "case.text", when, message->text.reveal());
  if (!message->from_office())
    told_row(frame, "case.answer_number", "receipt.answer.number", in_groups_of_four(message->id));
  ui::end_card(ui);
  if (const auto state = message_state(frame, *message); !state.empty())
    icon_line(ui, "case.message.state",
              message->kind == Kind::question && !message->answered ? ui::Icon::info
              : message->on_its_way                                 ? ui::Icon::clock
                                                                    : ui::Icon::check,
              state);
  if (frame.end())
    frame.say(visit::BeginAnswer{message->id});
}

} // namespace foyer::screens
