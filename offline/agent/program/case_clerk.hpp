// SPDX-License-Identifier: EUPL-1.2
// CaseClerk: answers questions about cases on a thread and a line of its own, so that neither
// deliveries nor the other questions of the socket wait for a slow server.
#pragma once

#include <sync/case_view.hpp>

#include <base/clock.hpp>
#include <base/file_descriptor.hpp>
#include <base/mailbox.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

namespace foyer::agent {

struct CaseQuestion {
  std::string number, access;
};

class CaseClerk {
 public:
  CaseClerk(std::unique_ptr<sync::Line> line, sync::EventKey key,
            const Clock& clock = system_clock());
  ~CaseClerk();
  CaseClerk(const CaseClerk&) = delete;
  CaseClerk& operator=(const CaseClerk&) = delete;

  // Answers on `client` and hangs up. At once, with a short wait, when too many ask. Any thread.
  void take(FileDescriptor client, CaseQuestion question);

 private:
  struct Given {
    std::shared_ptr<FileDescriptor> client;
    CaseQuestion question;
    SteadyTime until; // it is answered
  };
  void run(const std::stop_token& stop);

  std::unique_ptr<sync::Line> line_;
  sync::EventKey key_;
  const Clock& clock_;
  std::atomic<int> waiting_ = 0;
  Mailbox<Given> questions_;
  std::jthread thread_; // last: it uses what stands above
};

} // namespace foyer::agent
