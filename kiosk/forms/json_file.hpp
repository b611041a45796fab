// SPDX-License-Identifier: EUPL-1.2
// Reading definition files with every problem located: "F02 blocks/pass.json:7:/pages/0/id: ...".
#pragma once

#include <base/result.hpp>
#include <forms/loader.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::forms {

// Collects problems, so that an author sees all of them at once.
class Problems {
 public:
  // Line 0: found by the pointer in the file's text, if that is known.
  void add(int number, std::string_view file, std::string_view pointer, std::string_view sentence,
           std::size_t line = 0);
  // The text of a file that was parsed: lines are counted in it.
  void know(const std::string& file, std::string_view text) { texts_[file] = text; }
  [[nodiscard]] bool empty() const { return problems_.empty(); }
  [[nodiscard]] const std::vector<LoadProblem>& all() const { return problems_; }
  // `definition_broken`, one problem a line.
  [[nodiscard]] Failure failure() const;

 private:
  std::vector<LoadProblem> problems_;
  std::map<std::string, std::string, std::less<>> texts_;
};

// A JSON value with the place it stands at. Reading something that is not there, or not of the
// wanted kind, adds a problem and gives an empty answer, so that reading goes on.
class JsonNode {
 public:
  JsonNode(const nlohmann::json& value, std::string file, std::string pointer, Problems& problems)
      : value_(&value), file_(std::move(file)), pointer_(std::move(pointer)), problems_(&problems) {
  }

  [[nodiscard]] bool has(const char* key) const {
    return value_->is_object() && value_->contains(key);
  }
  [[nodiscard]] JsonNode at(const char* key) const;
  [[nodiscard]] std::vector<JsonNode> elements() const;
  // The members of an object with their keys.
  [[nodiscard]] std::vector<std::pair<std::string, JsonNode>> members() const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string text(const char* key) const { return at(key).text(); }
  [[nodiscard]] std::string text_or(const char* key, std::string_view otherwise) const;
  [[nodiscard]] bool flag(const char* key) const;
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] bool is_text() const { return value_->is_string(); }
  [[nodiscard]] bool is_integer() const { return value_->is_number_integer(); }
  [[nodiscard]] bool is_array() const { return value_->is_array(); }

  // F02 for members that are not in the list: a mistyped "relevnat" must not be silent. Members
  // whose name begins with "_" or "$" are notes.
  void allow_only(std::initializer_list<std::string_view> keys) const;
  void problem(int number, std::string_view sentence) const {
    problems_->add(number, file_, pointer_, sentence);
  }
  [[nodiscard]] const std::string& file() const { return file_; }
  // The same place, with its problems told to somebody else.
  [[nodiscard]] JsonNode silent(Problems& elsewhere) const {
    return {*value_, file_, pointer_, elsewhere};
  }

 private:
  const nlohmann::json* value_;
  std::string file_, pointer_;
  Problems* problems_;
};

// The file's bytes; at most 4 MiB. F01 in `problems` and nothing when it cannot be read.
std::optional<std::string> read_bytes(const std::filesystem::path& file, Problems& problems);
// Parses; F01 in `problems` and nothing when it is no JSON or a key stands twice in one object.
std::optional<nlohmann::json> parse_json(std::string_view bytes, const std::string& file,
                                         Problems& problems);

} // namespace foyer::forms
