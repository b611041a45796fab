// SPDX-License-Identifier: EUPL-1.2
#include "json_tree.hpp"

#include <algorithm>

namespace foyer::mutation {

namespace {

class Reader {
 public:
  explicit Reader(const std::string& json) : json_(json) {}

  JsonTree value() {
    space();
    JsonTree node;
    node.begin = at_;
    node.first_line = line_;
    const char first = json_.at(at_);
    if (first == '{')
      object(node);
    else if (first == '[')
      list(node);
    else if (first == '"')
      text(node);
    else
      at_ = std::min(json_.find_first_of(",]} \n", at_), json_.size());
    node.end = at_;
    node.last_line = line_;
    return node;
  }

 private:
  void space() {
    for (; at_ < json_.size() && (json_[at_] == ' ' || json_[at_] == '\n'); ++at_)
      line_ += json_[at_] == '\n' ? 1 : 0;
  }
  // Past an opening or a comma; false at the closing one.
  bool more(char closing) {
    ++at_;
    space();
    if (json_.at(at_) != closing)
      return true;
    ++at_;
    return false;
  }
  void object(JsonTree& node) {
    node.kind = JsonTree::Kind::object;
    while (more('}')) {
      JsonTree::Member member{value(), {}};
      space();
      ++at_; // the colon
      member.value = value();
      node.members.push_back(std::move(member));
      if (closed('}'))
        return;
    }
  }
  void list(JsonTree& node) {
    node.kind = JsonTree::Kind::list;
    while (more(']')) {
      node.items.push_back(value());
      if (closed(']'))
        return;
    }
  }
  bool closed(char closing) {
    space();
    if (json_.at(at_) != closing)
      return false;
    ++at_;
    return true;
  }
  void text(JsonTree& node) {
    node.kind = JsonTree::Kind::text;
    for (++at_; json_.at(at_) != '"'; ++at_) {
      if (json_[at_] == '\\')
        ++at_;
      node.value += json_.at(at_);
    }
    ++at_;
  }

  const std::string& json_;
  std::size_t at_ = 0, line_ = 1;
};

} // namespace

const JsonTree::Member* JsonTree::find_member(const std::string& key) const {
  for (const auto& member : members)
    if (member.key.value == key)
      return &member;
  return nullptr;
}

const JsonTree* JsonTree::find(const std::string& key) const {
  const auto* member = find_member(key);
  return member ? &member->value : nullptr;
}

std::string JsonTree::text(const std::string& key) const {
  const auto* found = find(key);
  return found ? found->value : "";
}

JsonTree parse_tree(const std::string& json) {
  return Reader(json).value();
}

} // namespace foyer::mutation
