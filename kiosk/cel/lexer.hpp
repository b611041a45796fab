// SPDX-License-Identifier: EUPL-1.2
// Splits an expression into tokens, as CEL's lexis (cel-spec, doc/langdef.md, "Syntax") has them.
#pragma once

#include <base/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::cel {

enum class TokenKind : std::uint8_t {
  identifier,
  quoted, // `a name in backquotes`, only behind a dot
  integer,
  unsigned_integer,
  real,
  text,
  bytes,
  symbol,
  end
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text; // of text and bytes: the content; of an unsigned_integer: without its u
  std::size_t at = 0;
};

Result<std::vector<Token>> split(std::string_view source);

// Appends a code point; false for a surrogate or one above U+10FFFF.
bool append_utf8(std::string& out, std::uint32_t code_point);

} // namespace foyer::cel
