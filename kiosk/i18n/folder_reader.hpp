// SPDX-License-Identifier: EUPL-1.2
// FolderReader: from the folder of a language to its texts. Does file I/O. Private to the i18n
// room.
#pragma once

#include "keys.hpp"
#include "language_texts.hpp"

#include <base/result.hpp>
#include <i18n/catalogue.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace foyer::i18n {

class FolderReader {
 public:
  using Texts = std::shared_ptr<const LanguageTexts>;

  // `only`: of each folder this file alone; empty: all.
  explicit FolderReader(Patterns patterns, std::string only = {})
      : patterns_(patterns), only_(std::move(only)) {}

  // All fail as Catalogue::load() does. What language.json says:
  static Result<Language> read_about(const std::filesystem::path& folder);
  // First: what translations are compared with.
  Result<Texts> read_german(const std::filesystem::path& folder);
  // Changes nothing here, so that several may be read at once.
  [[nodiscard]] Result<Texts> read_translation(const std::filesystem::path& folder) const;

  // Of the German texts.
  [[nodiscard]] std::shared_ptr<const Keys> keys() const { return keys_; }

 private:
  [[nodiscard]] Status check(const std::filesystem::path& file, std::string_view key,
                             std::string_view pattern) const;

  [[nodiscard]] std::vector<std::filesystem::path>
  text_files(const std::filesystem::path& folder) const;

  Patterns patterns_;
  std::string only_;
  std::shared_ptr<Keys> keys_ = std::make_shared<Keys>();
  std::vector<std::string> marks_; // of the German texts, by number
};

} // namespace foyer::i18n
