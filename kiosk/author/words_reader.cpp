// SPDX-License-Identifier: EUPL-1.2
#include "words_reader.hpp"

#include <cctype>
#include <string_view>

namespace foyer::author {

namespace {

NodePtr make(Node::Kind kind, std::string word) {
  auto node = std::make_unique<Node>();
  node->kind = kind;
  node->word = std::move(word);
  return node;
}

// Recursive descent; nullptr for anything it does not know.
class Reader {
 public:
  explicit Reader(const std::string& source) : source_(source) {}
  NodePtr all() {
    auto node = choose();
    skip();
    return at_ == source_.size() ? std::move(node) : nullptr;
  }

 private:
  void skip() {
    while (at_ < source_.size() && std::isspace(static_cast<unsigned char>(source_[at_])) != 0)
      ++at_;
  }
  bool eat(std::string_view sign) {
    skip();
    if (source_.compare(at_, sign.size(), sign) != 0)
      return false;
    const bool word = std::isalpha(static_cast<unsigned char>(sign[0])) != 0;
    if (word && at_ + sign.size() < source_.size() && in_name(source_[at_ + sign.size()]))
      return false;
    at_ += sign.size();
    return true;
  }
  static bool in_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  }
  NodePtr choose() {
    auto condition = level(0);
    if (!condition || !eat("?"))
      return condition;
    auto node = make(Node::Kind::choose, "?");
    node->args.push_back(std::move(condition));
    node->args.push_back(level(0));
    if (!eat(":"))
      return nullptr;
    node->args.push_back(choose());
    return node->args[1] && node->args[2] ? std::move(node) : nullptr;
  }
  NodePtr level(std::size_t number) {
    static const std::vector<std::vector<std::string_view>> levels = {
        {"||"}, {"&&"}, {"==", "!=", "<=", ">=", "<", ">", "in"}, {"+", "-"}, {"*", "/", "%"}};
    if (number == levels.size())
      return unary();
    auto left = level(number + 1);
    while (left) {
      std::string_view found;
      for (const auto sign : levels[number])
        if (found.empty() && eat(sign))
          found = sign;
      if (found.empty())
        return left;
      auto node = make(Node::Kind::binary, std::string(found));
      node->args.push_back(std::move(left));
      node->args.push_back(level(number + 1));
      if (!node->args[1])
        return nullptr;
      left = std::move(node);
    }
    return nullptr;
  }
  NodePtr unary() {
    for (const char* sign : {"!", "-"})
      if (eat(sign)) {
        auto node = make(Node::Kind::unary, sign);
        node->args.push_back(unary());
        return node->args[0] ? std::move(node) : nullptr;
      }
    return primary();
  }
  bool arguments(Node& node, char end) {
    if (eat(std::string_view(&end, 1)))
      return true;
    do {
      node.args.push_back(choose());
      if (!node.args.back())
        return false;
    } while (eat(","));
    return eat(std::string_view(&end, 1));
  }
  NodePtr primary() {
    skip();
    if (eat("(")) {
      auto node = choose();
      return node && eat(")") ? std::move(node) : nullptr;
    }
    if (eat("[")) {
      auto node = make(Node::Kind::list, "");
      return arguments(*node, ']') ? std::move(node) : nullptr;
    }
    if (at_ < source_.size() && (source_[at_] == '\'' || source_[at_] == '"')) {
      const char quote = source_[at_];
      const auto end = source_.find(quote, at_ + 1);
      if (end == std::string::npos)
        return nullptr;
      auto node = make(Node::Kind::text, source_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      return node;
    }
    const std::size_t from = at_;
    while (at_ < source_.size() && (in_name(source_[at_]) || source_[at_] == '.'))
      ++at_;
    std::string name = source_.substr(from, at_ - from);
    if (name.empty())
      return nullptr;
    if (std::isdigit(static_cast<unsigned char>(name[0])) != 0)
      return make(Node::Kind::number, std::move(name));
    if (!eat("("))
      return make(Node::Kind::path, std::move(name));
    // x.f(y) is f(x, y)
    const auto dot = name.rfind('.');
    auto node = make(Node::Kind::call, dot == std::string::npos ? name : name.substr(dot + 1));
    if (dot != std::string::npos)
      node->args.push_back(make(Node::Kind::path, name.substr(0, dot)));
    return arguments(*node, ')') ? std::move(node) : nullptr;
  }

  const std::string& source_;
  std::size_t at_ = 0;
};

} // namespace

NodePtr read_condition(const std::string& source) {
  return Reader(source).all();
}

} // namespace foyer::author
