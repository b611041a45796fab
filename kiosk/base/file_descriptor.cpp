// SPDX-License-Identifier: EUPL-1.2
#include <base/file_descriptor.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace foyer {

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0)
    ::close(fd_);
}

std::string errno_text() {
  std::array<char, 128> buffer{};
  return ::strerror_r(errno, buffer.data(), buffer.size());
}

} // namespace foyer
