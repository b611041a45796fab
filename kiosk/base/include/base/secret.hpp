// SPDX-License-Identifier: EUPL-1.2
// Secret: key material, a PIN, a CAN. Wiped when it goes, compared in constant time, and without
// any way into a stream, a log or a copy that nobody asked for.
#pragma once

#include <base/bytes.hpp>

namespace foyer {

class Secret {
 public:
  Secret() = default;
  explicit Secret(Bytes bytes) : bytes_(std::move(bytes)) {}
  // Copies the text; wiping the source is the caller's duty.
  explicit Secret(std::string_view text) : bytes_(to_bytes(as_bytes(text))) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) {}
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe(bytes_);
      bytes_ = std::move(other.bytes_);
    }
    return *this;
  }
  ~Secret() { wipe(bytes_); }

  [[nodiscard]] Secret clone() const { return Secret(bytes_); }
  [[nodiscard]] ByteView reveal() const { return bytes_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  friend bool operator==(const Secret& a, const Secret& b) {
    return equal_constant_time(a.bytes_, b.bytes_);
  }

 private:
  Bytes bytes_;
};

} // namespace foyer
