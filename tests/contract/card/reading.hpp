// SPDX-License-Identifier: EUPL-1.2
// A personality read as the terminal reads it, with a fault on the way.
#pragma once

#include "channel.hpp"

#include <card/personalities.hpp>
#include <eid/read_document.hpp>

namespace foyer::card::contract {

// The day on which the personalities are read.
inline const WallTime today = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26);

// What the office gave the terminal: the world's country signers and revocation lists.
const eid::TrustList& world_trust();

// CAN and zone, as a holder shows them.
eid::AccessKeys keys_of(const CardImage& image);

// The same numbers at each call, so that two readings of a card are the same byte for byte.
RandomSource steady_random();

Result<eid::DocumentReading> read(api::ApduChannel& channel, const CardImage& image,
                                  const RandomSource& random = system_randomness());
// On a fresh channel; `exchanges` counts.
Result<eid::DocumentReading> read(VirtualCard& chip, const CardImage& image, Fault fault = {},
                                  int* exchanges = nullptr);

// "failure card_removed", or "authentic", or "doubt authenticity_failed"; for messages.
std::string spelled(const Result<eid::DocumentReading>& reading);
// What was read is what the chip holds.
bool is_true(const eid::DocumentReading& reading, const CardImage& image);

} // namespace foyer::card::contract
