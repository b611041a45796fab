// SPDX-License-Identifier: EUPL-1.2
#include "eid.hpp"

#include "hidden_line.hpp"
#include "outcome.hpp"

#include <base/mailbox.hpp>
#include <eid_client/ausweisapp.hpp>

#include <cstdio>
#include <thread>

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

class Dialogue {
 public:
  Dialogue(api::EidClient& client, std::stop_source& stop)
      : client_(client), stop_(stop), interrupts_(stop),
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
    std::fflush(stdout); // before the other thread asks
    if (!question.on_reader)
      questions_.post(question);
  }

  void type(const std::stop_token& ending) {
    while (const auto question = questions_.take(ending)) {
      auto line = read_hidden_line(STDIN_FILENO, in_words(question->what), ending);
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
  std::jthread typing_;
};

} // namespace

bool show_eid(const EidOptions& options) {
  eid_client::AusweisApp client({.program = options.program});
  const auto info = client.probe({});
  if (!info) {
    tell(info.failure());
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
    tell(outcome.failure());
    return false;
  }
  if (outcome->end == api::EidEnd::not_blocked)
    std::puts("The PIN is not blocked.");
  else
    std::puts(task == api::EidTask::unblock ? "The PIN is unblocked." : "The PIN is changed.");
  return true;
}

} // namespace foyer::ctl
