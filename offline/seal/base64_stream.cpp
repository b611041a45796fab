// SPDX-License-Identifier: EUPL-1.2
#include "base64_stream.hpp"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace foyer::seal {

namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// One group of three bytes as four characters.
void code_group(const std::uint8_t* in, char* out, char letter62, char letter63) {
  const std::uint32_t group =
      (std::uint32_t{in[0]} << 16) | (std::uint32_t{in[1]} << 8) | std::uint32_t{in[2]};
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t value = (group >> (18 - 6 * i)) & 63;
    out[i] = value < 62 ? letters[value] : value == 62 ? letter62 : letter63;
  }
}

#if defined(__x86_64__)
// Four groups at once: 12 bytes spread over 16 lanes of 6 bits, and each lane's offset to its
// letter looked up by its range. Reads 16 bytes; gives how many bytes of `size` are done.
__attribute__((target("ssse3"))) std::size_t
code_by_vectors(const std::uint8_t* in, std::size_t size, char* out, char letter62, char letter63) {
  const __m128i spread = _mm_set_epi8(10, 11, 9, 10, 7, 8, 6, 7, 4, 5, 3, 4, 1, 2, 0, 1);
  const auto offset = [](char letter, int value) {
    return static_cast<char>(static_cast<unsigned char>(letter) - value);
  };
  const char digit = offset('0', 52);
  // By range: 0 lower case, 1 to 10 digits, 11 and 12 the last two, 13 capitals.
  const __m128i offsets =
      _mm_setr_epi8(offset('a', 26), digit, digit, digit, digit, digit, digit, digit, digit, digit,
                    digit, offset(letter62, 62), offset(letter63, 63), 'A', 0, 0);
  std::size_t done = 0;
  for (; size - done >= 16; done += 12, out += 16) {
    const __m128i bytes =
        _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(in + done)), spread);
    const __m128i high = _mm_mulhi_epu16(_mm_and_si128(bytes, _mm_set1_epi32(0x0fc0fc00)),
                                         _mm_set1_epi32(0x04000040));
    const __m128i low = _mm_mullo_epi16(_mm_and_si128(bytes, _mm_set1_epi32(0x003f03f0)),
                                        _mm_set1_epi32(0x01000010));
    const __m128i values = _mm_or_si128(high, low);
    const __m128i capital = _mm_cmpgt_epi8(_mm_set1_epi8(26), values);
    const __m128i range = _mm_or_si128(_mm_subs_epu8(values, _mm_set1_epi8(51)),
                                       _mm_and_si128(capital, _mm_set1_epi8(13)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out),
                     _mm_add_epi8(_mm_shuffle_epi8(offsets, range), values));
  }
  return done;
}
#endif

} // namespace

Base64Stream::Base64Stream(Base64 alphabet, Take take)
    : alphabet_(alphabet), take_(std::move(take)),
      coded_(std::make_unique<std::array<char, groups_at_once * 4>>()) {}

Status Base64Stream::write(ByteView bytes) {
  while (held_ > 0 && held_ < hold_.size() && !bytes.empty()) {
    hold_[held_++] = bytes.front();
    bytes = bytes.subspan(1);
  }
  if (held_ == hold_.size()) {
    held_ = 0;
    FOYER_CHECK(give(hold_));
  }
  const std::size_t whole = bytes.size() / hold_.size() * hold_.size();
  for (ByteView left = bytes.first(whole); !left.empty();) {
    const ByteView piece = left.first(std::min(left.size(), groups_at_once * hold_.size()));
    FOYER_CHECK(give(piece));
    left = left.subspan(piece.size());
  }
  for (const std::uint8_t byte : bytes.subspan(whole))
    hold_[held_++] = byte;
  return success();
}

Status Base64Stream::give(ByteView whole_groups) {
  const char letter62 = alphabet_ == Base64::url ? '-' : '+';
  const char letter63 = alphabet_ == Base64::url ? '_' : '/';
  std::size_t done = 0;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("ssse3"))
    done = code_by_vectors(whole_groups.data(), whole_groups.size(), coded_->data(), letter62,
                           letter63);
#endif
  for (; done < whole_groups.size(); done += 3)
    code_group(whole_groups.data() + done, coded_->data() + done / 3 * 4, letter62, letter63);
  return take_({coded_->data(), done / 3 * 4});
}

Status Base64Stream::end() {
  if (held_ == 0)
    return success();
  const ByteView rest = ByteView(hold_).first(std::exchange(held_, 0));
  return take_(alphabet_ == Base64::url ? to_base64url(rest) : to_base64(rest));
}

} // namespace foyer::seal
