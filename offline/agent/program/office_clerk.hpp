// SPDX-License-Identifier: EUPL-1.2
// OfficeClerk: asks the office what somebody at the terminal waits for (a case, an identification),
// on a thread and a line of its own, so that neither deliveries nor the other questions of the
// socket wait for a slow server.
#pragma once

#include <sync/case_view.hpp>
#include <sync/identification.hpp>

#include <base/clock.hpp>
#include <base/file_descriptor.hpp>
#include <base/mailbox.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <variant>

namespace foyer::agent {

struct CaseQuestion {
  std::string number, access;
};

struct IdentifyQuestion {}; // begin one
struct IdentifiedQuestion { // what has become of it?
  std::string id;
};
using OfficeQuestion = std::variant<CaseQuestion, IdentifyQuestion, IdentifiedQuestion>;

class OfficeClerk {
 public:
  OfficeClerk(std::unique_ptr<sync::Line> line, sync::EventKey key,
              const Clock& clock = system_clock());
  ~OfficeClerk();
  OfficeClerk(const OfficeClerk&) = delete;
  OfficeClerk& operator=(const OfficeClerk&) = delete;

  // Answers on `client` and hangs up. At once, with a short wait, when too many ask. Any thread.
  void take(FileDescriptor client, OfficeQuestion question);

 private:
  struct Given {
    std::shared_ptr<FileDescriptor> client;
    OfficeQuestion question;
    SteadyTime until; // it is answered
  };
  void run(const std::stop_token& stop);
  // The answer's line. `left`: what remains of the time; too little is not tried.
  std::string ask(const CaseQuestion& question, std::chrono::milliseconds left,
                  const std::stop_token& stop);
  std::string ask(const IdentifyQuestion& question, std::chrono::milliseconds left,
                  const std::stop_token& stop);
  std::string ask(const IdentifiedQuestion& question, std::chrono::milliseconds left,
                  const std::stop_token& stop);

  std::unique_ptr<sync::Line> line_;
  sync::EventKey key_;
  const Clock& clock_;
  std::atomic<int> waiting_ = 0;
  Mailbox<Given> questions_;
  std::jthread thread_; // last: it uses what stands above
};

} // namespace foyer::agent
