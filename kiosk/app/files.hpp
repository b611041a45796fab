// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <base/result.hpp>

#include <filesystem>
#include <string>

namespace foyer::app {

// The whole of a small configuration file (a certificate); io_failed names the file.
Result<std::string> read_text(const std::filesystem::path& file);

} // namespace foyer::app
