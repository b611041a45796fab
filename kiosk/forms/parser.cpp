// SPDX-License-Identifier: EUPL-1.2
// Recursive descent over CEL's grammar (cel-spec, doc/langdef.md, "Syntax"), without maps, indexes,
// doubles and message construction.
#include "expr_node.hpp"
#include "lexer.hpp"

#include <charconv>
#include <initializer_list>
#include <utility>

namespace foyer::forms {

namespace {

class Parser {
 public:
  explicit Parser(std::vector<ExprToken> tokens) : tokens_(std::move(tokens)) {}

  Result<Node> whole() {
    FOYER_TRY(Node root, expression());
    if (now().kind != TokenKind::end)
      return unexpected("the end");
    return root;
  }

 private:
  struct Operator {
    std::string_view symbol;
    Op op;
  };
  using Step = Result<Node> (Parser::*)();

  [[nodiscard]] const ExprToken& now() const { return tokens_[next_]; }
  [[nodiscard]] bool at(std::string_view symbol) const {
    return now().kind == TokenKind::symbol && now().text == symbol;
  }
  bool take(std::string_view symbol) {
    if (!at(symbol))
      return false;
    ++next_;
    return true;
  }
  [[nodiscard]] Failure unexpected(const std::string& wanted) const {
    const std::string found = now().kind == TokenKind::end ? "the expression ends"
                                                           : "\"" + now().text + "\" stands there";
    return expression_error(2, now().at, "expected " + wanted + ", but " + found);
  }
  static Node node(Op op, std::size_t at) {
    Node made = std::make_unique<ExprNode>();
    made->op = op;
    made->at = at;
    return made;
  }

  Result<Node> expression() {
    if (++depth_ > max_depth)
      return expression_error(3, now().at, "nested too deeply");
    FOYER_TRY(Node condition, either());
    if (at("?")) {
      Node choice = node(Op::choose, now().at);
      ++next_;
      FOYER_TRY(Node yes, expression());
      if (!take(":"))
        return unexpected("\":\"");
      FOYER_TRY(Node no, expression());
      choice->args.push_back(std::move(condition));
      choice->args.push_back(std::move(yes));
      choice->args.push_back(std::move(no));
      condition = std::move(choice);
    }
    --depth_;
    return condition;
  }

  // left (op left)*, joined from the left. A long chain is as deep a tree as nesting is.
  Result<Node> chain(Step step, std::initializer_list<Operator> operators) {
    FOYER_TRY(Node left, (this->*step)());
    for (int length = 0;;) {
      const Operator* found = nullptr;
      for (const auto& candidate : operators)
        if (at(candidate.symbol) || (candidate.symbol == "in" && at_word("in")))
          found = &candidate;
      if (found == nullptr)
        return left;
      if (++length > max_depth)
        return expression_error(3, now().at, "too many operators in a row");
      Node joined = node(found->op, now().at);
      ++next_;
      FOYER_TRY(Node right, (this->*step)());
      joined->args.push_back(std::move(left));
      joined->args.push_back(std::move(right));
      left = std::move(joined);
    }
  }
  [[nodiscard]] bool at_word(std::string_view word) const {
    return now().kind == TokenKind::identifier && now().text == word;
  }

  Result<Node> either() { return chain(&Parser::both, {{"||", Op::either}}); }
  Result<Node> both() { return chain(&Parser::relation, {{"&&", Op::both}}); }
  Result<Node> relation() {
    return chain(&Parser::sum, {{"==", Op::equal},
                                {"!=", Op::unequal},
                                {"<", Op::less},
                                {"<=", Op::less_equal},
                                {">", Op::greater},
                                {">=", Op::greater_equal},
                                {"in", Op::in}});
  }
  Result<Node> sum() { return chain(&Parser::product, {{"+", Op::add}, {"-", Op::subtract}}); }
  Result<Node> product() {
    return chain(&Parser::unary, {{"*", Op::multiply}, {"/", Op::divide}, {"%", Op::modulo}});
  }

  Result<Node> unary() {
    if (!at("!") && !at("-"))
      return member();
    if (++depth_ > max_depth)
      return expression_error(3, now().at, "nested too deeply");
    Node outer = node(at("!") ? Op::negate : Op::minus, now().at);
    ++next_;
    FOYER_TRY(Node inner, unary());
    outer->args.push_back(std::move(inner));
    --depth_;
    return outer;
  }

  Result<Node> member() {
    FOYER_TRY(Node value, primary());
    for (int length = 0; at(".");) {
      if (++length > max_depth)
        return expression_error(3, now().at, "too many calls in a row");
      ++next_;
      if (now().kind != TokenKind::identifier)
        return unexpected("a name");
      const ExprToken name = now();
      ++next_;
      if (at("(")) {
        Node call = node(Op::call, name.at);
        call->text = name.text;
        call->method = true;
        call->args.push_back(std::move(value));
        FOYER_CHECK(arguments(*call));
        value = std::move(call);
      } else if (value->op == Op::name) {
        value->text += "." + name.text;
      } else {
        return expression_error(2, name.at, "only names have parts");
      }
    }
    return value;
  }

  Status arguments(ExprNode& call) {
    ++next_; // "("
    if (take(")"))
      return success();
    do {
      FOYER_TRY(Node argument, expression());
      call.args.push_back(std::move(argument));
    } while (take(","));
    if (!take(")"))
      return unexpected("\")\"");
    return success();
  }

  Result<Node> primary() {
    const ExprToken token = now();
    switch (token.kind) {
    case TokenKind::integer: {
      std::int64_t number = 0;
      const char* end = token.text.data() + token.text.size();
      if (std::from_chars(token.text.data(), end, number).ec != std::errc{})
        return expression_error(10, token.at, "the number is too large");
      return literal(token.at, number);
    }
    case TokenKind::text: return literal(token.at, token.text);
    case TokenKind::identifier: return identifier(token);
    case TokenKind::symbol:
      if (take("(")) {
        FOYER_TRY(Node inner, expression());
        if (!take(")"))
          return unexpected("\")\"");
        return inner;
      }
      if (take("["))
        return list(token.at);
      break;
    case TokenKind::end: break;
    }
    return unexpected("a value");
  }

  Result<Node> literal(std::size_t at, Value value) {
    ++next_;
    Node made = node(Op::literal, at);
    made->value = std::move(value);
    return made;
  }

  Result<Node> identifier(const ExprToken& token) {
    if (token.text == "true" || token.text == "false")
      return literal(token.at, token.text == "true");
    if (token.text == "in" || token.text == "null")
      return unexpected("a value");
    ++next_;
    Node made = node(at("(") ? Op::call : Op::name, token.at);
    made->text = token.text;
    if (made->op == Op::call)
      FOYER_CHECK(arguments(*made));
    return made;
  }

  Result<Node> list(std::size_t start) {
    Node made = node(Op::list, start);
    if (take("]"))
      return made;
    do {
      FOYER_TRY(Node element, expression());
      made->args.push_back(std::move(element));
    } while (take(","));
    if (!take("]"))
      return unexpected("\"]\"");
    return made;
  }

  std::vector<ExprToken> tokens_;
  std::size_t next_ = 0;
  int depth_ = 0;
};

} // namespace

Result<Node> parse_expression(std::string_view source) {
  FOYER_TRY(auto tokens, lex_expression(source));
  return Parser(std::move(tokens)).whole();
}

} // namespace foyer::forms
