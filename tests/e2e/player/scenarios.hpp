// SPDX-License-Identifier: EUPL-1.2
// What may happen in the lobby. Each scenario plays one visit, checks what the visitor sees, and
// throws std::runtime_error when it is not what it should be.
#pragma once

#include "hands.hpp"
#include "visitor.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::player {

struct Scene {
  Visitor& visitor;
  const Hands& hands;
  // Who plays in "person"; the other scenarios know their own.
  std::optional<Persona> person;
  // A line for whoever runs the lobby (mishaps.py), answered when it is done: "line down".
  std::function<void(const std::string& wish)> ask;
  std::shared_ptr<Jack> jack; // of the headset
  const app::Config& config;
  std::string language; // of who names no other
};

// Played by ear; they stand in files of their own.
void without_sight(Scene& scene);
void without_sight_two_switches(Scene& scene);
// Looks through this process's own memory.
void nothing_left(Scene& scene);
// Files, keeps a draft, and is killed in the middle of the third visit.
void killed(Scene& scene);

// The online ID function; also in a file of its own.
void pin(Scene& scene);
void pin_unavailable(Scene& scene);
void identify(Scene& scene);
void identify_refused(Scene& scene);
void identify_offline(Scene& scene);
// Looking after an application and answering the office; in a file of its own.
void case_story(Scene& scene);
// From attract over the receipt to attract again, without a card.
visit::Receipt file_as_guest(Visitor& visitor, const Persona& persona);
// A number as the receipt prints it: in groups of four.
std::string in_print(std::string_view number);
// Papers on the scanner (tests/support/papers/tools); in a file of their own.
void stack(Scene& scene);
void blacken(Scene& scene);
void only_feeder(Scene& scene);
void scan_dialogue(Scene& scene);
// Up to the receipt and its paper; from there to attract, where nothing is left.
void after_filing(Visitor& visitor);
void leave(Scene& scene);
// With service cards; they stand in a file of their own, too.
void staff_helps(Scene& scene);
void technician_serves(Scene& scene);

// Throws std::runtime_error "not so: ..." where it does not hold.
void expect(bool holds, const char* what);

using Scenario = std::function<void(Scene&)>;
const std::map<std::string, Scenario, std::less<>>& scenarios();

} // namespace foyer::player
