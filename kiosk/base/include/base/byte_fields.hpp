// SPDX-License-Identifier: EUPL-1.2
// Numbers of a fixed size in messages of bytes: read from the front, written at the end.
#pragma once

#include <base/bytes.hpp>

namespace foyer {

// Reads fields from the front; once one does not fit, nothing does.
class ByteFields {
 public:
  explicit ByteFields(ByteView bytes) : bytes_(bytes) {}

  // Least significant byte first; at most 8 bytes. 0 where it does not fit.
  std::uint64_t little(std::size_t size) {
    const ByteView field = take(size);
    std::uint64_t value = 0;
    for (std::size_t i = field.size(); i > 0; --i)
      value = (value << 8U) | field[i - 1];
    return value;
  }
  // Most significant byte first.
  std::uint64_t big(std::size_t size) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : take(size))
      value = (value << 8U) | byte;
    return value;
  }
  // Empty where it does not fit.
  ByteView take(std::size_t size) {
    whole_ = whole_ && size <= bytes_.size();
    if (!whole_)
      return {};
    const ByteView field = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return field;
  }

  // What was not read yet; empty once a field did not fit.
  [[nodiscard]] ByteView rest() const { return whole_ ? bytes_ : ByteView(); }

  // Everything asked for so far was there.
  [[nodiscard]] bool whole() const { return whole_; }
  // Nothing is left.
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  [[nodiscard]] bool ends_well() const { return whole_ && bytes_.empty(); }

 private:
  ByteView bytes_;
  bool whole_ = true;
};

inline void append_little(Bytes& to, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i)
    to.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFFU));
}

} // namespace foyer
