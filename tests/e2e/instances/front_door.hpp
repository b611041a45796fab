// SPDX-License-Identifier: EUPL-1.2
// What stands before several instances: each connection goes to one of them by chance, byte for
// byte, TLS as it is. One that does not listen is passed over.
#pragma once

#include <base/file_descriptor.hpp>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace foyer::instances {

class FrontDoor {
 public:
  explicit FrontDoor(std::vector<std::uint16_t> behind);
  ~FrontDoor();
  FrontDoor(const FrontDoor&) = delete;
  FrontDoor& operator=(const FrontDoor&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // How many connections each instance got.
  [[nodiscard]] std::vector<int> counts() const;

 private:
  void run(const std::stop_token& stop);
  FileDescriptor anyone();

  std::vector<std::uint16_t> behind_;
  std::vector<std::atomic<int>> counts_;
  std::mt19937 random_{20261126};
  FileDescriptor listening_;
  std::uint16_t port_ = 0;
  std::vector<std::jthread> pumps_; // the thread's own
  std::jthread thread_;             // last: it uses what stands above
};

} // namespace foyer::instances
