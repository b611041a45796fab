// SPDX-License-Identifier: EUPL-1.2
#include "migration.hpp"

#include "json_file.hpp"

#include <algorithm>
#include <deque>

namespace foyer::forms {

namespace {

namespace fs = std::filesystem;

Migration read(const JsonNode& root) {
  root.allow_only({"assistant", "from", "to", "renamed", "removed"});
  Migration made{root.text("from"), root.text("to"), {}, {}};
  if (root.has("renamed"))
    for (const auto& [before, after] : root.at("renamed").members())
      made.renamed.emplace(before, after.text());
  if (root.has("removed"))
    for (const auto& id : root.at("removed").elements())
      made.removed.insert(id.text());
  return made;
}

Result<std::vector<Migration>> all_of(const fs::path& assets, const std::string& assistant) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(assets / "migrations", error))
    if (entry.path().extension() == ".json" &&
        entry.path().filename().string().starts_with(assistant + "-"))
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Problems problems;
  std::vector<Migration> all;
  for (const auto& path : files) {
    const std::string file = "migrations/" + path.filename().string();
    const auto bytes = read_bytes(path, problems);
    const auto json = bytes ? parse_json(*bytes, file, problems) : std::nullopt;
    if (!json)
      continue;
    const JsonNode root(*json, file, "", problems);
    all.push_back(read(root));
    if (root.text("assistant") != assistant ||
        path.stem().string() != assistant + "-" + all.back().from + "-" + all.back().to)
      root.problem(2, "the file's name is <assistant>-<from>-<to>.json");
  }
  if (!problems.empty())
    return problems.failure();
  return all;
}

} // namespace

Result<std::vector<Migration>> way(const fs::path& assets, const std::string& assistant,
                                   const std::string& from, const std::string& to) {
  if (from == to)
    return std::vector<Migration>{};
  FOYER_TRY(const std::vector<Migration> all, all_of(assets, assistant));
  // Breadth first: each version is reached once, by the fewest files.
  std::map<std::string, const Migration*> reached_by = {{from, nullptr}};
  std::deque<std::string> open = {from};
  while (!open.empty() && !reached_by.contains(to)) {
    for (const auto& step : all)
      if (step.from == open.front() && reached_by.emplace(step.to, &step).second)
        open.push_back(step.to);
    open.pop_front();
  }
  if (!reached_by.contains(to))
    return fail(FailureCode::answer_rejected, "no migration of " + assistant + " leads here");
  std::vector<Migration> steps;
  for (const Migration* step = reached_by[to]; step != nullptr; step = reached_by[step->from])
    steps.insert(steps.begin(), *step);
  return steps;
}

} // namespace foyer::forms
