// SPDX-License-Identifier: EUPL-1.2
#include "case_clerk.hpp"

#include <base/clock.hpp>
#include <base/log.hpp>

#include <nlohmann/json.hpp>

#include <cerrno>

#include <poll.h>
#include <sys/socket.h>

namespace foyer::agent {

namespace {

using nlohmann::json;

constexpr int most_waiting = 4;
constexpr std::chrono::seconds busy_wait{5};
constexpr int patience_ms = 2000; // with a client that does not read
// Who asks waits half a minute for the answer, also behind others (agent/client.hpp).
constexpr std::chrono::seconds answered_within{25};
constexpr std::chrono::seconds worth_asking{2};

json spelled(const sync::CaseView& view) {
  json steps = json::array(), messages = json::array();
  for (const auto& step : view.steps)
    steps.push_back({{"state", step.state}, {"at_ms", step.at.time_since_epoch().count()}});
  for (const auto& message : view.messages)
    messages.push_back({{"id", message.id},
                        {"kind", message.kind},
                        {"answers", message.answers},
                        {"at_ms", message.at.time_since_epoch().count()},
                        {"jwe", message.jwe}});
  return {{"case", "found"},
          {"case_number", view.case_number},
          {"steps", std::move(steps)},
          {"messages", std::move(messages)}};
}
json spelled(const sync::CaseUnknown&) {
  return {{"case", "unknown"}};
}
json spelled(const sync::CaseWait& wait) {
  return {{"case", "wait"}, {"seconds", wait.wait.count()}};
}
json spelled(const Failure& failure) {
  return {{"case", "failed"}, {"failure", name(failure.code)}};
}

void say(int fd, const std::string& line) {
  for (std::size_t said = 0; said < line.size();) {
    const ssize_t size = send(fd, line.data() + said, line.size() - said, MSG_NOSIGNAL);
    if (size > 0) {
      said += static_cast<std::size_t>(size);
      continue;
    }
    pollfd item{fd, POLLOUT, 0};
    if ((errno != EAGAIN && errno != EINTR) || poll(&item, 1, patience_ms) <= 0)
      return;
  }
}

void answer(int fd, const json& what) {
  say(fd, what.dump(-1, ' ', false, json::error_handler_t::replace) + '\n');
}

} // namespace

CaseClerk::CaseClerk(std::unique_ptr<sync::Line> line, sync::EventKey key, const Clock& clock)
    : line_(std::move(line)), key_(std::move(key)), clock_(clock),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

CaseClerk::~CaseClerk() = default;

void CaseClerk::take(FileDescriptor client, CaseQuestion question) {
  if (++waiting_ > most_waiting) {
    --waiting_;
    return answer(client.get(), spelled(sync::CaseWait{busy_wait}));
  }
  questions_.post({std::make_shared<FileDescriptor>(std::move(client)), std::move(question),
                   clock_.steady() + answered_within});
}

void CaseClerk::run(const std::stop_token& stop) {
  while (auto given = questions_.take(stop)) {
    const auto left = std::chrono::floor<std::chrono::milliseconds>(given->until - clock_.steady());
    const sync::CaseAnswer said = left < worth_asking
                                      ? sync::CaseWait{busy_wait}
                                      : sync::open_case(*line_, key_, given->question.number,
                                                        given->question.access, left, stop);
    if (const auto* failure = std::get_if<Failure>(&said);
        failure && failure->code != FailureCode::cancelled)
      log(events::CaseNotOpened{.failure = failure->code});
    answer(given->client->get(), std::visit([](const auto& what) { return spelled(what); }, said));
    --waiting_;
  }
}

} // namespace foyer::agent
