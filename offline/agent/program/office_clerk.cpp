// SPDX-License-Identifier: EUPL-1.2
#include "office_clerk.hpp"

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
json spelled(const sync::Identification& begun) {
  return {{"identify", "begun"}, {"id", begun.id}, {"token_url", begun.token_url.reveal()}};
}
json spelled(const sync::NotOffered&) {
  return {{"identify", "none"}};
}
json spelled(sync::Identified state) {
  switch (state) {
  case sync::Identified::open: return {{"identified", "open"}};
  case sync::Identified::identified: return {{"identified", "identified"}};
  case sync::Identified::refused: return {{"identified", "refused"}};
  case sync::Identified::unknown: break;
  }
  return {{"identified", "unknown"}};
}

std::string_view kind_of(const CaseQuestion&) {
  return "case";
}
std::string_view kind_of(const IdentifyQuestion&) {
  return "identify";
}
std::string_view kind_of(const IdentifiedQuestion&) {
  return "identified";
}

// Instead of an answer, to a question of this kind.
json spelled(std::string_view kind, const sync::OfficeWait& wait) {
  return {{kind, "wait"}, {"seconds", wait.wait.count()}};
}
json spelled(std::string_view kind, const Failure& failure) {
  return {{kind, "failed"}, {"failure", name(failure.code)}};
}

std::string line_of(const json& what) {
  return what.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

template <class Answer> std::string line_of(std::string_view kind, const Answer& answer) {
  return std::visit(
      [&](const auto& what) {
        using What = std::decay_t<decltype(what)>;
        if constexpr (std::is_same_v<What, sync::OfficeWait> || std::is_same_v<What, Failure>)
          return line_of(spelled(kind, what));
        else
          return line_of(spelled(what));
      },
      answer);
}

template <class Answer> const Failure* failure_of(const Answer& answer) {
  const auto* failure = std::get_if<Failure>(&answer);
  return failure && failure->code != FailureCode::cancelled ? failure : nullptr;
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

} // namespace

OfficeClerk::OfficeClerk(std::unique_ptr<sync::Line> line, sync::EventKey key, const Clock& clock)
    : line_(std::move(line)), key_(std::move(key)), clock_(clock),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

OfficeClerk::~OfficeClerk() = default;

void OfficeClerk::take(FileDescriptor client, OfficeQuestion question) {
  if (++waiting_ > most_waiting) {
    --waiting_;
    const auto kind = std::visit([](const auto& what) { return kind_of(what); }, question);
    return say(client.get(), line_of(spelled(kind, sync::OfficeWait{busy_wait})));
  }
  questions_.post({std::make_shared<FileDescriptor>(std::move(client)), std::move(question),
                   clock_.steady() + answered_within});
}

std::string OfficeClerk::ask(const CaseQuestion& question, std::chrono::milliseconds left,
                             const std::stop_token& stop) {
  const auto said = sync::open_case(*line_, key_, question.number, question.access, left, stop);
  if (const auto* failure = failure_of(said))
    log(events::CaseNotOpened{.failure = failure->code});
  return line_of(kind_of(question), said);
}

std::string OfficeClerk::ask(const IdentifyQuestion& question, std::chrono::milliseconds left,
                             const std::stop_token& stop) {
  const auto said = sync::begin_identification(*line_, left, stop);
  if (const auto* failure = failure_of(said))
    log(events::IdentificationFailed{.failure = failure->code});
  return line_of(kind_of(question), said);
}

std::string OfficeClerk::ask(const IdentifiedQuestion& question, std::chrono::milliseconds left,
                             const std::stop_token& stop) {
  const auto said = sync::identified(*line_, question.id, left, stop);
  if (const auto* failure = failure_of(said))
    log(events::IdentificationFailed{.failure = failure->code});
  return line_of(kind_of(question), said);
}

void OfficeClerk::run(const std::stop_token& stop) {
  while (auto given = questions_.take(stop)) {
    const auto left = std::chrono::floor<std::chrono::milliseconds>(given->until - clock_.steady());
    std::string line = std::visit(
        [&](const auto& question) {
          return left < worth_asking
                     ? line_of(spelled(kind_of(question), sync::OfficeWait{busy_wait}))
                     : ask(question, left, stop);
        },
        given->question);
    say(given->client->get(), line);
    wipe(line); // an address that is one person's
    --waiting_;
  }
}

} // namespace foyer::agent
