// SPDX-License-Identifier: EUPL-1.2
#include "lexer.hpp"

#include "expr_node.hpp"

namespace foyer::forms {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Longest first.
constexpr std::string_view symbols[] = {"&&", "||", "==", "!=", "<=", ">=", "<", ">",
                                        "!",  "?",  ":",  "(",  ")",  "[",  "]", ",",
                                        ".",  "+",  "-",  "*",  "/",  "%"};

Result<ExprToken> lex_text(std::string_view source, std::size_t& i) {
  ExprToken token{TokenKind::text, "", i};
  const char quote = source[i++];
  while (i < source.size() && source[i] != quote) {
    if (source[i] == '\n')
      break;
    if (source[i] == '\\') {
      if (++i == source.size())
        break;
      switch (source[i]) {
      case 'n': token.text += '\n'; break;
      case 't': token.text += '\t'; break;
      case '\\':
      case '\'':
      case '"': token.text += source[i]; break;
      default: return expression_error(1, i, "unknown escape in a text");
      }
    } else {
      token.text += source[i];
    }
    ++i;
  }
  if (i >= source.size() || source[i] != quote)
    return expression_error(1, token.at, "the text is not closed");
  ++i;
  return token;
}

} // namespace

Result<std::vector<ExprToken>> lex_expression(std::string_view source) {
  if (source.size() > max_source)
    return expression_error(3, max_source, "the expression is too long");
  std::vector<ExprToken> tokens;
  std::size_t i = 0;
  while (i < source.size()) {
    const char c = source[i];
    const std::size_t start = i;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++i;
    } else if (is_letter(c)) {
      while (i < source.size() && (is_letter(source[i]) || is_digit(source[i])))
        ++i;
      tokens.push_back(
          {TokenKind::identifier, std::string(source.substr(start, i - start)), start});
    } else if (is_digit(c)) {
      while (i < source.size() && is_digit(source[i]))
        ++i;
      if (i < source.size() && is_letter(source[i]))
        return expression_error(1, i, "a letter follows a number");
      tokens.push_back({TokenKind::integer, std::string(source.substr(start, i - start)), start});
    } else if (c == '\'' || c == '"') {
      FOYER_TRY(ExprToken token, lex_text(source, i));
      tokens.push_back(std::move(token));
    } else {
      for (const auto symbol : symbols)
        if (source.substr(i, symbol.size()) == symbol) {
          tokens.push_back({TokenKind::symbol, std::string(symbol), start});
          i += symbol.size();
          break;
        }
      if (i == start)
        return expression_error(1, i, "unexpected character");
    }
  }
  tokens.push_back({TokenKind::end, "", source.size()});
  return tokens;
}

} // namespace foyer::forms
