// SPDX-License-Identifier: EUPL-1.2
// step: the whole workflow of a visit as one pure function. The table of every place with every
// event is approved text: tests/visit/table.approved.txt.
#pragma once

#include <visit/effect.hpp>
#include <visit/event.hpp>

#include <forms/evaluation.hpp>

#include <functional>
#include <string>

namespace foyer::visit {

using Assistants = std::map<std::string, std::shared_ptr<const forms::Assistant>, std::less<>>;

// What a step may look at besides the state.
struct Context {
  const Assistants& assistants; // those this terminal offers
  SteadyTime now{};
  WallTime wall{};
};

struct Step {
  State state;
  std::vector<Effect> effects;
};

// Never fails: an event that makes no sense at a place changes nothing. Does not block.
// Precondition: none; any event may come at any place, late reports of workers included.
Step step(State state, Event event, const Context& context);

// Precondition: state.draft.assistant() != nullptr.
forms::Evaluation evaluate(const State& state, WallTime wall);

// "Continue later" may be offered: there are answers of the visitor's own, nothing is filed,
// nothing is under way that must end first.
bool may_keep(const State& state);

// "Prove who you are" may be offered where the answers are checked.
bool may_prove(const State& state);

// True where a person is expected to act, so that idle time counts.
bool waits_for_person(Place place);

// When a Tick would change the state, if nothing else happens before; nothing: never. Earlier ticks
// change nothing, so a terminal sleeps until then.
std::optional<SteadyTime> next_tick(const State& state);

// The next page of this paper is the other side of the card that was scanned.
bool wants_back(const forms::Document& document, std::size_t pages);

// A feeder may draw this paper in: passports and cards would suffer.
bool may_stack(forms::PaperKind kind);

// The scanner has a feeder and no glass.
bool only_draws_in(const State& state);

// The paper asked for can be scanned here: where the scanner only draws in, passports and cards
// cannot. At the places of a document, or where an answer about a case is written.
bool may_scan(const State& state);

// The document asked for after `after` (or the first), as an index into the assistant's documents.
std::optional<std::size_t> next_document(const forms::Evaluation& evaluation,
                                         std::optional<std::size_t> after);

} // namespace foyer::visit
