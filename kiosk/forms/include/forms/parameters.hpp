// SPDX-License-Identifier: EUPL-1.2
// Parameters: dated values (fees, thresholds, lists of post codes) that no definition hard-codes
// (assistants.md §1). Immutable, thread safe.
#pragma once

#include <base/result.hpp>
#include <forms/value.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::forms {

class Problems;

class Parameters {
 public:
  // Reads one file; `definition_broken` with file and pointer when it does not fit its format.
  static Result<Parameters> load(const std::filesystem::path& file);

  // The same for who collects problems; nothing when it added one.
  static std::optional<Parameters> read(const std::filesystem::path& file, Problems& problems);

  // int64 (counts, or cents where the unit says so), string, or list of strings.
  // On a day no row covers, the last row that began before it; else the first. nullptr: no such
  // key.
  [[nodiscard]] const Value* find(std::string_view key, Date day) const;
  // The key's first value: for its type. nullptr: no such key.
  [[nodiscard]] const Value* any(std::string_view key) const;
  // The keys whose values no longer cover `day`, sorted: foyerctl warns about them.
  [[nodiscard]] std::vector<std::string> run_out(Date day) const;
  [[nodiscard]] const std::string& sha256() const { return sha256_; }

 private:
  struct Row {
    Value value;
    Date from{}, to{};
  };
  std::map<std::string, std::vector<Row>, std::less<>> rows_;
  std::string sha256_;
};

} // namespace foyer::forms
