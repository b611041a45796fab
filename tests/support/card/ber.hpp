// SPDX-License-Identifier: EUPL-1.2
// BER-TLV for the card's side and for the test PKI: written apart from eid's, so that a mistake
// there is not read back by its twin.
#pragma once

#include <base/bytes.hpp>

#include <initializer_list>
#include <optional>
#include <vector>

namespace foyer::card::ber {

// One element; the tag as its bytes read (0x5F1F, 0x7C).
Bytes element(std::uint32_t tag, ByteView value);
Bytes element(std::uint32_t tag, std::initializer_list<Bytes> children);
// DER's own kinds.
Bytes sequence(std::initializer_list<Bytes> children);
Bytes set_of(std::vector<Bytes> children); // in the order that DER wants
Bytes integer(int value);                  // 0 .. 32767
Bytes oid(const char* dotted);             // "0.4.0.127.0.7.2.2.4.2.2"
Bytes oid_content(const char* dotted);

struct Element {
  std::uint32_t tag = 0;
  ByteView value;
};
// All elements of a level; nothing when the bytes are no TLV.
std::optional<std::vector<Element>> elements(ByteView bytes);
// The first element with this tag.
std::optional<ByteView> find(ByteView bytes, std::uint32_t tag);

} // namespace foyer::card::ber
