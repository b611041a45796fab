// SPDX-License-Identifier: EUPL-1.2
// What scenarios with papers on the scanner share.
#pragma once

#include "scenarios.hpp"

namespace foyer::player {

// Pays nothing for the card, and so brings a decision of several pages.
Persona with_a_decision(const std::string& language);
inline constexpr std::string_view decision = "dok.a3_befreiung";

// The document that is asked for.
std::string_view document_at(const Visitor& visitor);
// Hands in later what comes before.
void up_to_document(Visitor& visitor, std::string_view id);
// From the button to the page that shows it.
void scan_to_review(Visitor& visitor);
// How many pages the terminal has read so far; waits until it has so many.
int pages_read(const Scene& scene);
void wait_for_reading(Scene& scene, int pages);
// Keeps the page that the scanner's line says, waits until it was read, leaves its document.
void scan_and_read(Scene& scene, const std::string& line);
// Turned, cut or blackened: until it is.
void wait_for_change(Visitor& visitor);

} // namespace foyer::player
