// SPDX-License-Identifier: EUPL-1.2
#include "xml_text.hpp"

#include <base/utf8.hpp>

namespace foyer::xfall {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

bool is_xml_char(char32_t code) {
  if (code < 0x20)
    return code == '\t' || code == '\n' || code == '\r';
  return code != 0xFFFE && code != 0xFFFF;
}

} // namespace

std::string carriable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const auto code = take_code_point(text);
    if (!code)
      text.remove_prefix(1);
    out += code && is_xml_char(*code) ? before.substr(0, before.size() - text.size()) : replacement;
  }
  return out;
}

} // namespace foyer::xfall
