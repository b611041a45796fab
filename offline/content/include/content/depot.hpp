// SPDX-License-Identifier: EUPL-1.2
// Depot: the agent's folder of contents that were fetched, for the terminal to take over
// (offline/content/FORMAT.md). One thread, one agent. Files are called by their hash, never by
// anything a manifest says.
//
//   <folder>/12/manifest.jws, <folder>/12/<sha512>...   whole and proven
//   <folder>/incoming/<sha512>, <sha512>.part           on the way; a restart goes on there
#pragma once

#include <content/manifest.hpp>

#include <functional>

namespace foyer::content {

// Called after each thing done to the disk; tests end the world there.
using Step = std::function<void()>;

// `damaged`: it is the newest here, but not whole: to be fetched once more.
enum class Standing : std::uint8_t { newer, known, damaged, older, contradicts };

class Depot {
 public:
  explicit Depot(std::filesystem::path folder, Step step = {});

  // Against the newest version here; 0: there is none. standing() reads all its files.
  [[nodiscard]] std::int64_t version() const;
  [[nodiscard]] Standing standing(const Manifest& manifest, std::string_view compact) const;

  // How many bytes of the file are here; all of them: it is whole and proven.
  Result<std::uint64_t> have(const Entry& entry);
  // The next bytes of it. `malformed`: too many, or all are here and are not the file; it then
  // begins anew. io_failed.
  Status add(const Entry& entry, ByteView bytes);
  // Every file is here: lays the version out and takes away what it replaces. io_failed.
  Status publish(const Manifest& manifest, std::string_view compact);

 private:
  [[nodiscard]] std::filesystem::path incoming(const Entry& entry, bool whole) const;
  void done() const {
    if (step_)
      step_();
  }
  std::filesystem::path folder_;
  Step step_;
};

// The file's name in a depot and on the wire: 128 hex digits.
std::string wire_name(const Entry& entry);
inline constexpr const char* manifest_name = "manifest.jws";

} // namespace foyer::content
