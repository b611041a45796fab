// SPDX-License-Identifier: EUPL-1.2
#include "eid_desk.hpp"

#include <base/log.hpp>

namespace foyer::app {

namespace {

// For the log, which takes no text.
Token name_of(api::EidTask task) {
  switch (task) {
  case api::EidTask::change_pin: return "change_pin";
  case api::EidTask::unblock: return "unblock";
  case api::EidTask::authenticate: return "authenticate";
  }
  return "change_pin";
}

} // namespace

void EidDesk::check() {
  if (!client_)
    return;
  worker_.give([this](const std::stop_token& stop) {
    const auto info = client_->probe(stop);
    if (stop.stop_requested())
      return;
    if (!info)
      log(events::EidUnavailable{.failure = info.failure().code});
    machine_(visit::EidChecked{info.ok() ? std::nullopt : std::optional(info.failure())});
  });
}

void EidDesk::run(api::EidTask task, Report report) {
  if (!client_)
    return;
  worker_.give([this, task, report = std::move(report)](const std::stop_token& stop) {
    const auto began = clock_.steady();
    const auto outcome =
        client_->run({.task = task, .token_url = {}}, stop,
                     [&](const api::EidNews& news) { report(visit::EidTold{news}); });
    if (outcome) {
      log(events::EidDone{.task = name_of(task), .duration = clock_.steady() - began});
      return report(visit::EidEnded{outcome->end});
    }
    log(events::EidFailed{.task = name_of(task), .failure = outcome.failure().code});
    report(visit::EidFailed{outcome.failure()});
  });
}

void EidDesk::answer(Secret digits) {
  if (client_)
    client_->answer(std::move(digits));
}

} // namespace foyer::app
