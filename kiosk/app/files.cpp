// SPDX-License-Identifier: EUPL-1.2
#include "files.hpp"

#include <fstream>
#include <iterator>

namespace foyer::app {

Result<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in)
    return fail(FailureCode::io_failed, "cannot read " + file.string());
  return text;
}

} // namespace foyer::app
