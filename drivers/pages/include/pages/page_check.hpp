// SPDX-License-Identifier: EUPL-1.2
// What a page looks like, so that the review screen can advise. Advice only: a page is never
// dropped for it, since bleed-through and pale stamps fool every rule. What is measured, where the
// limits lie, why, and how often they are right: drivers/imaging/QUALITY.md.
#pragma once

#include <pages/geometry.hpp>

#include <array>
#include <cstdint>

namespace foyer::pages {

// By the size of the paper's outline: ISO/IEC 7810 ID-1 (85.6 x 54 mm); a passport's page
// (125 x 88 mm, ICAO 9303-4) or an open passport (125 x 176 mm); ISO 216 A5 and A4.
enum class PaperKind : std::uint8_t { unknown, card_id1, passport_page, a5, a4, larger };

struct PageCheck {
  // Paper brightness 0..255: what 19 of 20 pixels stay below. So small a card on the black of an
  // open lid is still paper.
  int paper = 0;
  // Connected spots of ink of a letter's size or more, seen at about 100 dpi.
  int marks = 0;
  // Nothing is on it, as far as can be seen.
  bool looks_empty = false;
  // The paper itself is too dark to read from.
  bool looks_dark = false;
  // Its ink is hardly darker than its paper.
  bool looks_faint = false;
  // No edge on it is sharp.
  bool looks_blurred = false;
  // A reflection hides a part of it.
  bool has_glare = false;
  // A part of it lies in the shade.
  bool has_shadow = false;
  // Writing runs into an edge of the picture: the paper goes on beyond it.
  bool is_cut_off = false;
  // Clockwise quarter turns (0..3) that put the text upright; 0 where that is not known.
  int quarter_turns = 0;
  // False for few lines, and for scripts whose letters do not tell (Arabic, capitals).
  bool turn_is_sure = false;
  // How far the lines, after those turns, lean clockwise: -15..15 by the text; where there is too
  // little text, by the outline's sides (-45..45).
  double skew_degrees = 0;
  // The paper's corners, clockwise, the first being the top left of the page as it came. The whole
  // page's where no edge of a paper was found.
  std::array<Point, 4> outline{};
  bool outline_is_sure = false;
  PaperKind kind = PaperKind::unknown;
};

} // namespace foyer::pages
