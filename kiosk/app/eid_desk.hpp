// SPDX-License-Identifier: EUPL-1.2
// EidDesk: the online ID function, one job at a time, on a thread of its own, which sleeps while
// nobody uses it. The card desk's watching only asks pcscd what lies there and holds no card, so it
// goes on beside the AusweisApp; a reading of the card has ended before a job can begin.
#pragma once

#include "report.hpp"
#include "worker.hpp"

#include <api/eid_client.hpp>
#include <base/clock.hpp>

#include <memory>

namespace foyer::app {

class EidDesk {
 public:
  // `client` null: this terminal has no online ID function, and nothing is done or reported.
  EidDesk(std::unique_ptr<api::EidClient> client, const Clock& clock, Report machine)
      : client_(std::move(client)), clock_(clock), machine_(std::move(machine)) {}

  [[nodiscard]] bool here() const { return client_ != nullptr; }
  // Starts the client for half a second; the machine's report gets EidChecked.
  void check();
  // Reports EidTold, and always at last EidEnded or EidFailed (cancelled after stop()).
  void run(api::EidTask task, Report report);
  void answer(Secret digits);
  void stop() { worker_.stop_all(); }

 private:
  std::unique_ptr<api::EidClient> client_;
  const Clock& clock_;
  Report machine_;
  Worker worker_;
};

} // namespace foyer::app
