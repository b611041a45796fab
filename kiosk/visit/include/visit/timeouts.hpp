// SPDX-License-Identifier: EUPL-1.2
// How long the terminal waits for a person, each with its reason.
#pragma once

#include <chrono>

namespace foyer::visit {

// VVSG asks for an alert after 2-5 minutes; two keep the terminal free for the next person.
inline constexpr std::chrono::seconds idle_warning_after{120};
// EN 301 549 11.2.2.1 asks for at least 20 s, VVSG for 20-45 s: the longest that satisfies both.
inline constexpr std::chrono::seconds idle_response{45};
// "I need a moment": to find a paper at the bottom of a bag, to calm a child, to fetch somebody.
inline constexpr std::chrono::minutes rest_lasts{10};
// Long enough to read "take your card", short enough that nobody meets the last visitor's page.
inline constexpr std::chrono::seconds goodbye_lasts{12};

} // namespace foyer::visit
