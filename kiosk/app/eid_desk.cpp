// SPDX-License-Identifier: EUPL-1.2
#include "eid_desk.hpp"

#include <base/log.hpp>

#include <condition_variable>
#include <mutex>

namespace foyer::app {

namespace {

constexpr int most_questions = 6;
constexpr std::chrono::milliseconds ask_again_after{500};

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
    auto ended =
        do_job(task, stop, [&](const api::EidNews& news) { report(visit::EidTold{news}); });
    if (ended) {
      log(events::EidDone{.task = name_of(task), .duration = clock_.steady() - began});
      return report(std::move(*ended));
    }
    log(events::EidFailed{.task = name_of(task), .failure = ended.failure().code});
    report(visit::EidFailed{ended.failure()});
  });
}

Result<visit::EidEnded> EidDesk::do_job(api::EidTask task, const std::stop_token& stop,
                                        const Tell& tell) {
  if (task == api::EidTask::authenticate)
    return prove(stop, tell);
  FOYER_TRY(const auto outcome, client_->run({.task = task, .token_url = {}}, stop, tell));
  return visit::EidEnded{outcome.end};
}

Result<visit::EidEnded> EidDesk::prove(const std::stop_token& stop, const Tell& tell) {
  FOYER_TRY(const auto begun, office_.begin(stop));
  FOYER_TRY(
      const auto outcome,
      client_->run({.task = api::EidTask::authenticate, .token_url = begun.token_url}, stop, tell));
  FOYER_CHECK(wait_for_office(begun.id, stop));
  return visit::EidEnded{outcome.end, visit::Proof{begun.id, clock_.wall()}};
}

// The AusweisApp may be done a moment before the eID server has told the office.
Status EidDesk::wait_for_office(std::string_view id, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any bell;
  for (int asked = 0; asked < most_questions; ++asked) {
    FOYER_TRY(const auto state, office_.identified(id, stop));
    if (state == agent::Identified::identified)
      return success();
    if (state != agent::Identified::open)
      break;
    std::unique_lock lock(mutex);
    bell.wait_for(lock, stop, ask_again_after, [] { return false; });
  }
  return fail(stop.stop_requested() ? FailureCode::cancelled : FailureCode::eid_refused,
              "the office does not know who it was");
}

void EidDesk::answer(Secret digits) {
  if (client_)
    client_->answer(std::move(digits));
}

void EidDesk::consent() {
  if (client_)
    client_->consent();
}

IdentityOffice office_behind(agent::Client agent) {
  return {
      .begin = [agent](const std::stop_token& stop) { return agent.begin_identification(stop); },
      .identified = [agent](std::string_view id,
                            const std::stop_token& stop) { return agent.identified(id, stop); }};
}

} // namespace foyer::app
