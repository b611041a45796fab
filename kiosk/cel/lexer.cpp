// SPDX-License-Identifier: EUPL-1.2
#include "lexer.hpp"

#include "syntax.hpp"

namespace foyer::cel {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
int hex_digit(char c) {
  if (is_digit(c))
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Longest first.
constexpr std::string_view symbols[] = {"&&", "||", "==", "!=", "<=", ">=", "<", ">",
                                        "!",  "?",  ":",  "(",  ")",  "[",  "]", "{",
                                        "}",  ",",  ".",  "+",  "-",  "*",  "/", "%"};

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  Result<std::vector<Token>> run() {
    while (next_ < source_.size()) {
      const char c = source_[next_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
        ++next_;
      else if (source_.substr(next_, 2) == "//")
        comment();
      else if (quote_at() != std::string_view::npos)
        FOYER_CHECK(literal_text());
      else if (is_letter(c))
        identifier();
      else if (is_digit(c) || (c == '.' && is_digit(peek(1))))
        FOYER_CHECK(number());
      else if (c == '`')
        FOYER_CHECK(quoted());
      else
        FOYER_CHECK(symbol());
    }
    push(TokenKind::end, "", source_.size());
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return next_ + ahead < source_.size() ? source_[next_ + ahead] : '\0';
  }
  void push(TokenKind kind, std::string text, std::size_t at) {
    tokens_.push_back({kind, std::move(text), at});
  }

  void comment() {
    while (next_ < source_.size() && source_[next_] != '\n')
      ++next_;
  }

  void identifier() {
    const std::size_t start = next_;
    while (is_letter(peek()) || is_digit(peek()))
      ++next_;
    push(TokenKind::identifier, std::string(source_.substr(start, next_ - start)), start);
  }

  Status quoted() {
    const std::size_t start = next_++;
    const auto inside = [](char c) {
      return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '/' || c == ' ';
    };
    while (inside(peek()))
      ++next_;
    if (peek() != '`' || next_ == start + 1)
      return expression_error(1, start, "the quoted name is not closed");
    push(TokenKind::quoted, std::string(source_.substr(start + 1, next_ - start - 1)), start);
    ++next_;
    return success();
  }

  Status symbol() {
    for (const auto symbol : symbols)
      if (source_.substr(next_, symbol.size()) == symbol) {
        push(TokenKind::symbol, std::string(symbol), next_);
        next_ += symbol.size();
        return success();
      }
    return expression_error(1, next_, "unexpected character");
  }

  Status number() {
    const std::size_t start = next_;
    TokenKind kind = TokenKind::integer;
    if (peek() == '0' && peek(1) == 'x' && hex_digit(peek(2)) >= 0) {
      next_ += 2;
      while (hex_digit(peek()) >= 0)
        ++next_;
    } else {
      digits();
      if (peek() == '.' && is_digit(peek(1))) {
        kind = TokenKind::real;
        ++next_;
        digits();
      }
      const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
      if ((peek() == 'e' || peek() == 'E') && is_digit(peek(sign))) {
        kind = TokenKind::real;
        next_ += sign;
        digits();
      }
    }
    std::string text(source_.substr(start, next_ - start));
    if (kind == TokenKind::integer && (peek() == 'u' || peek() == 'U')) {
      kind = TokenKind::unsigned_integer;
      ++next_;
    }
    if (is_letter(peek()))
      return expression_error(1, next_, "a letter follows a number");
    push(kind, std::move(text), start);
    return success();
  }
  void digits() {
    while (is_digit(peek()))
      ++next_;
  }

  // Where the quote of a text that begins here is, behind r, b or both; npos: none begins.
  [[nodiscard]] std::size_t quote_at() const {
    std::size_t ahead = 0;
    bool raw = false, bytes = false;
    for (; ahead < 2; ++ahead) {
      const char c = peek(ahead);
      if ((c == 'r' || c == 'R') && !raw)
        raw = true;
      else if ((c == 'b' || c == 'B') && !bytes)
        bytes = true;
      else
        break;
    }
    const char quote = peek(ahead);
    return quote == '\'' || quote == '"' ? next_ + ahead : std::string_view::npos;
  }

  Status literal_text() {
    const std::size_t start = next_;
    const std::size_t quote = quote_at();
    bool raw = false, bytes = false;
    for (; next_ < quote; ++next_) {
      raw = raw || peek() == 'r' || peek() == 'R';
      bytes = bytes || peek() == 'b' || peek() == 'B';
    }
    const std::string thrice(3, peek());
    const bool tripled = source_.substr(next_, 3) == thrice;
    const std::string_view close = std::string_view(thrice).substr(0, tripled ? 3 : 1);
    next_ += close.size();
    std::string content;
    while (source_.substr(next_, close.size()) != close) {
      if (next_ >= source_.size() || (!tripled && (peek() == '\n' || peek() == '\r')))
        return expression_error(1, start, "the text is not closed");
      if (peek() == '\\' && !raw)
        FOYER_CHECK(escape(content, bytes));
      else
        content += source_[next_++];
    }
    next_ += close.size();
    push(bytes ? TokenKind::bytes : TokenKind::text, std::move(content), start);
    return success();
  }

  Status escape(std::string& out, bool bytes) {
    const std::size_t start = next_++;
    const char c = peek();
    ++next_;
    constexpr std::string_view letters = "abfnrtv\\?\"'`";
    constexpr std::string_view means = "\a\b\f\n\r\t\v\\?\"'`";
    if (const auto found = letters.find(c); found != std::string_view::npos && c != '\0') {
      out += means[found];
      return success();
    }
    switch (c) {
    case 'x':
    case 'X': return code(out, start, 2, 16, bytes);
    case 'u': return code(out, start, 4, 16, false);
    case 'U': return code(out, start, 8, 16, false);
    case '0':
    case '1':
    case '2':
    case '3': --next_; return code(out, start, 3, 8, bytes);
    default: return expression_error(1, start, "unknown escape in a text");
    }
  }

  // In bytes \x and octal are an octet, elsewhere a code point.
  Status code(std::string& out, std::size_t start, int length, int base, bool octet) {
    std::uint32_t value = 0;
    for (int i = 0; i < length; ++i, ++next_) {
      const int digit = hex_digit(peek());
      if (digit < 0 || digit >= base)
        return expression_error(1, start, "the escape needs more digits");
      value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
    }
    if (octet)
      out += static_cast<char>(value);
    else if (!append_utf8(out, value))
      return expression_error(1, start, "no such character");
    return success();
  }

  std::string_view source_;
  std::size_t next_ = 0;
  std::vector<Token> tokens_;
};

} // namespace

bool append_utf8(std::string& out, std::uint32_t c) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
    return false;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
  return true;
}

Result<std::vector<Token>> split(std::string_view source) {
  return Lexer(source).run();
}

} // namespace foyer::cel
