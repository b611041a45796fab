// SPDX-License-Identifier: EUPL-1.2
// Shelf: the terminal's own folder of contents (offline/content/FORMAT.md). It believes nothing
// that it has not proven by its own keys and copied to where the agent cannot write. One thread at
// a time. Every call blocks on the disk.
//
//   <folder>/12/...           the files in their places, manifest.jws
//   <folder>/current -> 12    what is in use; the highest version there ever was, too
//   <folder>/new/             on the way
#pragma once

#include <content/depot.hpp>
#include <content/manifest.hpp>

#include <functional>
#include <optional>
#include <variant>

namespace foyer::content {

struct OnShelf {
  Manifest manifest;
  std::filesystem::path folder;
};

enum class Refusal : std::uint8_t {
  unproven,      // the manifest: not signed by whom it should be, or no manifest
  older,         // than what is or was in use
  contradicts,   // the same version with another content
  other_program, // made for other versions of the program
  incomplete,    // a file is missing or another
  unusable       // the terminal cannot work with it
};
struct Refused {
  Refusal why;
  Failure failure;
};

class Shelf {
 public:
  Shelf(std::filesystem::path folder, ReleaseKeys keys, std::string program_version,
        Step step = {});

  // What is in use: every file is read and compared. Nothing: nothing was ever taken over, or what
  // was is for another version of the program. io_failed, malformed, definition_broken: damaged.
  [[nodiscard]] Result<std::optional<OnShelf>> current() const;
  // Of what was last in use, whole or not; 0: nothing ever was.
  [[nodiscard]] std::int64_t floor() const;

  // Looks at the newest version in the agent's folder. If it is newer than all before and holds,
  // copies it and asks `usable` about the copy. Its version, for activate(); nothing: there is
  // nothing new. What is in use stays as it is. io_failed, disk_full: the own disk; asked again
  // later. What proved unusable is copied and tried once in this object's life.
  using Usable = std::function<Status(const OnShelf& copy)>;
  struct Nothing {};
  using Prepared = std::variant<Nothing, std::int64_t, Refused>;
  [[nodiscard]] Result<Prepared> prepare(const std::filesystem::path& offered,
                                         const Usable& usable);
  // From now on it is current; others go. Power may be cut at any moment: the old or the new.
  Status activate(std::int64_t version);

 private:
  [[nodiscard]] Result<OnShelf> proven(std::int64_t version) const;
  [[nodiscard]] Result<std::optional<Refused>> obstacle(const Manifest& manifest,
                                                        const std::filesystem::path& from) const;
  Result<std::optional<Refused>> copy(const Manifest& manifest, ByteView compact,
                                      const std::filesystem::path& from);
  void done() const {
    if (step_)
      step_();
  }
  std::filesystem::path folder_;
  ReleaseKeys keys_;
  std::string program_version_;
  Step step_;
  std::optional<std::pair<Bytes, Failure>> tried_; // the manifest found unusable last, and why
};

} // namespace foyer::content
