// SPDX-License-Identifier: EUPL-1.2
// One running AusweisApp: started with a clean environment and a directory of its own, ended with
// everything it has started, by SIGKILL. It dies with the thread that has started it.
#pragma once

#include <eid_client/ausweisapp.hpp>

#include <optional>

#include <sys/types.h>

namespace foyer::eid_client {

class Companion {
 public:
  // Fails with: eid_missing (no such program), io_failed.
  static Result<Companion> start(const AusweisAppConfig& config);

  Companion(Companion&& other) noexcept;
  Companion& operator=(Companion&&) = delete;
  Companion(const Companion&) = delete;
  ~Companion(); // ends it and removes its directory

  // The port it listens on, once it has written it down. Nothing: not yet.
  // Fails with: eid_crashed (it has ended, or wrote something else).
  Result<std::optional<int>> port();

 private:
  Companion(pid_t pid, std::filesystem::path directory)
      : pid_(pid), directory_(std::move(directory)) {}

  pid_t pid_;
  std::filesystem::path directory_;
  int last_port_ = 0;
};

} // namespace foyer::eid_client
