// SPDX-License-Identifier: EUPL-1.2
// A visit walked by hand with the real assistant A3 and a clock that only moves when told.
#pragma once

#include <visit/step.hpp>

#include <string>
#include <vector>

namespace foyer::visit_test {

class Walk {
 public:
  Walk();
  explicit Walk(visit::State state) : state_(std::move(state)) {}

  // One event; remembers its effects.
  Walk& then(visit::Event event);
  Walk& wait(std::chrono::milliseconds time);
  // Walks the usual way until the visit stands at `place` for the first time.
  Walk& until(visit::Place place);
  // Answers everything that is required on the page shown.
  Walk& answer_page();
  // From a row's page on to the overview, answering all.
  Walk& row_to_its_end();

  [[nodiscard]] const visit::State& state() const { return state_; }
  [[nodiscard]] visit::Place place() const { return state_.place; }
  [[nodiscard]] bool did(std::string_view effect) const;
  [[nodiscard]] std::string effects() const; // of the last event, joined by ", "
  [[nodiscard]] const std::vector<visit::Effect>& done() const { return effects_; }
  // What the usual next event is at the place shown.
  [[nodiscard]] visit::Event usual() const;

 private:
  void at_a_stack(visit::Place place);
  void to_consent();
  visit::State state_;
  std::vector<visit::Effect> effects_;
  SteadyTime now_{std::chrono::hours(1)};
};

// The probe's (in a8's place): rows of animals, at least one, at most three.
Walk at_overview();
std::size_t rows_of(const visit::State& state); // of all repeats

std::shared_ptr<const visit::CardReading> a_reading();
std::shared_ptr<const visit::PageMark> a_mark(); // another each time
visit::ScannedPage a_page();
std::shared_ptr<const visit::ZoneReading> a_zone();
visit::KeptDraft a_kept_draft();
api::EidConsent a_consent();
visit::Case a_case();                                // with a question that nobody has answered
const std::shared_ptr<const forms::Assistant>& a3(); // as offered

} // namespace foyer::visit_test
