// SPDX-License-Identifier: EUPL-1.2
// The technician's pages: is the clock right, and how is the machine? Nothing here is about
// anybody.
#include "parts.hpp"
#include "staff_pages.hpp"

namespace foyer::screens {

namespace {

using namespace std::chrono_literals;

// One line of the machine's condition: what it is, whether it is well, and in words.
void line(Frame& frame, const std::string& what, bool well, const std::string& words) {
  ui::fact(frame.ui, "staff.condition." + what, well ? ui::Icon::check : ui::Icon::warning,
           frame.text("ui.staff.condition." + what), words);
}

std::string words_of(const Frame& frame, const std::optional<FailureCode>& failure) {
  return failure ? frame.text("failure." + std::string(name(*failure)) + ".title")
                 : frame.text("ui.staff.condition.good");
}

void reader_lines(Frame& frame) {
  const auto card = frame.state().card;
  const bool there = card != api::CardPresence::reader_missing;
  line(frame, "reader", there && card != api::CardPresence::mute,
       frame.text(!there                              ? "ui.staff.condition.missing"
                  : card == api::CardPresence::absent ? "ui.staff.condition.reader.empty"
                  : card == api::CardPresence::mute   ? "ui.staff.condition.reader.mute"
                                                      : "ui.staff.condition.reader.card"));
  // The technician's own card lies in it.
  line(frame, "staff_reader", true, frame.text("ui.staff.condition.good"));
}

void test_paper(Frame& frame) {
  const auto& work = *frame.model.staff;
  switch (work.test_paper) {
  case staff::Paper::not_asked:
    return ui::fact(frame.ui, "staff.condition.printer", ui::Icon::printer,
                    frame.text("ui.staff.condition.printer"),
                    frame.text("ui.staff.condition.printer.untried"));
  case staff::Paper::printing:
    return ui::fact(frame.ui, "staff.condition.printer", ui::Icon::printer,
                    frame.text("ui.staff.condition.printer"),
                    frame.text("ui.staff.condition.printer.printing"));
  case staff::Paper::printed:
    return line(frame, "printer", true, frame.text("ui.staff.condition.printer.printed"));
  case staff::Paper::failed:
    return line(frame, "printer", false, words_of(frame, work.test_paper_failure));
  }
}

void office_key_line(Frame& frame, const staff::Condition& condition) {
  const auto say = [&](bool well, const char* key) {
    line(frame, "office_key", well,
         frame.text(std::string("ui.staff.condition.office_key.") + key,
                    {{"n", condition.office_key_days}}));
  };
  switch (condition.office_key) {
  case staff::OfficeKey::untold: return;
  case staff::OfficeKey::good: return say(true, "good");
  case staff::OfficeKey::ends_soon: return say(false, "ends_soon");
  case staff::OfficeKey::emergency: return say(false, "emergency");
  case staff::OfficeKey::out_of_date: return say(false, "out_of_date");
  case staff::OfficeKey::missing: return say(false, "missing");
  }
}

void lines(Frame& frame, const staff::Condition& condition) {
  const auto count = [&](std::string_view key, std::int64_t n) {
    return frame.text(key, {{"n", n}});
  };
  reader_lines(frame);
  line(frame, "scanner", !condition.scanner, words_of(frame, condition.scanner));
  test_paper(frame);
  const bool up = frame.state().line_up;
  line(frame, "line", up,
       frame.text(up ? "ui.staff.condition.line.up" : "ui.staff.condition.line.down"));
  line(frame, "waiting", condition.waiting == 0 || up,
       count("ui.staff.condition.waiting.n", condition.waiting));
  line(frame, "store", !condition.store, words_of(frame, condition.store));
  constexpr std::int64_t little_mb = 1'000; // ten visits with many papers
  line(frame, "disk", condition.free_mb >= little_mb,
       count("ui.staff.condition.disk.n", condition.free_mb));
  office_key_line(frame, condition);
  line(frame, "clock", !condition.clock, words_of(frame, condition.clock));
  ui::fact(
      frame.ui, "staff.condition.version", ui::Icon::info, frame.text("ui.staff.condition.version"),
      frame.text("ui.staff.condition.version.text", {{"version", condition.version},
                                                     {"assistants", condition.assistants},
                                                     {"signers", condition.trust_list_signers}}));
}

} // namespace

void staff_clock(Frame& frame) {
  auto& ui = frame.ui;
  const auto& work = *frame.model.staff;
  const auto now = local_time(frame.model.wall);
  ui::PageSpec spec;
  spec.id = "staff_clock";
  spec.question = frame.text("ui.staff.clock.question");
  spec.lead = frame.text("ui.staff.clock.text");
  spec.back = frame.text("ui.back");
  if (!work.clock_confirmed) {
    spec.primary = frame.text("ui.staff.clock.confirm");
    spec.primary_icon = ui::Icon::check;
  }
  const auto happened = begin_staff_page(frame, spec);
  ui::fact(ui, "staff.clock.date", ui::Icon::document, frame.text("ui.staff.clock.date"),
           date_dmy(now));
  ui::fact(ui, "staff.clock.time", ui::Icon::clock, frame.text("ui.staff.clock.time"),
           clock_hm(now));
  ui.gap(ui::size::group_gap);
  if (work.clock_confirmed)
    ui::notice(ui, "staff.clock.done", ui::Tone::success, frame.text("ui.staff.clock.done"),
               frame.text("ui.staff.clock.done.text"));
  if (work.clock_failure) {
    const auto key = "failure." + std::string(name(*work.clock_failure));
    ui::notice(ui, "staff.clock.failure", ui::Tone::error, frame.text(key + ".title"),
               frame.text(key + ".advice"));
  }
  ui.wake_at(frame.model.now + 1min - frame.model.wall.time_since_epoch() % 1min);
  if (happened.back)
    frame.wish(staff::ShowDesk{});
  if (frame.end() && !work.clock_confirmed)
    frame.wish(staff::ConfirmClock{});
}

void staff_condition(Frame& frame) {
  const auto& work = *frame.model.staff;
  ui::PageSpec spec;
  spec.id = "staff_condition";
  spec.question = frame.text("ui.staff.condition.question");
  spec.back = frame.text("ui.back");
  if (work.condition) {
    spec.primary = frame.text("ui.staff.condition.again");
    spec.primary_icon = ui::Icon::retake;
  } else {
    spec.lead = frame.text("ui.staff.condition.looking");
  }
  const auto happened = begin_staff_page(frame, spec);
  if (work.condition) {
    lines(frame, *work.condition);
    frame.ui.gap(ui::size::group_gap);
    if (ui::button(frame.ui, "staff.test_page", frame.text("ui.staff.condition.printer.try"),
                   ui::ButtonKind::secondary, ui::Icon::printer,
                   work.test_paper != staff::Paper::printing))
      frame.wish(staff::PrintTest{});
  }
  if (happened.back)
    frame.wish(staff::ShowDesk{});
  if (frame.end())
    frame.wish(staff::AskCondition{});
}

} // namespace foyer::screens
