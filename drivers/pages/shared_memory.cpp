// SPDX-License-Identifier: EUPL-1.2
#include <pages/shared_memory.hpp>

#include <base/file_descriptor.hpp>

#include <unistd.h>

namespace foyer::pages {

Status put(int memory, std::size_t offset, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(memory, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n <= 0)
      return fail(FailureCode::io_failed, "worker memory: " + errno_text());
    offset += static_cast<std::size_t>(n);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return success();
}

Status get(int memory, std::size_t offset, std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n <= 0)
      return fail(FailureCode::malformed, "worker memory");
    offset += static_cast<std::size_t>(n);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return success();
}

void clear(int memory) {
  (void)!::ftruncate(memory, 0);
}

} // namespace foyer::pages
