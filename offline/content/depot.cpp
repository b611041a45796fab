// SPDX-License-Identifier: EUPL-1.2
#include <content/depot.hpp>

#include "disk.hpp"

#include <base/file_descriptor.hpp>
#include <base/whole_file.hpp>

#include <cerrno>
#include <set>

#include <fcntl.h>
#include <unistd.h>

namespace foyer::content {

namespace fs = std::filesystem;

namespace {

Failure failed(const std::error_code& error, const char* what) {
  return fail(FailureCode::io_failed, std::string(what) + ": " + error.message());
}

Status append_to(const fs::path& file, ByteView bytes) {
  const FileDescriptor out(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644));
  while (out && !bytes.empty()) {
    const ssize_t written = ::write(out.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      break;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (!out || !bytes.empty() || ::fsync(out.get()) != 0)
    return fail(FailureCode::io_failed, "incoming: " + errno_text());
  return success();
}

} // namespace

std::string wire_name(const Entry& entry) {
  return to_hex(entry.sha512);
}

Depot::Depot(fs::path folder, Step step) : folder_(std::move(folder)), step_(std::move(step)) {}

fs::path Depot::incoming(const Entry& entry, bool whole) const {
  return folder_ / "incoming" / (wire_name(entry) + (whole ? "" : ".part"));
}

std::int64_t Depot::version() const {
  const auto versions = versions_in(folder_);
  return versions.empty() ? 0 : versions.front();
}

Standing Depot::standing(const Manifest& manifest, std::string_view compact) const {
  const std::int64_t here = version();
  if (manifest.version() != here)
    return manifest.version() > here ? Standing::newer : Standing::older;
  const fs::path place = folder_ / std::to_string(here);
  const auto known = read_at_most(place / manifest_name, manifest_limit);
  if (!known)
    return Standing::damaged;
  if (as_text(*known) != compact)
    return Standing::contradicts;
  for (const Entry& entry : manifest.files()) {
    const auto bytes = read_at_most(place / wire_name(entry), entry.size);
    if (!bytes || !is_file(entry, *bytes))
      return Standing::damaged;
  }
  return Standing::known;
}

Result<std::uint64_t> Depot::have(const Entry& entry) {
  std::error_code error;
  if (fs::is_regular_file(incoming(entry, true), error)) {
    const auto bytes = read_at_most(incoming(entry, true), entry.size);
    if (bytes && is_file(entry, *bytes))
      return entry.size;
    fs::remove(incoming(entry, true), error);
  }
  // Most files stay the same from version to version.
  const auto before =
      read_at_most(folder_ / std::to_string(version()) / wire_name(entry), entry.size);
  if (before && is_file(entry, *before)) {
    fs::create_directories(folder_ / "incoming", error);
    FOYER_CHECK(write_whole_file(incoming(entry, true), *before, 0644));
    done();
    return entry.size;
  }
  const auto begun = fs::file_size(incoming(entry, false), error);
  if (error)
    return std::uint64_t{0};
  if (begun < entry.size)
    return begun;
  fs::remove(incoming(entry, false), error);
  return std::uint64_t{0};
}

Status Depot::add(const Entry& entry, ByteView bytes) {
  std::error_code error;
  fs::create_directories(folder_ / "incoming", error);
  const fs::path part = incoming(entry, false);
  FOYER_CHECK(append_to(part, bytes));
  done();
  const auto size = fs::file_size(part, error);
  if (error)
    return failed(error, "incoming");
  if (size < entry.size)
    return success();
  const auto whole = read_at_most(part, entry.size);
  if (!whole || !is_file(entry, *whole)) {
    fs::remove(part, error);
    return fail(FailureCode::malformed, "content: a file that is another");
  }
  fs::rename(part, incoming(entry, true), error);
  if (error)
    return failed(error, "incoming");
  done();
  return sync_folder(folder_ / "incoming");
}

Status Depot::publish(const Manifest& manifest, std::string_view compact) {
  const fs::path incoming_folder = folder_ / "incoming";
  const fs::path place = folder_ / std::to_string(manifest.version());
  std::error_code error;
  fs::create_directories(incoming_folder, error);
  // Only what belongs to it is left, then the folder itself becomes the version.
  std::set<std::string> wanted;
  for (const Entry& entry : manifest.files())
    wanted.insert(wire_name(entry));
  std::error_code ignored;
  for (auto file = fs::directory_iterator(incoming_folder, error);
       !error && file != fs::directory_iterator(); file.increment(error))
    if (!wanted.contains(file->path().filename().string()))
      fs::remove_all(file->path(), ignored);
  if (error)
    return failed(error, "incoming");
  FOYER_CHECK(write_whole_file(incoming_folder / manifest_name, as_bytes(compact), 0644));
  done();
  fs::remove_all(place, ignored); // a damaged one
  done();
  fs::rename(incoming_folder, place, error);
  if (error)
    return failed(error, "version");
  done();
  FOYER_CHECK(sync_folder(folder_));
  for (const std::int64_t version : versions_in(folder_))
    if (version != manifest.version())
      fs::remove_all(folder_ / std::to_string(version), error);
  done();
  return success();
}

} // namespace foyer::content
