// SPDX-License-Identifier: EUPL-1.2
#include "hidden_line.hpp"

#include <base/file_descriptor.hpp>
#include <base/stop_signal.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>

#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

namespace foyer::ctl {

namespace {

// What is typed is not shown, as long as this lives.
class HiddenTyping {
 public:
  HiddenTyping(int fd, const char* what) : fd_(fd), terminal_(::tcgetattr(fd, &before_) == 0) {
    if (!terminal_)
      return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(fd_, TCSAFLUSH, &hidden);
    std::fprintf(stderr, "%s: ", what);
  }
  ~HiddenTyping() {
    if (!terminal_)
      return;
    ::tcsetattr(fd_, TCSAFLUSH, &before_);
    std::fprintf(stderr, "\n");
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;

 private:
  int fd_;
  termios before_{};
  bool terminal_;
};

// True where `fd` can be read, false where the other one can, too or before.
bool readable_before(int fd, int other) {
  std::array<pollfd, 2> waiting{pollfd{fd, POLLIN, 0}, pollfd{other, POLLIN, 0}};
  while (::poll(waiting.data(), waiting.size(), -1) < 0) {
  }
  return waiting[1].revents == 0;
}

} // namespace

Interrupts::Interrupts(std::stop_source& stop) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  fd_ = ::signalfd(-1, &set, SFD_CLOEXEC);
  watching_ = std::jthread([this, &stop](const std::stop_token& ending) {
    const StopSignal over(ending);
    if (readable_before(fd_, over.fd()))
      stop.request_stop();
  });
}

Interrupts::~Interrupts() {
  watching_ = {};
  ::close(fd_);
}

Result<Secret> read_hidden_line(int fd, const char* what, const std::stop_token& stop) {
  constexpr std::size_t longest = 255;
  const HiddenTyping hidden(fd, what);
  const StopSignal stopping(stop);
  Bytes line;
  line.reserve(longest); // never moved, so that it lies in one place only
  // Byte by byte: what follows the line belongs to the next one.
  for (;;) {
    std::uint8_t byte = 0;
    const bool stopped = !readable_before(fd, stopping.fd());
    const ssize_t got = stopped ? 0 : ::read(fd, &byte, 1);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0 || stopped || (got == 0 && line.empty())) {
      wipe(line);
      return got < 0 ? fail(FailureCode::io_failed, "input: " + errno_text())
                     : fail(FailureCode::cancelled);
    }
    if (got == 0 || byte == '\n')
      return Secret(std::move(line));
    if (line.size() < longest)
      line.push_back(byte);
  }
}

} // namespace foyer::ctl
