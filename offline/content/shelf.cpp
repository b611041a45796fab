// SPDX-License-Identifier: EUPL-1.2
#include <content/shelf.hpp>

#include "disk.hpp"

#include <base/whole_file.hpp>

namespace foyer::content {

namespace fs = std::filesystem;

namespace {

constexpr const char* current_name = "current";
constexpr const char* new_name = "new";
// What filings and their journal need meanwhile, beside the store's own reserve.
constexpr std::uint64_t room_left = std::uint64_t{64} << 20;

Failure failed(const std::error_code& error, const char* what) {
  return fail(FailureCode::io_failed, std::string("content ") + what + ": " + error.message());
}

Shelf::Prepared refused(Refusal why, Failure failure) {
  return Refused{why, std::move(failure)};
}

} // namespace

Shelf::Shelf(fs::path folder, ReleaseKeys keys, std::string program_version, Step step)
    : folder_(std::move(folder)), keys_(std::move(keys)),
      program_version_(std::move(program_version)), step_(std::move(step)) {}

std::int64_t Shelf::floor() const {
  std::error_code error;
  const auto target = fs::read_symlink(folder_ / current_name, error);
  return error ? 0 : version_of(target.string()).value_or(0);
}

Result<OnShelf> Shelf::proven(std::int64_t version) const {
  const fs::path place = folder_ / std::to_string(version);
  FOYER_TRY(const Bytes compact, read_at_most(place / manifest_name, manifest_limit));
  FOYER_TRY(Manifest manifest, Manifest::open(as_text(compact), keys_));
  if (manifest.version() != version)
    return fail(FailureCode::malformed, "content: of another version");
  for (const Entry& entry : manifest.files()) {
    FOYER_TRY(const Bytes bytes, read_at_most(place / place_of(entry), entry.size));
    if (!is_file(entry, bytes))
      return fail(FailureCode::malformed, "content: a file that is another");
  }
  return OnShelf{std::move(manifest), place};
}

Result<std::optional<OnShelf>> Shelf::current() const {
  const std::int64_t version = floor();
  if (version == 0)
    return std::optional<OnShelf>{};
  FOYER_TRY(OnShelf found, proven(version));
  if (!found.manifest.is_for(program_version_))
    return std::optional<OnShelf>{};
  return std::optional(std::move(found));
}

// Before anything is written: is all there, and is there room for it?
Result<std::optional<Refused>> Shelf::obstacle(const Manifest& manifest,
                                               const fs::path& from) const {
  std::uint64_t size = manifest_limit;
  for (const Entry& entry : manifest.files()) {
    const auto bytes = read_at_most(from / wire_name(entry), entry.size);
    if (!bytes)
      return std::optional(Refused{Refusal::incomplete, bytes.failure()});
    if (!is_file(entry, *bytes))
      return std::optional(Refused{
          Refusal::incomplete, fail(FailureCode::malformed, "content: a file that is another")});
    size += entry.size;
  }
  std::error_code error;
  fs::create_directories(folder_, error);
  const auto space = fs::space(folder_, error);
  if (!error && space.available < size + room_left)
    return fail(FailureCode::disk_full, "content");
  return std::optional<Refused>{};
}

Result<std::optional<Refused>> Shelf::copy(const Manifest& manifest, ByteView compact,
                                           const fs::path& from) {
  FOYER_TRY(auto obstacle, this->obstacle(manifest, from));
  if (obstacle)
    return obstacle;
  const fs::path to = folder_ / new_name;
  std::error_code error;
  fs::remove_all(to, error);
  fs::create_directories(to, error);
  if (error)
    return failed(error, "copy");
  done();
  for (const Entry& entry : manifest.files()) {
    const auto bytes = read_at_most(from / wire_name(entry), entry.size);
    if (!bytes)
      return std::optional(Refused{Refusal::incomplete, bytes.failure()});
    if (!is_file(entry, *bytes))
      return std::optional(Refused{
          Refusal::incomplete, fail(FailureCode::malformed, "content: a file that is another")});
    const fs::path place = to / place_of(entry);
    fs::create_directories(place.parent_path(), error);
    if (error)
      return failed(error, "copy");
    FOYER_CHECK(write_whole_file(place, *bytes, 0644));
    done();
  }
  FOYER_CHECK(write_whole_file(to / manifest_name, compact, 0644));
  FOYER_CHECK(sync_tree(to));
  done();
  return std::optional<Refused>{};
}

Result<Shelf::Prepared> Shelf::prepare(const fs::path& offered, const Usable& usable) {
  const auto versions = versions_in(offered);
  if (versions.empty())
    return Prepared{Nothing{}};
  const fs::path from = offered / std::to_string(versions.front());
  const auto compact = read_at_most(from / manifest_name, manifest_limit);
  if (!compact)
    return refused(Refusal::incomplete, compact.failure());
  const auto manifest = Manifest::open(as_text(*compact), keys_);
  if (!manifest)
    return refused(Refusal::unproven, manifest.failure());
  const std::int64_t floor = this->floor();
  if (manifest->version() < floor)
    return refused(Refusal::older, fail(FailureCode::definition_broken, "content: older"));
  if (manifest->version() == floor) {
    const auto known =
        read_at_most(folder_ / std::to_string(floor) / manifest_name, manifest_limit);
    if (known && *known != *compact && Manifest::open(as_text(*known), keys_))
      return refused(Refusal::contradicts, fail(FailureCode::definition_broken,
                                                "content: the same version, another one"));
    if (proven(floor))
      return Prepared{Nothing{}};
    // What is in use is damaged: the same once more.
  }
  if (!manifest->is_for(program_version_))
    return refused(Refusal::other_program,
                   fail(FailureCode::definition_broken, "content: for other programs"));
  if (tried_ && tried_->first == *compact) // it will not become better
    return refused(Refusal::unusable, tried_->second);
  FOYER_TRY(auto incomplete, copy(*manifest, *compact, from));
  std::error_code error;
  if (incomplete) {
    fs::remove_all(folder_ / new_name, error);
    return Prepared{std::move(*incomplete)};
  }
  if (const Status can = usable({*manifest, folder_ / new_name}); !can) {
    fs::remove_all(folder_ / new_name, error);
    tried_.emplace(*compact, can.failure());
    return refused(Refusal::unusable, can.failure());
  }
  const fs::path place = folder_ / std::to_string(manifest->version());
  fs::remove_all(place, error); // a damaged one, or one that was never activated
  done();
  fs::rename(folder_ / new_name, place, error);
  if (error)
    return failed(error, "version");
  done();
  FOYER_CHECK(sync_folder(folder_));
  return Prepared{manifest->version()};
}

Status Shelf::activate(std::int64_t version) {
  const fs::path fresh = folder_ / "current.new";
  std::error_code error;
  fs::remove(fresh, error);
  fs::create_symlink(std::to_string(version), fresh, error);
  if (error)
    return failed(error, "switch");
  done();
  fs::rename(fresh, folder_ / current_name, error);
  if (error)
    return failed(error, "switch");
  done();
  FOYER_CHECK(sync_folder(folder_));
  done();
  for (const std::int64_t other : versions_in(folder_))
    if (other != version)
      fs::remove_all(folder_ / std::to_string(other), error);
  done();
  return success();
}

} // namespace foyer::content
