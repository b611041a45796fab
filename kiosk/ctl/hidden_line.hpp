// SPDX-License-Identifier: EUPL-1.2
// Secrets that somebody types or pipes in: not shown where they are typed, read past stdio, whose
// buffer nobody wipes, and left in order when Ctrl-C ends it.
#pragma once

#include <base/result.hpp>
#include <base/secret.hpp>

#include <stop_token>
#include <thread>

namespace foyer::ctl {

// As long as this lives, Ctrl-C and SIGTERM ask for that stop instead of ending the program, so
// that the terminal and the card are left as they should be. Made before any other thread begins;
// a second Ctrl-C does nothing more.
class Interrupts {
 public:
  explicit Interrupts(std::stop_source& stop);
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

 private:
  int fd_;
  std::jthread watching_;
};

// One line without its end, at most 255 bytes of it; what follows it stays for the next. Where a
// terminal is at the other end, asks for `what` there and does not show what is typed. A last line
// needs no end. Fails with: cancelled (stopped, or nothing came any more), io_failed.
Result<Secret> read_hidden_line(int fd, const char* what, const std::stop_token& stop);

} // namespace foyer::ctl
