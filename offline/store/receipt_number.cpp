// SPDX-License-Identifier: EUPL-1.2
#include <store/receipt_number.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace foyer::store {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::size_t longest_kiosk_id = 8;
constexpr std::size_t year_digits = 2;
constexpr std::size_t sequence_digits = 6;
constexpr std::size_t after_kiosk = year_digits + sequence_digits + 1;
// In the written form: "-26", "-000017", "-K".
constexpr std::size_t written_after_kiosk = after_kiosk + 3;

bool is_kiosk_id(std::string_view text) {
  return !text.empty() && text.size() <= longest_kiosk_id && std::ranges::all_of(text, [](char c) {
    return alphabet.find(c) != std::string_view::npos && c != 'I' && c != 'O';
  });
}

// What sounds or looks alike on paper.
char without_lookalike(char c) {
  if (c == 'I')
    return '1';
  if (c == 'O')
    return '0';
  return c;
}

} // namespace

// ISO/IEC 7064:2003, hybrid systems, MOD 37,36 (M = 36).
char iso7064_mod37_36(std::string_view text) {
  constexpr unsigned m = 36;
  unsigned product = m;
  for (const char c : text) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos)
      continue;
    unsigned sum = (product + static_cast<unsigned>(value)) % m;
    if (sum == 0)
      sum = m;
    product = sum * 2 % (m + 1);
  }
  return alphabet[(m + 1 - product) % m];
}

Result<ReceiptNumber> ReceiptNumber::make(std::string_view kiosk_id, int year,
                                          std::uint32_t sequence) {
  if (!is_kiosk_id(kiosk_id) || year < 2000 || year > 2099 || sequence == 0 ||
      sequence > largest_sequence)
    return fail(FailureCode::malformed, "receipt number");
  std::array<char, 16> tail{};
  std::snprintf(tail.data(), tail.size(), "-%02u-%06u", static_cast<unsigned>(year % 100),
                static_cast<unsigned>(sequence));
  std::string text = std::string(kiosk_id) + tail.data();
  text += '-';
  text += iso7064_mod37_36(text);
  return ReceiptNumber(std::move(text));
}

Result<ReceiptNumber> ReceiptNumber::parse(std::string_view text) {
  const Failure malformed = fail(FailureCode::malformed, "receipt number");
  std::string plain;
  std::vector<std::size_t> hyphens; // counted in characters of `plain`
  for (const char c : text) {
    if (c == ' ')
      continue;
    if (plain.size() + hyphens.size() > longest_kiosk_id + after_kiosk + 3)
      return malformed;
    if (c == '-') {
      hyphens.push_back(plain.size());
      continue;
    }
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (alphabet.find(upper) == std::string_view::npos)
      return malformed;
    plain += upper;
  }
  if (plain.size() <= after_kiosk)
    return malformed;
  const std::size_t kiosk_length = plain.size() - after_kiosk;
  const std::size_t check_at = plain.size() - 1;
  // Hyphens may be missing, but where they are they must divide rightly: that finds cut numbers.
  if (!hyphens.empty() &&
      hyphens != std::vector{kiosk_length, kiosk_length + year_digits, check_at})
    return malformed;
  for (std::size_t i = 0; i < check_at; ++i)
    plain[i] = without_lookalike(plain[i]);
  const std::string_view all = plain;
  unsigned long value = 0;
  for (const char c : all.substr(kiosk_length, year_digits + sequence_digits)) {
    if (c < '0' || c > '9')
      return malformed;
    value = value * 10 + static_cast<unsigned long>(c - '0');
  }
  auto made = make(all.substr(0, kiosk_length), 2000 + static_cast<int>(value / 1'000'000),
                   static_cast<std::uint32_t>(value % 1'000'000));
  if (!made.ok() || made->text().back() != all.back())
    return malformed;
  return made;
}

std::string_view ReceiptNumber::kiosk_id() const {
  return std::string_view(text_).substr(0, text_.size() - written_after_kiosk);
}

int ReceiptNumber::year() const {
  const std::size_t at = kiosk_id().size() + 1;
  return 2000 + (text_[at] - '0') * 10 + (text_[at + 1] - '0');
}

std::uint32_t ReceiptNumber::sequence() const {
  std::uint32_t value = 0;
  for (const char c : std::string_view(text_).substr(kiosk_id().size() + 4, sequence_digits))
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  return value;
}

} // namespace foyer::store
