// SPDX-License-Identifier: EUPL-1.2
#include <seal/paper_code.hpp>

#include "openssl_handles.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <optional>

namespace foyer::seal {

namespace {

// Crockford's base 32: without I, L, O and U.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t free_characters = 15; // 75 bits
constexpr std::size_t code_characters = free_characters + 1;
constexpr std::size_t group = 4;

// Multiplication in GF(32), modulo x^5 + x^2 + 1.
unsigned times_alpha(unsigned value) {
  value <<= 1U;
  return (value & 32U) != 0 ? value ^ 37U : value;
}

// The sum of a^i * c_i over all characters is 0 (a generates the field). The weights are all
// different, so one wrong character and two swapped ones that differ change the sum.
unsigned weighted_sum(const std::array<unsigned, code_characters>& values) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    unsigned term = values[i];
    for (std::size_t k = values.size() - 1 - i; k > 0; --k)
      term = times_alpha(term);
    sum ^= term;
  }
  return sum;
}

Secret written(const std::array<unsigned, code_characters>& values) {
  Bytes text;
  text.reserve(code_characters + code_characters / group);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0 && i % group == 0)
      text.push_back('-');
    text.push_back(static_cast<std::uint8_t>(alphabet[values[i]]));
  }
  return Secret(std::move(text));
}

std::optional<unsigned> value_of(char c) {
  if (c >= 'a' && c <= 'z')
    c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O')
    c = '0';
  if (c == 'I' || c == 'L')
    c = '1';
  const auto at = alphabet.find(c);
  return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at));
}

} // namespace

Result<PaperCode> PaperCode::generate() {
  std::array<std::uint8_t, free_characters> random{};
  if (RAND_priv_bytes(random.data(), static_cast<int>(random.size())) != 1)
    return openssl_failure(FailureCode::seal_failed, "random code");
  std::array<unsigned, code_characters> values{};
  // 256 is a multiple of 32: every character is as likely as another.
  std::transform(random.begin(), random.end(), values.begin(),
                 [](std::uint8_t byte) { return byte % 32U; });
  wipe(random);
  values.back() = weighted_sum(values); // its own weight is 1
  PaperCode code(written(values));
  OPENSSL_cleanse(values.data(), sizeof values);
  return code;
}

Result<PaperCode> PaperCode::parse(std::string_view text) {
  std::array<unsigned, code_characters> values{};
  std::size_t count = 0;
  for (const char c : text) {
    if (c == ' ' || c == '-')
      continue;
    const auto value = value_of(c);
    if (!value || count == values.size())
      return fail(FailureCode::malformed, "code");
    values[count++] = *value;
  }
  if (count != values.size() || weighted_sum(values) != 0)
    return fail(FailureCode::malformed, "code");
  return PaperCode(written(values));
}

Secret PaperCode::compact() const {
  Bytes letters = to_bytes(text_.reveal());
  std::erase(letters, static_cast<std::uint8_t>('-'));
  return Secret(std::move(letters));
}

} // namespace foyer::seal
