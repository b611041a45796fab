// SPDX-License-Identifier: EUPL-1.2
// What a card's answer to reset tells about its abilities.
#pragma once

#include <base/bytes.hpp>

namespace foyer::card_pcsc {

// True when the historical bytes announce extended Lc and Le (ISO 7816-3 §8.2, 7816-4 §8.1.1.2.7,
// third software function table). An ATR that makes no sense announces nothing.
bool announces_extended_length(ByteView atr);

} // namespace foyer::card_pcsc
