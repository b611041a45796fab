// SPDX-License-Identifier: EUPL-1.2
// The eID function through the AusweisApp, the Federal Government's own client, as a companion
// process: started for one job, talked to over its WebSocket on loopback, ended after it.
// A fresh process for each job starts in a fifth of a second, and nothing of a person outlives it.
// Its TCP port is on loopback only. While it looks for a card, 1.26 also listens on a UDP port of
// all interfaces for readers in the network (no option turns that off): the device's firewall has
// to.
#pragma once

#include <api/eid_client.hpp>

#include <chrono>
#include <filesystem>
#include <utility>

namespace foyer::eid_client {

struct AusweisAppConfig {
  // Empty: /usr/bin/AusweisApp, or else /usr/bin/AusweisApp2.
  std::filesystem::path program;
  // Where each job gets a directory of its own as home and temp, removed after it: best on a tmpfs.
  // Empty: the system's temporary directory.
  std::filesystem::path directory;
  // Added to the companion's environment, which is otherwise empty but for what it needs.
  std::vector<std::pair<std::string, std::string>> environment;

  // How often a companion that fails before it has begun is started anew, and the first pause; the
  // next is twice as long.
  int starts = 3;
  std::chrono::milliseconds back_off{200};
  // Longest silence: from the start to an open line, while it is asked who it is, while it works
  // with card or service, and after it was asked to cancel.
  std::chrono::milliseconds start_limit{10'000};
  std::chrono::milliseconds greeting_limit{5'000};
  std::chrono::milliseconds work_limit{60'000};
  std::chrono::milliseconds cancel_limit{2'000};
  // How long after a lost card the companion is told to look again (PAUSE, API level 3).
  std::chrono::milliseconds look_again{1'500};
};

class AusweisApp final : public api::EidClient {
 public:
  explicit AusweisApp(AusweisAppConfig config);
  ~AusweisApp() override;

  Result<api::EidClientInfo> probe(const std::stop_token& stop) override;
  Result<api::EidOutcome> run(const api::EidJob& job, const std::stop_token& stop,
                              const std::function<void(const api::EidNews&)>& tell) override;
  void answer(Secret digits) override;
  void consent() override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace foyer::eid_client
