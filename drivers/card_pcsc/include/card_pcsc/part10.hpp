// SPDX-License-Identifier: EUPL-1.2
// The messages of PC/SC part 10 (2.02.09) and its amendment 1: which features a reader has, PACE by
// the reader, a PIN typed on the reader. Pure bytes; numbers are little-endian unless said.
#pragma once

#include <api/reader_functions.hpp>

#include <cstdint>

namespace foyer::card_pcsc {

// Control codes of the features we use; 0: the reader does not have it.
struct Features {
  std::uint32_t verify_pin_direct = 0;
  std::uint32_t execute_pace = 0;
};

// Answer to CM_IOCTL_GET_FEATURE_REQUEST (§2.2): tag, length 4, control code big-endian. Features
// we do not know are skipped. Fails with: malformed.
Result<Features> parse_features(ByteView answer);

// Amendment 1, GetReadersPACECapabilities; the answer's bit 40 is "generic PACE".
Bytes pace_capabilities_request();
// Fails with: malformed, and what parse_pace_answer fails with.
Result<bool> parse_generic_pace(ByteView answer);

// EstablishPACEChannel. Holds the password: wipe it. Fails with: malformed (a field too long).
Result<Bytes> establish_pace_request(const api::ReaderPaceRequest& request);
// Fails with: can_wrong, card_refused, card_removed, card_mute, cancelled, timed_out, malformed.
Result<api::ReaderPace> parse_pace_answer(ByteView answer);
Bytes destroy_pace_request();

// PIN_VERIFY (§2.5.2) for `request`.
Bytes verify_pin_request(const api::PinPadRequest& request);
// The card's status word. Fails with: timed_out (6400), cancelled (6401), malformed.
Result<std::uint16_t> parse_pin_answer(ByteView answer);

} // namespace foyer::card_pcsc
