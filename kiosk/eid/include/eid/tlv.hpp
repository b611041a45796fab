// SPDX-License-Identifier: EUPL-1.2
// BER-TLV as cards use it (ISO 7816-4 §5.2.2 and annex E, X.690 §8.1): definite lengths only, tags
// of one to three bytes, lengths of up to four. Non-minimal lengths are read: real cards send them.
#pragma once

#include <base/bytes.hpp>

#include <optional>

namespace foyer::eid {

struct Tlv {
  std::uint32_t tag = 0; // as its bytes read: 0x7F49, 0x87
  ByteView value;
  ByteView whole; // tag, length and value
};

// Walks the elements of a view, which must outlive it. All failures are card_data_malformed.
class TlvReader {
 public:
  explicit TlvReader(ByteView bytes) : rest_(bytes) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] ByteView rest() const { return rest_; }
  Result<Tlv> next();
  // The next element, which must have this tag.
  Result<Tlv> next(std::uint32_t tag);

 private:
  ByteView rest_;
};

// The first element of `tag` on this level; card_data_malformed when there is none or the bytes
// before it are not TLV.
Result<Tlv> find_tlv(ByteView bytes, std::uint32_t tag);

// The whole size (header and value) of the element at the start of `head`, of which the value need
// not be there yet. Nothing while `head` is too short to tell; malformed headers fail.
Result<std::optional<std::size_t>> tlv_size(ByteView head);

// One element with minimal length.
Bytes tlv(std::uint32_t tag, ByteView value);
Bytes tlv(std::uint32_t tag, std::initializer_list<Bytes> children);

} // namespace foyer::eid
