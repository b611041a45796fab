// SPDX-License-Identifier: EUPL-1.2
#include "expression_mutations.hpp"

#include <map>
#include <set>

namespace foyer::mutation {

namespace {

struct Token {
  enum class Kind { name, text, number, sign } kind;
  std::size_t begin, end;
  std::string text; // of a text without its quotes
};

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.';
}

std::vector<Token> tokens_of(const std::string& source) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t begin = at;
    const char c = source[at];
    if (c == ' ') {
      ++at;
      continue;
    }
    auto kind = Token::Kind::sign;
    if (c == '\'') {
      kind = Token::Kind::text;
      at = source.find('\'', at + 1) + 1;
      tokens.push_back({kind, begin, at, source.substr(begin + 1, at - begin - 2)});
      continue;
    }
    if (is_name_char(c)) {
      kind = c >= '0' && c <= '9' ? Token::Kind::number : Token::Kind::name;
      while (at < source.size() && is_name_char(source[at]))
        ++at;
    } else {
      static const std::set<std::string> twos{"==", "!=", "<=", ">=", "&&", "||"};
      at += twos.contains(source.substr(at, 2)) ? 2 : 1;
    }
    tokens.push_back({kind, begin, at, source.substr(begin, at - begin)});
  }
  return tokens;
}

class Breaker {
 public:
  Breaker(const std::string& source, const forms::Assistant& assistant, std::string repeat)
      : source_(source), assistant_(assistant), repeat_(std::move(repeat)),
        tokens_(tokens_of(source)) {}

  std::vector<BrokenExpression> all() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const auto& token = tokens_[i];
      switch (token.kind) {
      case Token::Kind::name: name(i); break;
      case Token::Kind::text: text(i); break;
      case Token::Kind::number:
        if (compared(i))
          put("wrong operand type", i, "'x'");
        break;
      case Token::Kind::sign:
        if (token.text == "==")
          put("= for ==", i, "=");
        if (token.text == "&&" || token.text == "||")
          put("single & or |", i, token.text.substr(1));
      }
    }
    out_.push_back({"unfinished expression", source_ + " &&"});
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string sign(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].text : "";
  }
  [[nodiscard]] bool compared(std::size_t i) const {
    static const std::set<std::string> signs{"==", "!=", "<", "<=", ">", ">="};
    return (i > 0 && signs.contains(sign(i - 1))) || signs.contains(sign(i + 1));
  }
  void put(const std::string& kind, std::size_t i, const std::string& instead) {
    put(kind, tokens_[i].begin, tokens_[i].end, instead);
  }
  void put(const std::string& kind, std::size_t begin, std::size_t end,
           const std::string& instead) {
    out_.push_back({kind, source_.substr(0, begin) + instead + source_.substr(end)});
  }

  void name(std::size_t i) {
    const auto& token = tokens_[i];
    if (token.text == "in")
      return;
    if (token.text == "true" || token.text == "false") {
      if (compared(i))
        put("wrong operand type", i, "7");
      return;
    }
    if (sign(i + 1) != "(") {
      put("wrong field", i, token.text + "q");
      return;
    }
    put("wrong function", i, token.text + "q");
    const auto dot = token.text.rfind('.');
    if (dot != std::string::npos)
      put("wrong field", i, token.text.substr(0, dot) + "q" + token.text.substr(dot));
  }

  void text(std::size_t i) {
    if (sign(i - 1) == "(" && i >= 2 && sign(i - 2) == "param")
      return put("unknown parameter", i, "'no_such_parameter'");
    if (sign(i - 1) == "(" && i >= 2 && sign(i - 2).ends_with(".matches"))
      return put("wrong pattern", i, "'('");
    if (compared(i))
      put("wrong operand type", i, "7");
    if (has_codes(reader_of(i)))
      put("wrong code", i, "'no_such_code'");
  }

  // The field a literal is compared with, looked for in, or that is looked for in its list.
  [[nodiscard]] std::string reader_of(std::size_t i) const {
    if (sign(i + 1) == "in")
      return sign(i + 2);
    if (i == 0)
      return "";
    std::size_t before = i - 1;
    while (before > 0 && (sign(before) == "," || tokens_[before].kind == Token::Kind::text))
      --before;
    if (sign(before) == "[" && before >= 2 && sign(before - 1) == "in")
      return sign(before - 2);
    return i >= 2 && (sign(i - 1) == "==" || sign(i - 1) == "!=") ? sign(i - 2) : "";
  }

  [[nodiscard]] bool has_codes(const std::string& name) const {
    std::string id = name;
    for (const char* row : {"it.", "prev."})
      if (!repeat_.empty() && name.starts_with(row))
        id = repeat_ + "[]." + name.substr(std::string(row).size());
    const auto field = assistant_.find_field(id);
    return field && assistant_.fields[*field].codes != nullptr;
  }

  const std::string& source_;
  const forms::Assistant& assistant_;
  std::string repeat_;
  std::vector<Token> tokens_;
  std::vector<BrokenExpression> out_;
};

} // namespace

std::vector<BrokenExpression> break_expression(const std::string& source,
                                               const forms::Assistant& assistant,
                                               const std::string& repeat) {
  return Breaker(source, assistant, repeat).all();
}

} // namespace foyer::mutation
