// SPDX-License-Identifier: EUPL-1.2
// Recursive descent over CEL's grammar (cel-spec, doc/langdef.md, "Syntax"), without the
// construction of messages, which this house has none of.
#include "lexer.hpp"
#include "syntax.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace foyer::cel {

namespace {

struct Operator {
  std::string_view symbol;
  Form form;
  int strength;
};
constexpr int weakest = 1, strongest = 5;
constexpr Operator operators[] = {
    {"||", Form::either, 1},  {"&&", Form::both, 2},          {"==", Form::equal, 3},
    {"!=", Form::unequal, 3}, {"<", Form::less, 3},           {"<=", Form::less_equal, 3},
    {">", Form::greater, 3},  {">=", Form::greater_equal, 3}, {"in", Form::in, 3},
    {"+", Form::add, 4},      {"-", Form::subtract, 4},       {"*", Form::multiply, 5},
    {"/", Form::divide, 5},   {"%", Form::modulo, 5}};

constexpr std::string_view keywords[] = {"false", "in", "null", "true"};
constexpr std::string_view reserved[] = {
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

template <std::size_t n> bool one_of(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

class Parser {
 public:
  Parser(std::vector<Token> tokens, const Limits& limits)
      : tokens_(std::move(tokens)), limits_(limits) {}

  Result<NodePtr> whole() {
    FOYER_TRY(NodePtr root, expression());
    if (now().kind != TokenKind::end)
      return unexpected("the end");
    return root;
  }

 private:
  // Counts a nesting while it lives.
  struct Nest {
    explicit Nest(int& depth) : depth_(++depth) {}
    ~Nest() { --depth_; }
    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;
    int& depth_;
  };

  [[nodiscard]] const Token& now() const { return tokens_[next_]; }
  [[nodiscard]] bool at(std::string_view symbol) const {
    return now().kind == TokenKind::symbol && now().text == symbol;
  }
  bool take(std::string_view symbol) {
    if (!at(symbol))
      return false;
    ++next_;
    return true;
  }
  Status want(std::string_view symbol) {
    if (take(symbol))
      return success();
    return unexpected("\"" + std::string(symbol) + "\"");
  }
  [[nodiscard]] Failure unexpected(const std::string& wanted) const {
    const std::string found = now().kind == TokenKind::end ? "the expression ends"
                                                           : "\"" + now().text + "\" stands there";
    return expression_error(2, now().at, "expected " + wanted + ", but " + found);
  }

  static NodePtr make(Form form, std::size_t at) {
    NodePtr made = std::make_unique<Node>();
    made->form = form;
    made->at = at;
    return made;
  }
  Status adopt(Node& parent, NodePtr child) {
    parent.depth = std::max(parent.depth, child->depth + 1);
    parent.args.push_back(std::move(child));
    if (parent.depth > limits_.depth)
      return expression_error(3, parent.at, "too many operators or calls in a row");
    return success();
  }

  Result<NodePtr> expression() {
    const Nest nest(nesting_);
    if (nesting_ > limits_.nesting)
      return expression_error(3, now().at, "nested too deeply");
    FOYER_TRY(NodePtr condition, binary(weakest));
    if (!at("?"))
      return condition;
    NodePtr choice = make(Form::choose, now().at);
    ++next_;
    FOYER_TRY(NodePtr yes, binary(weakest));
    FOYER_CHECK(want(":"));
    FOYER_TRY(NodePtr no, expression());
    FOYER_CHECK(adopt(*choice, std::move(condition)));
    FOYER_CHECK(adopt(*choice, std::move(yes)));
    FOYER_CHECK(adopt(*choice, std::move(no)));
    return choice;
  }

  [[nodiscard]] const Operator* operator_here() const {
    const bool may_be = now().kind == TokenKind::symbol ||
                        (now().kind == TokenKind::identifier && now().text == "in");
    if (may_be)
      for (const auto& candidate : operators)
        if (candidate.symbol == now().text)
          return &candidate;
    return nullptr;
  }

  // left (op left)*, joined from the left, for operators as strong as `strength` or stronger.
  Result<NodePtr> binary(int strength) {
    if (strength > strongest)
      return unary();
    FOYER_TRY(NodePtr left, unary());
    for (;;) {
      const Operator* found = operator_here();
      if (found == nullptr || found->strength < strength)
        return left;
      NodePtr joined = make(found->form, now().at);
      ++next_;
      FOYER_TRY(NodePtr right, binary(found->strength + 1));
      FOYER_CHECK(adopt(*joined, std::move(left)));
      FOYER_CHECK(adopt(*joined, std::move(right)));
      left = std::move(joined);
    }
  }

  // Many "!" or many "-" before a member; a "-" before a number belongs to the number.
  Result<NodePtr> unary() {
    if (!at("!") && !at("-"))
      return member();
    const Nest nest(nesting_);
    if (nesting_ > limits_.nesting)
      return expression_error(3, now().at, "nested too deeply");
    const Token sign = now();
    ++next_;
    if (sign.text == "-" && (now().kind == TokenKind::integer || now().kind == TokenKind::real)) {
      FOYER_TRY(NodePtr number, signed_number(sign.at));
      return members(std::move(number));
    }
    const bool again = at(sign.text);
    const bool number = at("-") && (tokens_[next_ + 1].kind == TokenKind::integer ||
                                    tokens_[next_ + 1].kind == TokenKind::real);
    if (!again && !number && (at("!") || at("-")))
      return unexpected("a value");
    NodePtr outer = make(sign.text == "!" ? Form::negate : Form::minus, sign.at);
    FOYER_TRY(NodePtr inner, unary());
    FOYER_CHECK(adopt(*outer, std::move(inner)));
    return outer;
  }

  Result<NodePtr> signed_number(std::size_t start) {
    tokens_[next_].text.insert(0, "-");
    tokens_[next_].at = start;
    return number();
  }

  Result<NodePtr> member() {
    FOYER_TRY(NodePtr value, primary());
    return members(std::move(value));
  }

  Result<NodePtr> members(NodePtr value) {
    while (at(".") || at("[")) {
      NodePtr outer = make(Form::index, now().at);
      if (take("[")) {
        FOYER_TRY(NodePtr key, expression());
        FOYER_CHECK(want("]"));
        FOYER_CHECK(adopt(*outer, std::move(value)));
        FOYER_CHECK(adopt(*outer, std::move(key)));
      } else {
        ++next_;
        const Token name = now();
        if (name.kind != TokenKind::quoted &&
            (name.kind != TokenKind::identifier || one_of(keywords, name.text)))
          return unexpected("a name");
        ++next_;
        outer->form = Form::select;
        outer->at = value->at;
        outer->text = name.text;
        FOYER_CHECK(adopt(*outer, std::move(value)));
        if (name.kind == TokenKind::identifier && take("(")) {
          outer->form = Form::call;
          outer->at = name.at;
          outer->flag = true;
          FOYER_CHECK(elements(*outer, ")", false));
        }
      }
      value = std::move(outer);
    }
    return value;
  }

  // Up to `close`; the opening bracket is behind us.
  Status elements(Node& parent, std::string_view close, bool comma_may_end) {
    if (take(close))
      return success();
    do {
      if (comma_may_end && at(close) && !parent.args.empty())
        break;
      FOYER_TRY(NodePtr element, expression());
      FOYER_CHECK(adopt(parent, std::move(element)));
    } while (take(","));
    return want(close);
  }

  Result<NodePtr> map(std::size_t start) {
    NodePtr made = make(Form::map, start);
    while (!at("}")) {
      FOYER_TRY(NodePtr key, expression());
      FOYER_CHECK(want(":"));
      FOYER_TRY(NodePtr value, expression());
      FOYER_CHECK(adopt(*made, std::move(key)));
      FOYER_CHECK(adopt(*made, std::move(value)));
      if (!take(","))
        break;
    }
    FOYER_CHECK(want("}"));
    return made;
  }

  Result<NodePtr> primary() {
    const Token token = now();
    switch (token.kind) {
    case TokenKind::integer:
    case TokenKind::unsigned_integer:
    case TokenKind::real: return number();
    case TokenKind::text:
    case TokenKind::bytes: {
      ++next_;
      NodePtr made = make(token.kind == TokenKind::text ? Form::text : Form::bytes, token.at);
      made->text = token.text;
      return made;
    }
    case TokenKind::identifier: return identifier(false);
    case TokenKind::symbol:
      if (take("(")) {
        FOYER_TRY(NodePtr inner, expression());
        FOYER_CHECK(want(")"));
        return inner;
      }
      if (take("[")) {
        NodePtr made = make(Form::list, token.at);
        FOYER_CHECK(elements(*made, "]", true));
        return made;
      }
      if (take("{"))
        return map(token.at);
      if (take("."))
        return identifier(true);
      break;
    case TokenKind::quoted:
    case TokenKind::end: break;
    }
    return unexpected("a value");
  }

  Result<NodePtr> number() {
    const Token token = now();
    ++next_;
    NodePtr made = make(Form::integer, token.at);
    const bool minus = token.text.front() == '-';
    std::string_view digits = std::string_view(token.text).substr(minus ? 1 : 0);
    const char* const end = digits.data() + digits.size();
    if (token.kind == TokenKind::real) {
      made->form = Form::real;
      // from_chars wants a digit before the point, and does not tell too small (0) from too large.
      const std::string text = "0" + std::string(digits);
      double value = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
      if (read.ec != std::errc{} && text.find_first_of("eE") + 1 != text.find('-'))
        return expression_error(10, token.at, "the number is too large");
      made->real = minus ? -value : value;
      return made;
    }
    const bool hex = digits.size() > 2 && digits[1] == 'x';
    std::uint64_t value = 0;
    const auto read = std::from_chars(digits.data() + (hex ? 2 : 0), end, value, hex ? 16 : 10);
    const std::uint64_t most = token.kind == TokenKind::unsigned_integer
                                   ? UINT64_MAX
                                   : std::uint64_t{INT64_MAX} + (minus ? 1U : 0U);
    if (read.ec != std::errc{} || value > most)
      return expression_error(10, token.at, "the number is too large");
    if (token.kind == TokenKind::unsigned_integer) {
      made->form = Form::unsigned_integer;
      made->whole = value;
    } else {
      made->integer = static_cast<std::int64_t>(minus ? 0 - value : value);
    }
    return made;
  }

  Result<NodePtr> identifier(bool rooted) {
    const Token token = now();
    if (token.kind != TokenKind::identifier)
      return unexpected("a name");
    if (!rooted && (token.text == "true" || token.text == "false")) {
      ++next_;
      NodePtr made = make(Form::boolean, token.at);
      made->flag = token.text == "true";
      return made;
    }
    if (!rooted && token.text == "null") {
      ++next_;
      return make(Form::null, token.at);
    }
    if (one_of(keywords, token.text))
      return unexpected("a value");
    if (one_of(reserved, token.text))
      return expression_error(2, token.at, "\"" + token.text + "\" is a reserved word");
    ++next_;
    NodePtr made = make(Form::name, token.at);
    made->text = token.text;
    made->flag = rooted;
    if (take("(")) {
      made->form = Form::call;
      made->flag = false;
      FOYER_CHECK(elements(*made, ")", false));
    }
    return made;
  }

  std::vector<Token> tokens_;
  Limits limits_;
  std::size_t next_ = 0;
  int nesting_ = 0;
};

} // namespace

Result<NodePtr> parse(std::string_view source, const Limits& limits) {
  if (source.size() > limits.source)
    return expression_error(3, limits.source, "the expression is too long");
  FOYER_TRY(auto tokens, split(source));
  return Parser(std::move(tokens), limits).whole();
}

} // namespace foyer::cel
