// SPDX-License-Identifier: EUPL-1.2
// ReceiptNumber: "N01-26-000017-Z" = kiosk, year, sequence, check character. Says nothing about a
// person and can be read over a phone: the check character (ISO/IEC 7064, MOD 37,36 over the
// characters before it, hyphens left out) finds every single wrong character and almost every swap.
#pragma once

#include <base/result.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace foyer::store {

class ReceiptNumber {
 public:
  static constexpr std::uint32_t largest_sequence = 999'999;

  // kiosk_id: 1 to 8 of A-Z and 0-9 without I and O (they look like 1 and 0); year 2000 to 2099;
  // sequence 1 to largest_sequence. Else `malformed`.
  static Result<ReceiptNumber> make(std::string_view kiosk_id, int year, std::uint32_t sequence);
  // Forgives case, spaces, hyphens left out, and I, O for 1, 0 before the check character (which
  // may itself be any of the 36). Any other deviation is `malformed`.
  static Result<ReceiptNumber> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string_view kiosk_id() const;
  [[nodiscard]] int year() const;
  [[nodiscard]] std::uint32_t sequence() const;
  auto operator<=>(const ReceiptNumber&) const = default;

 private:
  explicit ReceiptNumber(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// The check character for text of 0-9 and A-Z (others are skipped).
char iso7064_mod37_36(std::string_view text);

} // namespace foyer::store
