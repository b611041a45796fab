// SPDX-License-Identifier: EUPL-1.2
#include "json_file.hpp"

#include "json_lines.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace foyer::forms {

using nlohmann::json;

std::string LoadProblem::code() const {
  return "F" + std::string(number < 10 ? "0" : "") + std::to_string(number);
}

std::string LoadProblem::text() const {
  const std::string at = line == 0 ? std::string() : ":" + std::to_string(line);
  return code() + " " + file + at + (pointer.empty() ? "" : ":" + pointer) + ": " + sentence;
}

void Problems::add(int number, std::string_view file, std::string_view pointer,
                   std::string_view sentence, std::size_t line) {
  if (line == 0)
    if (const auto text = texts_.find(file); text != texts_.end())
      line = line_of(text->second, pointer);
  problems_.push_back(
      {number, std::string(file), line, std::string(pointer), std::string(sentence)});
}

Failure Problems::failure() const {
  std::string all;
  for (const auto& problem : problems_)
    all += (all.empty() ? "" : "\n") + problem.text();
  return fail(FailureCode::definition_broken, all);
}

namespace {
const json nothing;
} // namespace

JsonNode JsonNode::at(const char* key) const {
  if (!has(key)) {
    problem(2, "\"" + std::string(key) + "\" is missing");
    return {nothing, file_, pointer_ + "/" + key, *problems_};
  }
  return {(*value_)[key], file_, pointer_ + "/" + key, *problems_};
}

std::vector<JsonNode> JsonNode::elements() const {
  std::vector<JsonNode> all;
  if (value_->is_array())
    for (std::size_t i = 0; i < value_->size(); ++i)
      all.emplace_back((*value_)[i], file_, pointer_ + "/" + std::to_string(i), *problems_);
  else if (!value_->is_null())
    problem(2, "must be a list");
  return all;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::members() const {
  std::vector<std::pair<std::string, JsonNode>> all;
  if (value_->is_object()) {
    for (const auto& [key, value] : value_->items())
      if (!key.empty() && key[0] != '_' && key[0] != '$')
        all.emplace_back(key,
                         JsonNode(value, file_, pointer_ + "/" + pointer_part(key), *problems_));
  } else if (!value_->is_null()) {
    problem(2, "must be an object");
  }
  return all;
}

std::string JsonNode::text() const {
  if (value_->is_string() && !value_->get_ref<const std::string&>().empty())
    return value_->get<std::string>();
  if (!value_->is_null())
    problem(2, "must be a text that is not empty");
  return {};
}

std::string JsonNode::text_or(const char* key, std::string_view otherwise) const {
  return has(key) ? text(key) : std::string(otherwise);
}

bool JsonNode::flag(const char* key) const {
  if (!has(key))
    return false;
  const JsonNode member = at(key);
  if (!member.value_->is_boolean()) {
    member.problem(2, "must be true or false");
    return false;
  }
  return member.value_->get<bool>();
}

std::int64_t JsonNode::integer() const {
  if (value_->is_number_integer())
    return value_->get<std::int64_t>();
  if (!value_->is_null())
    problem(2, "must be a whole number");
  return 0;
}

void JsonNode::allow_only(std::initializer_list<std::string_view> keys) const {
  if (!value_->is_object()) {
    if (!value_->is_null())
      problem(2, "must be an object");
    return;
  }
  for (const auto& [key, value] : value_->items())
    if (!key.starts_with('_') && !key.starts_with('$') &&
        std::find(keys.begin(), keys.end(), key) == keys.end())
      problem(2, "\"" + key + "\" is not known here");
}

std::optional<std::string> read_bytes(const std::filesystem::path& file, Problems& problems) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  const std::string name = file.parent_path().filename().string() + "/" + file.filename().string();
  if (!stream || error) {
    problems.add(1, name, "", "cannot be read");
    return std::nullopt;
  }
  if (size > 4U * 1024 * 1024) {
    problems.add(1, name, "", "is too large");
    return std::nullopt;
  }
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

std::optional<json> parse_json(std::string_view bytes, const std::string& file,
                               Problems& problems) {
  bool deep = false, twice = false;
  std::vector<std::set<std::string>> open; // the keys of each object that has not ended
  const auto see = [&](int depth, json::parse_event_t event, json& value) {
    deep = deep || depth > 30;
    if (event == json::parse_event_t::object_start)
      open.emplace_back();
    else if (event == json::parse_event_t::object_end)
      open.pop_back();
    else if (event == json::parse_event_t::key)
      twice = !open.back().insert(value.get_ref<const std::string&>()).second || twice;
    return !deep;
  };
  json value;
  try {
    value = json::parse(bytes, see);
  } catch (const json::parse_error& error) {
    const auto before = bytes.substr(0, error.byte);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    problems.add(1, file, "", "is no JSON", static_cast<std::size_t>(line));
    return std::nullopt;
  } catch (const json::out_of_range&) {
    problems.add(1, file, "", "holds a number that is too large");
    return std::nullopt;
  }
  if (deep) {
    problems.add(1, file, "", "is nested too deeply");
    return std::nullopt;
  }
  if (const auto where = twice ? key_twice(bytes) : std::nullopt) {
    problems.add(1, file, where->pointer, "\"" + where->key + "\" stands twice in one object",
                 where->line);
    return std::nullopt;
  }
  problems.know(file, bytes);
  return value;
}

} // namespace foyer::forms
