// SPDX-License-Identifier: EUPL-1.2
#include "disk.hpp"

#include <base/file_descriptor.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer::content {

namespace fs = std::filesystem;

namespace {

Failure cannot(const fs::path& what) {
  return fail(FailureCode::io_failed, what.filename().string() + ": " + errno_text());
}

} // namespace

Status sync_folder(const fs::path& folder) {
  const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory || ::fsync(directory.get()) != 0)
    return cannot(folder);
  return success();
}

Status sync_tree(const fs::path& folder) {
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error))
    if (entry->is_directory(error))
      FOYER_CHECK(sync_folder(entry->path()));
  if (error)
    return fail(FailureCode::io_failed, folder.filename().string());
  return sync_folder(folder);
}

Result<Bytes> read_at_most(const fs::path& file, std::uint64_t most) {
  // Without O_NONBLOCK a pipe would hold us.
  const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat about{};
  if (!in || ::fstat(in.get(), &about) != 0)
    return cannot(file);
  if (!S_ISREG(about.st_mode) || about.st_size < 0 ||
      static_cast<std::uint64_t>(about.st_size) > most)
    return fail(FailureCode::io_failed, file.filename().string() + ": too long or no file");
  Bytes content(static_cast<std::size_t>(about.st_size));
  std::size_t size = 0;
  while (size < content.size()) {
    const ssize_t got = ::read(in.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return cannot(file);
    if (got == 0)
      break;
    size += static_cast<std::size_t>(got);
  }
  content.resize(size);
  return content;
}

std::optional<std::int64_t> version_of(std::string_view name) {
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), version);
  if (error != std::errc() || end != name.data() + name.size() || version < 1 ||
      std::to_string(version) != name)
    return std::nullopt;
  return version;
}

std::vector<std::int64_t> versions_in(const fs::path& folder) {
  std::vector<std::int64_t> versions;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error);
       !error && entry != fs::directory_iterator(); entry.increment(error))
    if (const auto version = version_of(entry->path().filename().string()))
      versions.push_back(*version);
  std::sort(versions.rbegin(), versions.rend());
  return versions;
}

} // namespace foyer::content
