// SPDX-License-Identifier: EUPL-1.2
#include "eid.hpp"

#include <base/mailbox.hpp>
#include <base/stop_signal.hpp>
#include <eid_client/ausweisapp.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <thread>

#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

namespace foyer::ctl {

namespace {

using api::EidNumber;

const char* in_words(EidNumber number) {
  switch (number) {
  case EidNumber::pin: return "PIN";
  case EidNumber::can: return "CAN (six digits on the front)";
  case EidNumber::puk: return "PUK (ten digits of the PIN letter)";
  case EidNumber::new_pin: return "new PIN (six digits)";
  }
  return "?";
}

void print(const Failure& failure) {
  std::fprintf(stderr, "foyerctl: %s: %s\n", std::string(name(failure.code)).c_str(),
               failure.detail.c_str());
}

// What is typed is not shown, as long as this lives.
class HiddenTyping {
 public:
  HiddenTyping() : terminal_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (terminal_)
      ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  ~HiddenTyping() {
    if (terminal_)
      ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;

 private:
  termios before_{};
  bool terminal_;
};

// Ctrl-C and SIGTERM as something that can be polled, so that the screen and the card are left as
// they should be.
class Interrupts {
 public:
  Interrupts() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    fd_ = ::signalfd(-1, &set, SFD_CLOEXEC);
  }
  ~Interrupts() { ::close(fd_); }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

// One line from the keyboard, byte by byte past stdio, whose buffer nobody wipes. Nothing: stopped,
// or the input has ended.
std::optional<Secret> read_line(const StopSignal& stopping) {
  Bytes line;
  line.reserve(64);
  for (;;) {
    std::array<pollfd, 2> waiting{pollfd{STDIN_FILENO, POLLIN, 0},
                                  pollfd{stopping.fd(), POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0)
      continue;
    std::uint8_t byte = 0;
    if (waiting[1].revents != 0 || ::read(STDIN_FILENO, &byte, 1) != 1) {
      wipe(line);
      return std::nullopt;
    }
    if (byte == '\n')
      return Secret(std::move(line));
    if (line.size() < 63)
      line.push_back(byte);
  }
}

class Dialogue {
 public:
  Dialogue(api::EidClient& client, std::stop_source& stop)
      : client_(client), stop_(stop),
        watching_([this](const std::stop_token& ending) { watch(ending); }),
        typing_([this](const std::stop_token& ending) { type(ending); }) {}

  // On the thread of the job.
  void hear(const api::EidNews& news) {
    if (const auto* question = std::get_if<api::EidQuestion>(&news))
      ask(*question);
    else if (const auto* insert = std::get_if<api::EidInsertCard>(&news))
      std::puts(insert->other_card     ? "This card has no eID function."
                : insert->reader_there ? "Lay the card on the reader."
                                       : "Looking for a reader and a card.");
    else if (std::holds_alternative<api::EidCardLost>(news))
      std::puts("The card is gone.");
    std::fflush(stdout);
  }

 private:
  void ask(const api::EidQuestion& question) {
    if (question.rejected)
      std::printf("The %s was wrong.\n", in_words(*question.rejected));
    if (question.malformed)
      std::puts("That has the wrong length.");
    if (question.tries)
      std::printf("Tries left for the PIN: %d\n", *question.tries);
    if (question.on_reader)
      std::printf("Type the %s on the reader.\n", in_words(question.what));
    else
      questions_.post(question);
  }

  void watch(const std::stop_token& ending) {
    const StopSignal stopping(ending);
    std::array<pollfd, 2> waiting{pollfd{interrupts_.fd(), POLLIN, 0},
                                  pollfd{stopping.fd(), POLLIN, 0}};
    while (::poll(waiting.data(), waiting.size(), -1) < 0) {
    }
    if (waiting[0].revents != 0)
      stop_.request_stop();
  }

  void type(const std::stop_token& ending) {
    const StopSignal stopping(ending);
    while (const auto question = questions_.take(ending)) {
      const HiddenTyping hidden;
      std::printf("%s: ", in_words(question->what));
      std::fflush(stdout);
      auto line = read_line(stopping);
      std::puts("");
      if (!line) {
        stop_.request_stop();
        return;
      }
      client_.answer(std::move(*line));
    }
  }

  api::EidClient& client_;
  std::stop_source& stop_;
  Interrupts interrupts_;
  Mailbox<api::EidQuestion> questions_;
  std::jthread watching_;
  std::jthread typing_;
};

} // namespace

bool show_eid(const EidOptions& options) {
  eid_client::AusweisApp client({.program = options.program});
  const auto info = client.probe({});
  if (!info) {
    print(info.failure());
    return false;
  }
  std::printf("%s %s, API level %d\n", info->name.c_str(), info->version.c_str(), info->api_level);
  return true;
}

bool run_eid(const EidOptions& options, api::EidTask task) {
  eid_client::AusweisApp client({.program = options.program});
  std::stop_source stop;
  const auto outcome = [&] {
    Dialogue dialogue(client, stop);
    return client.run({.task = task, .token_url = {}}, stop.get_token(),
                      [&](const api::EidNews& news) { dialogue.hear(news); });
  }();
  if (!outcome) {
    print(outcome.failure());
    return false;
  }
  if (outcome->end == api::EidEnd::not_blocked)
    std::puts("The PIN is not blocked.");
  else
    std::puts(task == api::EidTask::unblock ? "The PIN is unblocked." : "The PIN is changed.");
  return true;
}

} // namespace foyer::ctl
