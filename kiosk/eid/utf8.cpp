// SPDX-License-Identifier: EUPL-1.2
#include "utf8.hpp"

#include <eid/data_groups.hpp>

namespace foyer::eid {

std::optional<char32_t> next_code_point(ByteView& rest) {
  if (rest.empty())
    return std::nullopt;
  const std::uint8_t lead = rest[0];
  std::size_t size = 1;
  char32_t code = lead;
  char32_t least = 0;
  if (lead >= 0x80) {
    if (lead >= 0xC2 && lead <= 0xDF) {
      size = 2;
      code = lead & 0x1FU;
      least = 0x80;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      size = 3;
      code = lead & 0x0FU;
      least = 0x800;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      size = 4;
      code = lead & 0x07U;
      least = 0x10000;
    } else {
      return std::nullopt;
    }
  }
  if (rest.size() < size)
    return std::nullopt;
  for (std::size_t i = 1; i < size; ++i) {
    if ((rest[i] & 0xC0U) != 0x80)
      return std::nullopt;
    code = (code << 6U) | (rest[i] & 0x3FU);
  }
  if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    return std::nullopt;
  rest = rest.subspan(size);
  return code;
}

std::string clean_text(ByteView utf8) {
  for (ByteView rest = utf8; !rest.empty();) {
    const auto code = next_code_point(rest);
    const bool control = !code || *code < 0x20 || (*code >= 0x7F && *code < 0xA0) ||
                         // Direction marks and other invisible ones could disguise a name.
                         (*code >= 0x200B && *code <= 0x200F) ||
                         (*code >= 0x2028 && *code <= 0x202E) ||
                         (*code >= 0x2060 && *code <= 0x206F) || *code == 0xFEFF;
    if (control)
      return {};
  }
  return std::string(as_text(utf8));
}

namespace {

bool is_latin(char32_t code) {
  const auto in = [&](char32_t from, char32_t to) { return code >= from && code <= to; };
  if (in('A', 'Z') || in('a', 'z'))
    return true;
  // Latin-1 letters, Extended-A and -B, IPA, modifier letters and combining marks.
  if (in(0x00C0, 0x036F) && code != 0x00D7 && code != 0x00F7)
    return true;
  if (in(0x1E00, 0x1EFF) || in(0x2C60, 0x2C7F) || in(0xA720, 0xA7FF))
    return true;
  // What stands between letters of names: blank, hyphens, full stop, comma, apostrophes, brackets.
  switch (code) {
  case ' ':
  case '-':
  case '.':
  case ',':
  case '\'':
  case '(':
  case ')':
  case '/':
  case 0x00A0:
  case 0x00AA:
  case 0x00B4:
  case 0x00B7:
  case 0x00BA:
  case 0x2010:
  case 0x2011:
  case 0x2018:
  case 0x2019: return true;
  default: return false;
  }
}

} // namespace

bool is_latin(std::string_view utf8) {
  ByteView rest = as_bytes(utf8);
  while (!rest.empty()) {
    const auto code = next_code_point(rest);
    if (!code || !is_latin(*code))
      return false;
  }
  return true;
}

} // namespace foyer::eid
