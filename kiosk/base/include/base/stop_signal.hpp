// SPDX-License-Identifier: EUPL-1.2
// StopSignal: a descriptor that becomes readable when a stop is asked for, so that poll() can wait
// for it beside others. Lives no longer than the thread that waits.
#pragma once

#include <optional>
#include <stop_token>

#include <sys/eventfd.h>
#include <unistd.h>

namespace foyer {

class StopSignal {
 public:
  explicit StopSignal(const std::stop_token& stop) : fd_(::eventfd(0, EFD_CLOEXEC)) {
    if (fd_ >= 0)
      callback_.emplace(stop, Raise{fd_});
  }
  ~StopSignal() {
    callback_.reset(); // before its descriptor
    if (fd_ >= 0)
      ::close(fd_);
  }
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  // Negative: no descriptor was left (EMFILE). Who polls would not hear of the stop.
  [[nodiscard]] int fd() const { return fd_; }

 private:
  struct Raise {
    int fd;
    void operator()() const { (void)::eventfd_write(fd, 1); }
  };
  int fd_;
  std::optional<std::stop_callback<Raise>> callback_;
};

} // namespace foyer
