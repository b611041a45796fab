// SPDX-License-Identifier: EUPL-1.2
// The texts of one language as translators have them: files, marks, reviews (locales/README.md).
// i18n::Catalogue reads the same files for the terminal, but only what is shown.
#pragma once

#include <base/result.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::translate {

// A person looked at the words; without one they are "machine translated, not reviewed".
struct Review {
  std::string by;   // role, never a name: "sworn translator"
  std::string on;   // "2026-12-01"
  std::string text; // mark of the words that were reviewed
};

struct Text {
  std::string file; // "a3.json"
  std::string words;
  std::string mark; // of the German text this translates; empty: none yet
  std::optional<Review> review;
  std::string changed; // German only: the day since when it reads like this, "2026-11-25"
};

struct About {
  std::string code, name;
  bool rtl = false, in_progress = false;
  int tier = 1;
  std::string voice; // empty: none
};

class Texts {
 public:
  // Reads <locales>/<code>; blocks. `text_missing` when there is no such language, `malformed` with
  // "file: reason".
  static Result<Texts> read(const std::filesystem::path& locales, std::string_view code);
  // The German that is translated: without the files of locales/tiers.json's "staff".
  static Result<Texts> read_master(const std::filesystem::path& locales);

  [[nodiscard]] const About& about() const { return about_; }
  // nullptr when there is none. A review of other words than those there is not given.
  [[nodiscard]] const Text* find(std::string_view key) const;
  // Keys file by file in the order in which they stand there.
  [[nodiscard]] std::vector<std::string> keys() const;

  // Puts the text into `file`, behind the nearest key that stands before it in `german`.
  void set(const std::string& key, Text text, const Texts& german);
  // Writes the files that set() changed, as locales/stamp.py does. `io_failed` when one cannot be
  // written. Not for German, whose file stamp.py dates.
  Status write() const;

 private:
  std::filesystem::path folder_;
  About about_;
  std::map<std::string, std::vector<std::string>> files_; // their keys in order
  std::map<std::string, Text, std::less<>> texts_;
  std::set<std::string> touched_;
};

// Codes of all languages in the folder, also those in progress, German first.
std::vector<std::string> languages(const std::filesystem::path& locales);
// The files whose texts a language of tier 2 translates (locales/tiers.json).
Result<std::set<std::string>> interface_files(const std::filesystem::path& locales);

} // namespace foyer::translate
