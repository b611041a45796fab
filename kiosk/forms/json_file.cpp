// SPDX-License-Identifier: EUPL-1.2
#include "json_file.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace foyer::forms {

using nlohmann::json;

void Problems::add(int number, std::string_view file, std::string_view pointer,
                   std::string_view sentence) {
  std::string line = "F" + std::string(number < 10 ? "0" : "") + std::to_string(number) + " ";
  line.append(file).append(":").append(pointer).append(": ").append(sentence);
  lines_.push_back(std::move(line));
}

Failure Problems::failure() const {
  std::string all;
  for (const auto& line : lines_)
    all += (all.empty() ? "" : "\n") + line;
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
        all.emplace_back(key, JsonNode(value, file_, pointer_ + "/" + key, *problems_));
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

Result<std::string> read_bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  const std::string name = file.parent_path().filename().string() + "/" + file.filename().string();
  if (!stream || error)
    return fail(FailureCode::definition_broken, "F01 " + name + ":: cannot be read");
  if (size > 4U * 1024 * 1024)
    return fail(FailureCode::definition_broken, "F01 " + name + ":: is too large");
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

std::optional<json> parse_json(std::string_view bytes, const std::string& file,
                               Problems& problems) {
  std::vector<std::set<std::string>> open;
  std::string twice;
  bool deep = false;
  const auto see = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > 30)
      deep = true;
    if (event == json::parse_event_t::object_start)
      open.emplace_back();
    if (event == json::parse_event_t::object_end && !open.empty())
      open.pop_back();
    if (event == json::parse_event_t::key && !open.empty() &&
        !open.back().insert(parsed.get<std::string>()).second)
      twice = parsed.get<std::string>();
    return !deep;
  };
  json value = json::parse(bytes, see, false);
  if (value.is_discarded() || deep)
    problems.add(1, file, "", "is no JSON");
  else if (!twice.empty())
    problems.add(1, file, "", "\"" + twice + "\" stands twice in one object");
  else
    return value;
  return std::nullopt;
}

} // namespace foyer::forms
