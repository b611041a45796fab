// SPDX-License-Identifier: EUPL-1.2
#include <forms/parameters.hpp>

#include "json_file.hpp"
#include "sha256.hpp"

#include <cel/calendar.hpp>

namespace foyer::forms {

namespace {

constexpr std::string_view for_ever = "9999-12-31";

Date read_day(const JsonNode& row, const char* key, std::string_view otherwise) {
  const std::string iso = row.text_or(key, otherwise);
  const auto span = cel::parse_iso(iso);
  if (!span || !cel::is_full_date(iso)) {
    row.problem(2, "\"" + std::string(key) + "\" must be a date like 2026-01-31");
    return {};
  }
  return Date{span->first};
}

Value read_value(const JsonNode& value) {
  if (value.is_integer())
    return value.integer();
  if (!value.is_array())
    return value.text();
  std::vector<std::string> list;
  for (const auto& element : value.elements())
    list.push_back(element.text());
  return list;
}

} // namespace

Result<Parameters> Parameters::load(const std::filesystem::path& path) {
  Problems problems;
  auto parameters = read(path, problems);
  if (!parameters)
    return problems.failure();
  return std::move(*parameters);
}

std::optional<Parameters> Parameters::read(const std::filesystem::path& path, Problems& problems) {
  const auto bytes = read_bytes(path, problems);
  if (!bytes)
    return std::nullopt;
  const std::string file = "parameters/" + path.filename().string();
  const auto json = parse_json(*bytes, file, problems);
  if (!json)
    return std::nullopt;

  const std::size_t before = problems.all().size();
  Parameters parameters;
  parameters.sha256_ = sha256_hex(*bytes);
  for (const auto& [key, rows] : JsonNode(*json, file, "", problems).members()) {
    auto& read = parameters.rows_[key];
    for (const auto& row : rows.elements()) {
      row.allow_only({"value", "unit", "from", "to", "source"});
      if (row.text("source").empty())
        row.problem(2, "say where the value is from");
      read.push_back(
          {read_value(row.at("value")), read_day(row, "from", ""), read_day(row, "to", for_ever)});
      const Row& added = read.back();
      if (added.to < added.from)
        row.problem(2, "\"to\" is before \"from\"");
      if (read.size() > 1 && read[read.size() - 2].to >= added.from)
        row.problem(2, "begins before the row above it ends");
      if (added.value.index() != read.front().value.index())
        row.problem(2, "has another kind of value than the row above it");
    }
    if (read.empty())
      rows.problem(2, "needs a row");
  }
  if (problems.all().size() > before)
    return std::nullopt;
  return parameters;
}

const Value* Parameters::find(std::string_view key, Date day) const {
  const auto found = rows_.find(key);
  if (found == rows_.end())
    return nullptr;
  const Row* best = &found->second.front();
  for (const auto& row : found->second)
    if (row.from <= day)
      best = &row;
  return &best->value;
}

const Value* Parameters::any(std::string_view key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : &found->second.front().value;
}

std::vector<std::string> Parameters::run_out(Date day) const {
  std::vector<std::string> keys;
  for (const auto& [key, rows] : rows_) {
    bool covered = false;
    for (const auto& row : rows)
      covered = covered || (row.from <= day && day <= row.to);
    if (!covered)
      keys.push_back(key);
  }
  return keys;
}

} // namespace foyer::forms
