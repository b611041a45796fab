// SPDX-License-Identifier: EUPL-1.2
// Files of texts: flat JSON. A terminal reads hundreds of them before its first picture, so they
// are read in one pass and nothing of them is copied.
#pragma once

#include <base/result.hpp>

#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace foyer::i18n {

// In the order of the file.
using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

struct TextFile {
  Pairs texts;
  Pairs stand; // key and the mark of the German it translates
};

// One thread at a time.
class TextFileReader {
 public:
  TextFileReader();
  ~TextFileReader();
  TextFileReader(const TextFileReader&) = delete;
  TextFileReader& operator=(const TextFileReader&) = delete;

  // What comes is valid until the next call. `malformed` with "folder/file: reason". Does file I/O.
  Result<TextFile> read(const std::filesystem::path& path);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

Failure malformed(const std::filesystem::path& file, std::string_view reason);

} // namespace foyer::i18n
