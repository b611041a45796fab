// SPDX-License-Identifier: EUPL-1.2
// The memory that a worker process and who started it share (base/worker_process.hpp). Read and
// written by copying: mapped memory that the other one shrinks kills who reads it.
#pragma once

#include <base/bytes.hpp>

namespace foyer::pages {

// At `offset` bytes. Fails with: io_failed.
Status put(int memory, std::size_t offset, ByteView bytes);

// Fills `bytes` with what lies at `offset`. Fails with: malformed (there is less).
Status get(int memory, std::size_t offset, std::span<std::uint8_t> bytes);

// Gives it back to the system.
void clear(int memory);

} // namespace foyer::pages
