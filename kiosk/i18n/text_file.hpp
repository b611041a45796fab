// SPDX-License-Identifier: EUPL-1.2
// One file of texts: flat JSON. A terminal reads hundreds of them before its first picture, so they
// are read in one pass, without a tree.
#pragma once

#include <base/result.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace foyer::i18n {

// In the order of the file.
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct TextFile {
  Pairs texts;
  Pairs stand; // key and the mark of the German it translates
};

// `malformed` with "folder/file: reason". Does file I/O.
Result<TextFile> read_text_file(const std::filesystem::path& path);

Failure malformed(const std::filesystem::path& file, std::string_view reason);

} // namespace foyer::i18n
