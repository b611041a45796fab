// SPDX-License-Identifier: EUPL-1.2
// EidDesk: the online ID function, one job at a time, on a thread of its own, which sleeps while
// nobody uses it. The card desk's watching only asks pcscd what lies there and holds no card, so it
// goes on beside the AusweisApp; a reading of the card has ended before a job can begin.
#pragma once

#include "report.hpp"
#include "worker.hpp"

#include <agent/client.hpp>
#include <api/eid_client.hpp>
#include <base/clock.hpp>

#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>

namespace foyer::app {

// To whom one proves who one is: agent::Client's calls of the same names.
struct IdentityOffice {
  std::function<Result<agent::Identification>(const std::stop_token&)> begin;
  std::function<Result<agent::Identified>(std::string_view id, const std::stop_token&)> identified;
};
IdentityOffice office_behind(agent::Client agent);

class EidDesk {
 public:
  // `client` null: this terminal has no online ID function, and nothing is done or reported.
  EidDesk(std::unique_ptr<api::EidClient> client, IdentityOffice office, const Clock& clock,
          Report machine)
      : client_(std::move(client)), office_(std::move(office)), clock_(clock),
        machine_(std::move(machine)) {}

  [[nodiscard]] bool here() const { return client_ != nullptr; }
  // Starts the client for half a second; the machine's report gets EidChecked.
  void check();
  // Reports EidTold, and always at last EidEnded or EidFailed (cancelled after stop()). To
  // authenticate is to prove to the office who one is: done only where the office says so.
  void run(api::EidTask task, Report report);
  void answer(Secret digits);
  void consent();
  void stop() { worker_.stop_all(); }

 private:
  using Tell = std::function<void(const api::EidNews&)>;
  Result<visit::EidEnded> do_job(api::EidTask task, const std::stop_token& stop, const Tell& tell);
  Result<visit::EidEnded> prove(const std::stop_token& stop, const Tell& tell);
  Status wait_for_office(std::string_view id, const std::stop_token& stop);

  std::unique_ptr<api::EidClient> client_;
  IdentityOffice office_;
  const Clock& clock_;
  Report machine_;
  Worker worker_;
};

} // namespace foyer::app
