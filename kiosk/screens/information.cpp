// SPDX-License-Identifier: EUPL-1.2
// What the application is for, what it takes, what it costs, how long it lasts.
#include "pages.hpp"
#include "parts.hpp"

#include <i18n/format.hpp>

namespace foyer::screens {

std::string fee_text(const Frame& frame, bool all_answered) {
  const auto fee = frame.model.evaluation != nullptr ? frame.model.evaluation->fee_cents()
                                                     : std::optional<std::int64_t>{};
  const auto& assistant = frame.state().draft.assistant();
  const bool never_told = assistant && !assistant->fee;
  if (!fee)
    return frame.text(never_told || all_answered ? "visit.information.fee_office"
                                                 : "visit.information.fee_later");
  return *fee == 0 ? frame.text("visit.information.fee_none") : isolated(i18n::german_euro(*fee));
}

void fee_fact(Frame& frame, std::string_view id, bool all_answered) {
  ui::fact(frame.ui, id, ui::Icon::euro, frame.text("visit.information.fee"),
           fee_text(frame, all_answered));
  const auto& assistant = frame.state().draft.assistant();
  if (assistant && !assistant->fee_note.empty())
    ui::paragraph(frame.ui, std::string(id) + ".note", frame.text(assistant->fee_note), true);
}

namespace {

// Also where an office's own assistant has no translation yet.
bool questions_are_german(const Frame& frame) {
  const auto& texts = frame.model.texts;
  const auto* language = texts.language(frame.language());
  return (language != nullptr && language->tier != 1) ||
         !texts.has(frame.language(), frame.state().draft.assistant()->title_key());
}

} // namespace

void information(Frame& frame) {
  const auto& assistant = frame.state().draft.assistant();
  if (!assistant)
    return;
  const auto key = [&](std::string_view what) {
    return "assistant." + assistant->id + "." + std::string(what);
  };
  ui::PageSpec spec;
  spec.id = "information";
  spec.question = frame.text(assistant->title_key());
  spec.binding = frame.german(assistant->title_key());
  spec.lead = frame.text(key("purpose"));
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.information.start");
  (void)frame.begin(spec);

  if (!frame.ui.profile().landscape())
    ui::picture(frame.ui, "information.picture", concern_icon(frame, assistant->id),
                frame.text(assistant->title_key()), 90);
  ui::heading(frame.ui, "information.needs", frame.text("visit.information.needs"));
  if (const auto needs = lines_of(frame.text(key("needs"))); needs.size() == 1)
    ui::paragraph(frame.ui, "information.needs.text", needs.front());
  else
    ui::bullet_list(frame.ui, "information.needs.list", needs);
  frame.ui.gap(ui::size::group_gap);
  fee_fact(frame, "information.fee", false);
  ui::fact(frame.ui, "information.duration", ui::Icon::clock,
           frame.text("visit.information.duration"), frame.text(key("duration")));
  if (!frame.in_german()) {
    frame.ui.gap(ui::size::group_gap);
    ui::notice(frame.ui, "information.binding", ui::Tone::info, frame.text("ui.binding_note"), {},
               frame.german("ui.binding_note"));
    if (questions_are_german(frame)) {
      ui::notice(frame.ui, "information.questions", ui::Tone::info,
                 frame.text("ui.questions_german"), {}, frame.german("ui.questions_german"));
    }
  }
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
