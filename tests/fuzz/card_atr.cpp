// SPDX-License-Identifier: EUPL-1.2
#include <card_pcsc/atr.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)foyer::card_pcsc::announces_extended_length(foyer::ByteView(data, size));
  return 0;
}
