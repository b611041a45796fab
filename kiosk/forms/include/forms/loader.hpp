// SPDX-License-Identifier: EUPL-1.2
// Loader: from the files of an assistant to a checked definition. Does file I/O; call it off the UI
// thread or at start.
#pragma once

#include <base/result.hpp>
#include <forms/assistant.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::forms {

// One mistake in a definition. The numbers are listed in FORMAT.md.
struct LoadProblem {
  int number = 0;       // 7 is F07
  std::string file;     // "blocks/person.json", below the assets' folder
  std::size_t line = 0; // from 1; 0: the file as a whole
  std::string pointer;  // JSON pointer (RFC 6901) of what is wrong
  std::string sentence; // "E04 at 0: no field pass.vorhandn before this one"

  [[nodiscard]] std::string code() const; // "F07"
  // "F07 blocks/person.json:12:/pages/0/fields/3/relevant: E04 at 0: ..."
  [[nodiscard]] std::string text() const;
  bool operator==(const LoadProblem&) const = default;
};

struct Loaded {
  std::shared_ptr<const Assistant> assistant; // nullptr while there are problems
  std::vector<LoadProblem> problems;          // all of them, in the order they were found
};

// Parameters, code lists and blocks of one assets folder, kept for the assistants that are loaded
// after one another. One thread at a time.
class CommonFiles {
 public:
  explicit CommonFiles(std::filesystem::path assets);
  ~CommonFiles();
  CommonFiles(const CommonFiles&) = delete;
  CommonFiles& operator=(const CommonFiles&) = delete;

 private:
  friend class Loader;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Reads <assets>/assistants/<id>.json with the blocks, code lists and parameters it names, and
// checks everything: unknown field, code, parameter or key, operand types, cycles and forward
// references, pages nobody can ever see.
class Loader {
 public:
  // `definition_broken` with LoadProblem::text() of every problem, one a line.
  static Result<std::shared_ptr<const Assistant>> load(const std::filesystem::path& assets,
                                                       std::string_view id);
  // The same for several: what they have in common is read once, and shared.
  static Result<std::shared_ptr<const Assistant>> load(CommonFiles& files, std::string_view id);
  // The same for tools that show the problems.
  static Loaded inspect(const std::filesystem::path& assets, std::string_view id);
  // Ids of the definitions in <assets>/assistants, sorted.
  static std::vector<std::string> available(const std::filesystem::path& assets);
};

} // namespace foyer::forms
