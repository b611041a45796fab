// SPDX-License-Identifier: EUPL-1.2
// A folder of texts made by a test, gone with it.
#pragma once

#include <i18n/catalogue.hpp>
#include <translate/texts.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace foyer::translate_test {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "foyer-translate-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root_ = pattern;
    put("tiers.json", R"({"interface": ["ui.json"]})");
    put("de/language.json", R"({"name": "Deutsch", "rtl": false, "tier": 1, "voice": "de"})");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(root_); }

  void put(const std::string& file, const std::string& text) const {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  [[nodiscard]] std::string get(const std::string& file) const {
    std::ifstream stream(root_ / file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  [[nodiscard]] const fs::path& root() const { return root_; }
  [[nodiscard]] translate::Texts read(const char* code) const {
    auto texts = translate::Texts::read(root_, code);
    if (!texts)
      throw std::runtime_error(texts.failure().detail);
    return std::move(*texts);
  }

 private:
  fs::path root_;
};

inline std::string mark(std::string_view text) {
  return "\"" + i18n::stand_of(text) + "\"";
}

} // namespace foyer::translate_test
