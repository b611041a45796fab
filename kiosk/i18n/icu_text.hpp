// SPDX-License-Identifier: EUPL-1.2
// UTF-8 to ICU's texts and back. Private to the i18n room.
#pragma once

#include <unicode/unistr.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace foyer::i18n {

// What is ill-formed becomes U+FFFD.
inline icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

inline std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

} // namespace foyer::i18n
