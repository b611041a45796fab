// SPDX-License-Identifier: EUPL-1.2
// Conditions in German words, for people who release a form and do not read expressions. Reads the
// grammar of FORMAT.md §3 from sources that have compiled; what it has no words for stays as it is
// written, so that nothing is told wrongly.
#include <author/sheet.hpp>

#include <forms/input.hpp>

#include <cctype>
#include <map>
#include <memory>
#include <vector>

namespace foyer::author {

namespace {

struct Node {
  enum class Kind : std::uint8_t { path, text, number, list, call, unary, binary, choose };
  Kind kind = Kind::path;
  std::string word; // path, literal, name of the function, operator
  std::vector<std::unique_ptr<Node>> args;
};
using NodePtr = std::unique_ptr<Node>;

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

class Speaker {
 public:
  Speaker(const forms::Assistant& assistant, const i18n::Catalogue& texts)
      : assistant_(assistant), texts_(texts) {}

  // What must hold; `no`: what must not.
  std::string condition(const Node& node, bool no = false) {
    using Kind = Node::Kind;
    if (node.kind == Kind::unary && node.word == "!")
      return condition(*node.args[0], !no);
    if (node.kind == Kind::binary && (node.word == "&&" || node.word == "||")) {
      const bool both = (node.word == "&&") != no;
      const std::string sign = node.word;
      const auto part = [&](const Node& arg) {
        const bool mixed =
            arg.kind == Kind::binary && (arg.word == "&&" || arg.word == "||") && arg.word != sign;
        const std::string text = condition(arg, no);
        return mixed ? "(" + text + ")" : text;
      };
      return part(*node.args[0]) + (both ? " und " : " oder ") + part(*node.args[1]);
    }
    if (node.kind == Kind::binary)
      return comparison(node, no);
    if (node.kind == Kind::call)
      return test(node, no);
    if (node.kind == Kind::path && (node.word == "true" || node.word == "false"))
      return (node.word == "true") != no ? "immer" : "nie";
    if (node.kind == Kind::path)
      return value(node) + (no ? ": nicht Ja" : ": Ja");
    if (node.kind == Kind::choose)
      return std::string(no ? "nicht: " : "") + "wenn " + condition(*node.args[0]) + ", dann (" +
             condition(*node.args[1]) + "), sonst (" + condition(*node.args[2]) + ")";
    failed_ = true;
    return {};
  }
  std::string value(const Node& node) {
    using Kind = Node::Kind;
    switch (node.kind) {
    case Kind::path: return path(node.word);
    case Kind::text: return "„" + node.word + "“";
    case Kind::number: return node.word;
    case Kind::call: return measure(node);
    case Kind::list: return any_of(node, nullptr);
    case Kind::binary:
      if (std::string("+-*/%").find(node.word) != std::string::npos)
        return value(*node.args[0]) + " " + node.word + " " + value(*node.args[1]);
      break;
    case Kind::unary:
      if (node.word == "-")
        return "−" + value(*node.args[0]);
      break;
    case Kind::choose:
      return "wenn " + condition(*node.args[0]) + ", dann " + value(*node.args[1]) + ", sonst " +
             value(*node.args[2]);
    }
    failed_ = true;
    return {};
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  const forms::Field* field_of(const std::string& path) const {
    if (const auto index = assistant_.find_field(path))
      return &assistant_.fields[*index];
    const auto dot = path.find('.');
    if (dot == std::string::npos)
      return nullptr;
    const std::string first = path.substr(0, dot), rest = path.substr(dot + 1);
    const auto bound = rows_.find(first);
    for (const auto& repeat : assistant_.repeats)
      if (first == "it" || first == "prev" || (bound != rows_.end() && bound->second == repeat.id))
        if (const auto index = assistant_.find_field(repeat.id + "[]." + rest))
          return &assistant_.fields[*index];
    return nullptr;
  }
  std::string path(const std::string& path) {
    if (const auto* field = field_of(path)) {
      const std::string label = texts_.text("de", "field." + field->id + ".label");
      const char* row = path.starts_with("prev.") ? " des Eintrags davor"
                        : path.starts_with("it.") ? " dieses Eintrags"
                                                  : "";
      return "„" + label + "“" + row;
    }
    if (const auto repeat = assistant_.find_repeat(path))
      return "„" + texts_.text("de", assistant_.repeat_key(*repeat, "heading")) + "“";
    if (words_.contains(path))
      return words_.at(path);
    failed_ = true;
    return {};
  }
  // A literal beside a field of codes by the code's text.
  std::string literal(const Node& node, const Node* beside) {
    const forms::Field* field =
        beside != nullptr && beside->kind == Node::Kind::path ? field_of(beside->word) : nullptr;
    if (node.kind == Node::Kind::text && field != nullptr && field->codes != nullptr)
      if (const auto* code = field->codes->find(node.word))
        return "„" + forms::code_text(*field->codes, *code, "de", texts_) + "“";
    return value(node);
  }
  // ("A", "B"): in brackets, because "or" and "and" may stand beside it.
  std::string any_of(const Node& list, const Node* beside) {
    std::string all;
    for (const auto& arg : list.args)
      all += (all.empty() ? "" : ", ") + literal(*arg, beside);
    return "(" + all + ")";
  }
  bool is_date(const Node& node) const {
    if (node.kind == Node::Kind::call)
      return node.word == "heute";
    const auto* field = node.kind == Node::Kind::path ? field_of(node.word) : nullptr;
    return field != nullptr &&
           (field->type == forms::FieldType::date || field->type == forms::FieldType::partial_date);
  }
  std::string comparison(const Node& node, bool no) {
    const Node &left = *node.args[0], &right = *node.args[1];
    std::string sign = node.word;
    if (sign == "in" && right.kind == Node::Kind::list)
      return value(left) + (no ? " ist keines von " : " ist eines von ") + any_of(right, &left);
    if (sign == "in" && right.kind == Node::Kind::call)
      return value(left) + (no ? " ist keines aus: " : " ist eines aus: ") + value(right);
    if (sign == "in")
      return value(right) + (no ? " enthält nicht " : " enthält ") + literal(left, &right);
    static const std::map<std::string, std::string> opposite = {
        {"==", "!="}, {"!=", "=="}, {"<", ">="}, {">=", "<"}, {">", "<="}, {"<=", ">"}};
    if (!opposite.contains(sign)) {
      failed_ = true;
      return {};
    }
    if (no)
      sign = opposite.at(sign);
    if (right.kind == Node::Kind::path && (right.word == "true" || right.word == "false"))
      return value(left) + (sign == "==" ? ": " : ": nicht ") +
             (right.word == "true" ? "Ja" : "Nein");
    static const std::map<std::string, std::string> numbers = {
        {"==", " ist "},           {"!=", " ist nicht "},   {"<", " ist weniger als "},
        {"<=", " ist höchstens "}, {">", " ist mehr als "}, {">=", " ist mindestens "}};
    static const std::map<std::string, std::string> dates = {
        {"==", " ist "},       {"!=", " ist nicht "},
        {"<", " liegt vor "},  {"<=", " ist spätestens "},
        {">", " liegt nach "}, {">=", " ist frühestens "}};
    const auto& words = is_date(left) || is_date(right) ? dates : numbers;
    return literal(left, &right) + words.at(sign) + literal(right, &left);
  }
  // Functions that answer yes or no.
  std::string test(const Node& node, bool no) {
    if (node.word == "has" && node.args.size() == 1)
      return value(*node.args[0]) + (no ? " ist offen" : " ist beantwortet");
    static const std::map<std::string, std::pair<std::string, std::string>> texts = {
        {"startsWith", {" beginnt mit ", " beginnt nicht mit "}},
        {"endsWith", {" endet mit ", " endet nicht mit "}},
        {"contains", {" enthält ", " enthält nicht "}},
        {"matches", {" hat die Form ", " hat nicht die Form "}}};
    if (const auto found = texts.find(node.word); found != texts.end() && node.args.size() == 2)
      return value(*node.args[0]) + (no ? found->second.second : found->second.first) +
             literal(*node.args[1], nullptr);
    const bool exists = node.word == "exists";
    if ((exists || node.word == "all") && node.args.size() == 3)
      return std::string(exists != no ? "bei mindestens einem von " : "bei jedem von ") +
             value(*node.args[0]) + " gilt: " + inside(node, no);
    if (node.word == "exists_one" && node.args.size() == 3)
      return std::string(no ? "nicht " : "") + "bei genau einem von " + value(*node.args[0]) +
             " gilt: " + inside(node, false);
    failed_ = true;
    return {};
  }
  // The condition of exists(), all(), filter() over its own name.
  std::string inside(const Node& node, bool no) {
    const std::string name = node.args[1]->word;
    rows_[name] = node.args[0]->word;
    words_[name] = "der Eintrag";
    return condition(*node.args[2], no);
  }
  // Functions that measure.
  std::string measure(const Node& node) {
    const auto arg = [&](std::size_t i) { return value(*node.args[i]); };
    const std::size_t count = node.args.size();
    if (node.word == "heute" && count == 0)
      return "heute";
    if (node.word == "alter" && count == 1)
      return "das Alter nach " + arg(0);
    static const std::map<std::string, std::string> spans = {
        {"jahre", "vollen Jahre"}, {"monate", "vollen Monate"}, {"tage", "Tage"}};
    if (const auto found = spans.find(node.word); found != spans.end() && count == 2)
      return "die Zahl der " + found->second + " von " + arg(0) + " bis " + arg(1);
    if (node.word == "size" && count == 1)
      return "die Anzahl bei " + arg(0);
    if (node.word == "param" && count == 1)
      return "der Wert " + node.args[0]->word;
    if ((node.word == "string" || node.word == "int") && count == 1)
      return arg(0);
    if (node.word == "filter" && count == 3)
      return arg(0) + ", für die gilt: " + inside(node, false) + ",";
    return test(node, false);
  }

  const forms::Assistant& assistant_;
  const i18n::Catalogue& texts_;
  std::map<std::string, std::string> rows_;  // names in exists(): whose rows they are
  std::map<std::string, std::string> words_; // and how they are told
  bool failed_ = false;
};

} // namespace

std::string condition_in_words(const std::string& expression, const forms::Assistant& assistant,
                               const i18n::Catalogue& texts) {
  const NodePtr root = Reader(expression).all();
  if (!root)
    return expression;
  Speaker speaker(assistant, texts);
  std::string words = speaker.condition(*root);
  return speaker.failed() ? expression : words;
}

} // namespace foyer::author
