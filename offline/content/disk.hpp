// SPDX-License-Identifier: EUPL-1.2
// The few things done to folders. Not a public header.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace foyer::content {

// A rename counts once its folder is synced. io_failed.
Status sync_folder(const std::filesystem::path& folder);
// `folder` and every folder in it.
Status sync_tree(const std::filesystem::path& folder);
// Like read_whole_file, but never more than `most` bytes, and no link, device or pipe: io_failed.
Result<Bytes> read_at_most(const std::filesystem::path& file, std::uint64_t most);
// Folders called by a version, "12", the newest first.
std::vector<std::int64_t> versions_in(const std::filesystem::path& folder);
std::optional<std::int64_t> version_of(std::string_view name);

} // namespace foyer::content
