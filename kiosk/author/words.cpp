// SPDX-License-Identifier: EUPL-1.2
// Conditions in German words, for people who release a form and do not read expressions. Reads the
// grammar of FORMAT.md §3 from sources that have compiled; what it has no words for stays as it is
// written, so that nothing is told wrongly.
#include <author/sheet.hpp>

#include "words_reader.hpp"

#include <forms/input.hpp>

#include <map>

namespace foyer::author {

namespace {

class Speaker {
 public:
  Speaker(const forms::Assistant& assistant, const i18n::Catalogue& texts)
      : assistant_(assistant), texts_(texts) {}

  // What must hold; `no`: what must not.
  std::string condition(const Node& node, bool no = false) {
    using Kind = Node::Kind;
    if (node.kind == Kind::unary && node.word == "!")
      return condition(*node.args[0], !no);
    if (const Join join = joined(node, no); join != Join::none) {
      const auto part = [&](const Node& arg) {
        const Join inner = joined(arg, no);
        const bool mixed = inner == Join::none ? is_wide(arg) : inner != join;
        return in_brackets(condition(arg, no), mixed);
      };
      return part(*node.args[0]) + (join == Join::both ? " und " : " oder ") + part(*node.args[1]);
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
      if (const int strong = strength(node); strong > 0) {
        const auto side = [&](const Node& arg, int least) {
          const bool weak = arg.kind == Kind::binary && strength(arg) < least;
          return in_brackets(value(arg), weak || is_phrase(arg));
        };
        return side(*node.args[0], strong) + " " + node.word + " " +
               side(*node.args[1], strong + 1);
      }
      break;
    case Kind::unary:
      if (node.word == "-")
        return "−" + operand(*node.args[0]);
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
  // How a condition hangs together once its "not" has been carried inside: not (a and b) is told
  // as "not a or not b".
  enum class Join : std::uint8_t { none, both, either };
  static Join joined(const Node& node, bool no) {
    if (node.kind == Node::Kind::unary && node.word == "!")
      return joined(*node.args[0], !no);
    if (node.kind != Node::Kind::binary || (node.word != "&&" && node.word != "||"))
      return Join::none;
    return (node.word == "&&") != no ? Join::both : Join::either;
  }
  // Its words would swallow an "and" that follows: "for one of them holds: ...", "if ..., else
  // ...".
  static bool is_wide(const Node& node) {
    if (node.kind == Node::Kind::unary && node.word == "!")
      return is_wide(*node.args[0]);
    return node.kind == Node::Kind::choose ||
           (node.kind == Node::Kind::call &&
            (node.word == "exists" || node.word == "all" || node.word == "exists_one"));
  }
  // More than one word, which an operator beside it would tear apart.
  static bool is_phrase(const Node& node) {
    return node.kind == Node::Kind::choose ||
           (node.kind == Node::Kind::call && node.word != "heute" && node.word != "param" &&
            node.word != "int" && node.word != "string");
  }
  // 1: sums, 2: products, 0: anything else.
  static int strength(const Node& node) {
    if (node.kind != Node::Kind::binary || node.word.size() != 1)
      return 0;
    if (node.word == "+" || node.word == "-")
      return 1;
    return node.word == "*" || node.word == "/" || node.word == "%" ? 2 : 0;
  }
  static std::string in_brackets(std::string text, bool needed) {
    return needed ? "(" + std::move(text) + ")" : std::move(text);
  }
  // A value inside of a longer phrase.
  std::string operand(const Node& node) {
    return in_brackets(value(node),
                       node.kind == Node::Kind::binary || node.kind == Node::Kind::choose);
  }
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
    return in_brackets(value(node), node.kind == Node::Kind::choose);
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
    return in_brackets(condition(*node.args[2], no), joined(*node.args[2], no) != Join::none);
  }
  // Functions that measure.
  std::string measure(const Node& node) {
    const auto arg = [&](std::size_t i) { return operand(*node.args[i]); };
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
  const NodePtr root = read_condition(expression);
  if (!root)
    return expression;
  Speaker speaker(assistant, texts);
  std::string words = speaker.condition(*root);
  return speaker.failed() ? expression : words;
}

} // namespace foyer::author
