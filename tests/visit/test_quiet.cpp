// SPDX-License-Identifier: EUPL-1.2
// A terminal sleeps until visit::next_tick(); so nothing may become due before, and something then.
#include "walk.hpp"

#include <visit/timeouts.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::visit_test;
using visit::Place;

namespace {

constexpr SteadyTime start{std::chrono::hours(5)};
constexpr Place places[] = {
    Place::attract,      Place::language,       Place::concern,         Place::enter_draft_code,
    Place::not_offered,  Place::information,    Place::identify,        Place::enter_can,
    Place::enter_zone,   Place::reading_card,   Place::card_read,       Place::card_problem,
    Place::question,     Place::document,       Place::scanning,        Place::scan_review,
    Place::scan_problem, Place::check_answers,  Place::declaration,     Place::ready,
    Place::filing,       Place::filing_problem, Place::filing_unproven, Place::receipt,
    Place::feedback,     Place::goodbye,        Place::keeping,         Place::keep_problem,
    Place::draft_kept};

// What time alone may change.
auto seen(const visit::State& s) {
  return std::tuple(s.place, s.idle_warning, s.resting, s.presentation.blank, s.last_touch);
}

visit::State tick(const visit::State& state, SteadyTime now) {
  static const visit::Assistants nothing_offered;
  return visit::step(state, visit::Tick{}, {.assistants = nothing_offered, .now = now}).state;
}

// Seconds from the last touch: asked after 120, gone 45 later; ten minutes from the third second on
// where somebody wanted a moment; twelve to say good-bye, unless a card lies there.
std::chrono::seconds expected(Place place, api::CardPresence card, int quiet) {
  using std::chrono::seconds;
  if (place == Place::goodbye)
    return card == api::CardPresence::present ? seconds{120} : seconds{12};
  return quiet == 2 ? seconds{603} : quiet == 1 ? seconds{165} : seconds{120};
}

} // namespace

TEST_CASE("a tick does nothing before the time that was told, and something at it") {
  int never = 0;
  for (const Place place : places)
    for (const auto card : {api::CardPresence::present, api::CardPresence::absent})
      for (const int quiet : {0, 1, 2}) {
        visit::State state;
        state.place = place;
        state.card = card;
        state.last_touch = start;
        if (quiet == 1)
          state.idle_warning = start + visit::idle_warning_after;
        if (quiet == 2)
          state.resting = start + std::chrono::seconds(3);
        INFO(visit::name(place) << ", variant " << quiet);
        const auto due = visit::next_tick(state);
        if (!due) {
          ++never;
          CHECK(seen(tick(state, start + std::chrono::hours(100))) == seen(state));
          continue;
        }
        CHECK(*due == start + expected(place, card, quiet));
        CHECK(seen(tick(state, *due - std::chrono::milliseconds(1))) == seen(state));
        const auto after = tick(state, *due);
        CHECK(seen(after) != seen(state));
        // Never twice at the same time: a terminal would turn round and round.
        const auto next = visit::next_tick(after);
        CHECK((!next || *next > *due));
      }
  CHECK(never == 5 * 2 * 3); // attract, and where a device is at work
}
