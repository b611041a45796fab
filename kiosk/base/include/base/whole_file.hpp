// SPDX-License-Identifier: EUPL-1.2
// Files in one piece: read at once, and written so that they are there whole or not at all, whoever
// reads them meanwhile and whenever the power goes.
#pragma once

#include <base/bytes.hpp>

#include <filesystem>

#include <sys/types.h>

namespace foyer {

// Of the size that fits into memory. Fails with io_failed, also for a folder.
Result<Bytes> read_whole_file(const std::filesystem::path& file);

enum class Existing : std::uint8_t { replace, keep };

// Written beside its place, synced, given its name, and the folder synced. Blocks for the disk.
// Fails with io_failed; with Existing::keep also where a file of that name is there.
Status write_whole_file(const std::filesystem::path& file, ByteView content, mode_t mode,
                        Existing existing = Existing::replace);

} // namespace foyer
