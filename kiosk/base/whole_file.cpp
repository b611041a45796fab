// SPDX-License-Identifier: EUPL-1.2
#include <base/whole_file.hpp>

#include <base/file_descriptor.hpp>

#include <cerrno>
#include <cstdio>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer {
namespace {

Failure cannot(const std::filesystem::path& file) {
  return fail(FailureCode::io_failed, file.filename().string() + ": " + errno_text());
}

bool write_all(int fd, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool write_draft(const char* draft, ByteView content, mode_t mode) {
  ::unlink(draft); // of somebody with our number who was interrupted
  const FileDescriptor out(::open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  return out && write_all(out.get(), content) && ::fsync(out.get()) == 0;
}

bool give_name(const char* draft, const char* file, Existing existing) {
  return (existing == Existing::replace ? ::rename(draft, file) : ::link(draft, file)) == 0;
}

} // namespace

Result<Bytes> read_whole_file(const std::filesystem::path& file) {
  const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about{};
  if (!in || ::fstat(in.get(), &about) != 0)
    return cannot(file);
  // One more than it has, so that its end is seen without growing; what has no size grows.
  Bytes content(static_cast<std::size_t>(about.st_size) + 1);
  std::size_t size = 0;
  for (;;) {
    const ssize_t got = ::read(in.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return cannot(file);
    if (got == 0)
      break;
    size += static_cast<std::size_t>(got);
    if (size == content.size())
      content.resize(2 * size);
  }
  content.resize(size);
  return content;
}

Status write_whole_file(const std::filesystem::path& file, ByteView content, mode_t mode,
                        Existing existing) {
  const std::string draft = file.string() + "." + std::to_string(::getpid()) + ".new";
  const bool named =
      write_draft(draft.c_str(), content, mode) && give_name(draft.c_str(), file.c_str(), existing);
  const auto failure = named ? std::nullopt : std::optional(cannot(file));
  ::unlink(draft.c_str()); // still there where it was linked, or where something failed
  if (failure)
    return *failure;
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const FileDescriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory || ::fsync(directory.get()) != 0)
    return cannot(file);
  return success();
}

} // namespace foyer
