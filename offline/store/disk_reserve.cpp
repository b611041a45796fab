// SPDX-License-Identifier: EUPL-1.2
#include "disk_reserve.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace foyer::store {

namespace {

constexpr std::uint64_t stat_block = 512; // st_blocks counts these on Linux

bool allocate(const std::filesystem::path& file, std::uint64_t bytes) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return false;
  struct stat facts{};
  // A file of the right length may have holes: only allocated blocks count.
  bool held =
      ::fstat(fd, &facts) == 0 && static_cast<std::uint64_t>(facts.st_blocks) * stat_block >= bytes;
  if (!held)
    held = ::posix_fallocate(fd, 0, static_cast<off_t>(bytes)) == 0;
  ::close(fd);
  return held;
}

} // namespace

bool DiskReserve::hold() {
  if (bytes_ == 0)
    return true;
  if (!allocate(file_, bytes_)) {
    // A part of it is worth more to the filings than to us.
    ::unlink(file_.c_str());
    return false;
  }
  struct statvfs facts{};
  return ::statvfs(file_.c_str(), &facts) == 0 &&
         std::uint64_t{facts.f_bavail} * facts.f_frsize >= margin;
}

bool DiskReserve::release() {
  return bytes_ != 0 && ::unlink(file_.c_str()) == 0;
}

} // namespace foyer::store
