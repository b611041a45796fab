// SPDX-License-Identifier: EUPL-1.2
#include <card_pcsc/atr.hpp>

namespace foyer::card_pcsc {
namespace {

// The historical bytes inside an ATR (ISO 7816-3 §8.2): TS, T0, then TAi TBi TCi TDi as announced.
ByteView historical_bytes(ByteView atr) {
  if (atr.size() < 2)
    return {};
  const std::size_t count = atr[1] & 0x0FU;
  std::size_t at = 2;
  unsigned announced = atr[1] >> 4U;
  for (;;) {
    for (const unsigned bit : {1U, 2U, 4U})
      if ((announced & bit) != 0)
        ++at; // TA, TB, TC
    if ((announced & 8U) == 0)
      break;
    if (at >= atr.size())
      return {};
    announced = atr[at++] >> 4U; // TD announces the next group
  }
  if (at > atr.size() || count > atr.size() - at)
    return {};
  return atr.subspan(at, count);
}

} // namespace

bool announces_extended_length(ByteView atr) {
  ByteView bytes = historical_bytes(atr);
  if (bytes.empty())
    return false;
  // Category 00 ends with three status bytes that are not compact TLV; 80 is TLV to the end.
  if (bytes[0] != 0x00 && bytes[0] != 0x80)
    return false;
  if (bytes[0] == 0x00) {
    if (bytes.size() < 4)
      return false;
    bytes = bytes.first(bytes.size() - 3);
  }
  bytes = bytes.subspan(1);
  while (!bytes.empty()) {
    const unsigned tag = bytes[0] >> 4U;
    const std::size_t size = bytes[0] & 0x0FU;
    if (size > bytes.size() - 1)
      return false;
    // Card capabilities: the third byte's bit 7 is "extended Lc and Le fields".
    if (tag == 7)
      return size >= 3 && (bytes[3] & 0x40U) != 0;
    bytes = bytes.subspan(1 + size);
  }
  return false;
}

} // namespace foyer::card_pcsc
