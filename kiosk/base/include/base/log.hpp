// SPDX-License-Identifier: EUPL-1.2
// The log: one JSON object a line, made only of events from the catalogue (events.json).
//   log(events::CardRead{.access = "pace_can", .apdus = 15, ...});
// Thread safe. Until open_log() lines go to standard error.
#pragma once

#include <base/events.hpp>
#include <base/result.hpp>

#include <filesystem>

namespace foyer {

// Appends to `file`, which rotates at 5 MiB and keeps 5 older ones. `program` is put in each line.
Status open_log(const std::filesystem::path& file, std::string_view program);

using events::log;

} // namespace foyer
