// SPDX-License-Identifier: EUPL-1.2
#include "json_lines.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <set>

namespace foyer::forms {

namespace {

// Walks the text of valid JSON and tells of every value and key with its line.
class Scanner {
 public:
  using OnValue = std::function<void(const std::string& pointer, std::size_t line)>;
  using OnKey =
      std::function<void(const std::string& object, const std::string& key, std::size_t line)>;

  explicit Scanner(std::string_view json) : json_(json) {}
  OnValue on_value = [](const auto&, std::size_t) {};
  OnKey on_key = [](const auto&, const auto&, std::size_t) {};

  void run() { value(""); }

 private:
  [[nodiscard]] char here() const { return at_ < json_.size() ? json_[at_] : '\0'; }

  void skip_space() {
    for (; here() == ' ' || here() == '\t' || here() == '\r' || here() == '\n'; ++at_)
      if (here() == '\n')
        ++line_;
  }

  std::string_view string() {
    const std::size_t begin = at_++;
    while (at_ < json_.size() && here() != '"')
      at_ += here() == '\\' ? 2 : 1;
    ++at_;
    return json_.substr(begin, at_ - begin);
  }

  void value(const std::string& pointer) {
    skip_space();
    on_value(pointer, line_);
    if (here() == '{')
      return object(pointer);
    if (here() == '[')
      return array(pointer);
    if (here() == '"') {
      string();
      return;
    }
    while (at_ < json_.size() && std::string_view(",]} \t\r\n").find(here()) == std::string::npos)
      ++at_;
  }

  void object(const std::string& pointer) {
    ++at_;
    std::set<std::string> keys;
    for (skip_space(); at_ < json_.size() && here() != '}'; skip_space()) {
      if (here() != '"') { // the comma
        ++at_;
        continue;
      }
      const std::size_t line = line_;
      const auto parsed = nlohmann::json::parse(string(), nullptr, false);
      const std::string key = parsed.is_string() ? parsed.get<std::string>() : std::string();
      on_key(pointer, key, line);
      skip_space();
      ++at_; // the colon
      value(pointer + "/" + pointer_part(key));
    }
    ++at_;
  }

  void array(const std::string& pointer) {
    ++at_;
    std::size_t index = 0;
    for (skip_space(); at_ < json_.size() && here() != ']'; skip_space()) {
      if (here() == ',')
        ++at_;
      else
        value(pointer + "/" + std::to_string(index++));
    }
    ++at_;
  }

  std::string_view json_;
  std::size_t at_ = 0, line_ = 1;
};

} // namespace

std::size_t line_of(std::string_view json, std::string_view pointer) {
  std::size_t line = 1, longest = 0;
  Scanner scanner(json);
  scanner.on_value = [&](const std::string& seen, std::size_t at) {
    const bool leads_there =
        pointer.starts_with(seen) && (pointer.size() == seen.size() || pointer[seen.size()] == '/');
    if (leads_there && seen.size() >= longest) {
      longest = seen.size();
      line = at;
    }
  };
  scanner.run();
  return line;
}

std::optional<TwiceKey> key_twice(std::string_view json) {
  std::optional<TwiceKey> found;
  std::set<std::pair<std::string, std::string>> seen;
  Scanner scanner(json);
  scanner.on_key = [&](const std::string& object, const std::string& key, std::size_t line) {
    if (!seen.emplace(object, key).second && !found)
      found = TwiceKey{object, key, line};
  };
  scanner.run();
  return found;
}

std::string pointer_part(std::string_view key) {
  std::string part;
  for (const char c : key)
    part += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return part;
}

} // namespace foyer::forms
