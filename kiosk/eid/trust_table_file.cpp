// SPDX-License-Identifier: EUPL-1.2
#include <eid/trust_table.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer::eid {
namespace {

class File {
 public:
  File(const std::filesystem::path& path, int flags)
      : handle_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~File() {
    if (handle_ >= 0)
      ::close(handle_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] bool write(ByteView bytes) const {
    while (handle_ >= 0 && !bytes.empty()) {
      const ssize_t count = ::write(handle_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR)
        continue;
      if (count <= 0)
        return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return handle_ >= 0;
  }
  [[nodiscard]] bool sync() const { return handle_ >= 0 && ::fsync(handle_) == 0; }

 private:
  int handle_;
};

Failure failed_with(const std::filesystem::path& file) {
  return fail(FailureCode::io_failed, file.string() + ": " + std::strerror(errno));
}

} // namespace

Result<TrustTable> load_trust_table(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return fail(FailureCode::io_failed, file.string() + " cannot be opened");
  const std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad())
    return fail(FailureCode::io_failed, file.string() + " cannot be read");
  return parse_trust_table(as_bytes(content));
}

Status save_trust_table(const TrustTable& table, const std::filesystem::path& file) {
  const Bytes bytes = encode_trust_table(table);
  auto draft = file;
  draft += "." + std::to_string(::getpid()) + ".new";
  const auto give_up = [&] {
    const Failure failure = failed_with(draft);
    ::unlink(draft.c_str());
    return failure;
  };
  {
    const File out(draft, O_WRONLY | O_CREAT | O_TRUNC);
    if (!out.write(bytes) || !out.sync())
      return give_up();
  }
  if (::rename(draft.c_str(), file.c_str()) != 0)
    return give_up();
  const auto folder = file.has_parent_path() ? file.parent_path() : ".";
  if (!File(folder, O_RDONLY | O_DIRECTORY).sync())
    return failed_with(folder);
  return success();
}

} // namespace foyer::eid
