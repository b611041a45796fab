// SPDX-License-Identifier: EUPL-1.2
// A SQLite VFS that writes down every change to files, and builds from these notes what a disk may
// hold after a power cut: synced writes are there, un-synced ones there, missing, torn or
// reordered.
#pragma once

#include <base/bytes.hpp>

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace foyer::crash {

struct Op {
  enum class Kind : std::uint8_t { write, truncate, sync, remove, acknowledge, network };
  Kind kind;
  std::string file;           // name without folder
  std::uint64_t offset = 0;   // write: where; truncate: new size
  Bytes data = {};            // write
  std::uint32_t sequence = 0; // acknowledge: which filing; network: which exchange
  bool synced = false;        // remove: the folder was synced after it
};

// Default VFS while it lives. One thread. Files are really written, but never really synced.
class RecordingVfs {
 public:
  RecordingVfs();
  RecordingVfs(const RecordingVfs&) = delete;
  RecordingVfs& operator=(const RecordingVfs&) = delete;
  ~RecordingVfs();

  // The program under test has acknowledged this filing.
  void acknowledge(std::uint32_t sequence);
  // The other side of the line has changed.
  void network_step(std::uint32_t exchange);
  [[nodiscard]] std::vector<Op> take_ops();

 private:
  struct Methods;
  sqlite3_vfs vfs_{};
  sqlite3_vfs* base_;
  std::vector<Op> ops_;
};

// Files by name.
using Disk = std::map<std::string, Bytes>;

enum class Fate : std::uint8_t {
  lost,   // nothing un-synced arrived
  whole,  // everything arrived
  torn,   // everything up to some write, which arrived in part
  random, // some writes, some of them torn, in any order
};

// The disk after the first `count` ops and a power cut.
Disk after_cut(const std::vector<Op>& ops, std::size_t count, Fate fate, std::mt19937& random);

} // namespace foyer::crash
