// SPDX-License-Identifier: EUPL-1.2
#include "page_memory.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace foyer::scanner_sane {

Result<std::shared_ptr<const api::Page>> copy_page(const Message& message, int memory,
                                                   std::size_t max_bytes) {
  const auto size = static_cast<std::size_t>(message.width) *
                    static_cast<std::size_t>(message.height) *
                    static_cast<std::size_t>(message.channels);
  // The worker counts too; but vendor code could write any number, and a hole costs no memory.
  if (size > max_bytes)
    return fail(FailureCode::page_too_large);
  struct stat info{};
  if (::fstat(memory, &info) != 0 || info.st_size != static_cast<off_t>(size))
    return fail(FailureCode::scanner_truncated, "byte count");
  auto page = std::make_shared<api::Page>();
  page->width = message.width;
  page->height = message.height;
  page->channels = message.channels;
  page->dpi = message.dpi;
  page->pixels.resize(size);
  std::size_t done = 0;
  while (done < size) { // not mapped: mapped memory that a worker shrinks kills who reads it
    const ssize_t n =
        ::pread(memory, page->pixels.data() + done, size - done, static_cast<off_t>(done));
    if (n <= 0)
      return fail(FailureCode::scanner_truncated, "page memory");
    done += static_cast<std::size_t>(n);
  }
  return std::shared_ptr<const api::Page>(std::move(page));
}

} // namespace foyer::scanner_sane
