// SPDX-License-Identifier: EUPL-1.2
// Splits an expression into tokens, as CEL's lexis (cel-spec, doc/langdef.md, "Syntax") has them.
#pragma once

#include <base/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::forms {

enum class TokenKind : std::uint8_t { identifier, integer, text, symbol, end };

struct ExprToken {
  TokenKind kind = TokenKind::end;
  std::string text; // of a text literal: without quotes and escapes
  std::size_t at = 0;
};

Result<std::vector<ExprToken>> lex_expression(std::string_view source);

} // namespace foyer::forms
