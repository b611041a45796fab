// SPDX-License-Identifier: EUPL-1.2
#include <eid/data_groups.hpp>

#include <base/utf8.hpp>

namespace foyer::eid {

std::string clean_text(ByteView utf8) {
  for (auto rest = as_text(utf8); !rest.empty();) {
    const auto code = take_code_point(rest);
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
  for (auto rest = utf8; !rest.empty();) {
    const auto code = take_code_point(rest);
    if (!code || !is_latin(*code))
      return false;
  }
  return true;
}

} // namespace foyer::eid
