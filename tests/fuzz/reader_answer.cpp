// SPDX-License-Identifier: EUPL-1.2
// What a reader says about itself and about its own PACE (PC/SC part 10).
#include <card_pcsc/part10.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const foyer::ByteView bytes(data, size);
  (void)foyer::card_pcsc::parse_features(bytes);
  (void)foyer::card_pcsc::parse_generic_pace(bytes);
  (void)foyer::card_pcsc::parse_pace_answer(bytes);
  (void)foyer::card_pcsc::parse_pin_answer(bytes);
  return 0;
}
