// SPDX-License-Identifier: EUPL-1.2
// A number typed on large keys: its places, and the keys below them.
#pragma once

#include "frame.hpp"

namespace foyer::screens {

struct NumberPad {
  std::string id;    // its nodes are id + ".digits", ".digit.<0..9>", ".delete"
  std::string label; // of the number, spoken
  std::size_t digits = 6;
  // A PIN: each digit is shown as a dot and spoken as a star; without a headset the keys do not say
  // theirs either.
  bool hidden = false;
};

// The places of the number and what was typed so far, digits left to right in every language.
void digits_shown(Frame& frame, const NumberPad& pad, const std::string& typed);
// Adds to `typed` and takes from it, up to `pad.digits`. What is taken away is overwritten.
void number_pad(Frame& frame, const NumberPad& pad, std::string& typed);
// Where the number stands on the card, and places and keys for it; side by side on a panel that
// lies, so that the keys are all in view.
void card_and_keys(Frame& frame, const NumberPad& pad, std::string& typed, std::string_view id);
// A line in the middle below it.
void pad_note(Frame& frame, const std::string& id, const std::string& text);

} // namespace foyer::screens
