// SPDX-License-Identifier: EUPL-1.2
#include <agent/client.hpp>

#include <base/stop_signal.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace foyer::agent {

namespace {

using std::chrono::milliseconds;
using Deadline = std::chrono::steady_clock::time_point;

constexpr std::size_t answer_limit = 1024;
constexpr std::size_t identify_limit = 4096; // a tcTokenURL, respelled
constexpr std::size_t case_limit = std::size_t{3}
                                   << 19; // what the agent takes of a server, respelled
constexpr milliseconds office_patience{30'000};

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (fd_ >= 0)
      close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Failure gone(const char* what) {
  return fail(FailureCode::agent_missing, what);
}

Status wait_for(int fd, short what, Deadline deadline) {
  const auto left =
      std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now()).count();
  pollfd item{fd, what, 0};
  const int ready = poll(&item, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
  if (ready > 0)
    return success();
  if (ready < 0 && errno == EINTR)
    return wait_for(fd, what, deadline);
  return fail(FailureCode::timed_out, "agent");
}

Status connect_to(int fd, const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path)
    return fail(FailureCode::config_broken, "socket path");
  std::copy(text.begin(), text.end(), address.sun_path);
  // A full backlog (EAGAIN) means nobody takes connections.
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return gone("connect");
  return success();
}

// A connection on which one line was said.
Result<std::unique_ptr<Socket>> say(const std::filesystem::path& path, std::string_view line) {
  auto socket =
      std::make_unique<Socket>(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (socket->get() < 0)
    return fail(FailureCode::io_failed, "socket");
  FOYER_CHECK(connect_to(socket->get(), path));
  if (send(socket->get(), line.data(), line.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(line.size()))
    return gone("send");
  return socket;
}

// Adds what has come to `answer`.
Status receive(int fd, std::string& answer, std::size_t limit = answer_limit) {
  std::array<char, 4096> piece{};
  const ssize_t size = recv(fd, piece.data(), piece.size(), 0);
  if (size <= 0)
    return gone("hung up");
  answer.append(piece.data(), static_cast<std::size_t>(size));
  if (answer.size() > limit && answer.find('\n') == std::string::npos)
    return fail(FailureCode::malformed, "answer too long");
  return success();
}

// The first line of `answer`, taken out; it is there.
std::string take_line(std::string& answer) {
  const auto end = answer.find('\n');
  std::string line = answer.substr(0, end);
  answer.erase(0, end + 1);
  return line;
}

// The next line that comes.
Result<std::string> next_line(int fd, std::string& answer, Deadline deadline) {
  while (answer.find('\n') == std::string::npos) {
    FOYER_CHECK(wait_for(fd, POLLIN, deadline));
    FOYER_CHECK(receive(fd, answer));
  }
  return take_line(answer);
}

// Sends one line, gives the one line that comes back.
Result<std::string> ask(const std::filesystem::path& path, std::string_view line,
                        milliseconds within) {
  const Deadline deadline = std::chrono::steady_clock::now() + within;
  FOYER_TRY(const auto socket, say(path, line));
  std::string answer;
  return next_line(socket->get(), answer, deadline);
}

// The failure of this name; `malformed` for one that we do not know.
Failure failure_named(std::string_view wanted) {
#define FOYER_FAILURE(code, audience)                                                              \
  if (wanted == #code)                                                                             \
    return fail(FailureCode::code, "agent");
#include <base/failures.def>
#undef FOYER_FAILURE
  return fail(FailureCode::malformed, "agent failure");
}

Result<AgentStatus> parse_status(const std::string& line) {
  const auto answer = nlohmann::json::parse(line, nullptr, false);
  const auto count_at = [&](const char* name) {
    return answer.is_object() && answer.contains(name) && answer[name].is_number_unsigned() &&
                   answer[name].get<std::uint64_t>() <= 1'000'000
               ? answer[name].get<int>()
               : -1;
  };
  AgentStatus status;
  status.waiting = count_at("waiting");
  status.in_doubt = count_at("in_doubt");
  if (status.waiting < 0 || status.in_doubt < 0 || !answer.contains("line") ||
      (answer["line"] != "up" && answer["line"] != "down") || !answer.contains("last_sync_ms"))
    return fail(FailureCode::malformed, "agent status");
  status.line_up = answer["line"] == "up";
  const auto& last_sync = answer["last_sync_ms"];
  if (last_sync.is_number_integer())
    status.last_sync = WallTime(milliseconds(last_sync.get<std::int64_t>()));
  else if (!last_sync.is_null())
    return fail(FailureCode::malformed, "agent status");
  if (const auto keys = answer.find("office_keys");
      keys != answer.end() && keys->is_number_unsigned())
    status.office_keys = keys->get<std::int64_t>();
  if (const auto fault = answer.find("office_keys_fault");
      fault != answer.end() && fault->is_string())
    status.office_keys_fault = failure_named(fault->get<std::string>()).code;
  return status;
}

Result<CaseReply> parse_case(const std::string& line) {
  try {
    const auto said = nlohmann::json::parse(line);
    const auto kind = said.at("case").get<std::string>();
    const auto time_of = [](const nlohmann::json& at) {
      return WallTime(milliseconds(at.at("at_ms").get<std::int64_t>()));
    };
    if (kind == "unknown")
      return CaseReply{};
    if (kind == "wait")
      return CaseReply{.opened = {},
                       .wait =
                           std::chrono::seconds(std::clamp(said.at("seconds").get<std::int64_t>(),
                                                           std::int64_t{1}, std::int64_t{86'400}))};
    if (kind == "failed")
      return failure_named(said.at("failure").get<std::string>());
    if (kind != "found")
      return fail(FailureCode::malformed, "agent case");
    OpenedCase opened{.case_number = said.at("case_number"), .steps = {}, .messages = {}};
    for (const auto& step : said.at("steps"))
      opened.steps.push_back({step.at("state"), time_of(step)});
    for (const auto& message : said.at("messages"))
      opened.messages.push_back({message.at("id"), message.at("kind"), message.at("answers"),
                                 time_of(message), message.at("jwe")});
    return CaseReply{.opened = std::move(opened)};
  } catch (const nlohmann::json::exception&) {
    return fail(FailureCode::malformed, "agent case");
  }
}

// Until there is something to read (true) or stop is asked for (false); timed_out.
Result<bool> wait_for_news(int fd, int stopping, std::optional<Deadline> deadline = {}) {
  std::array<pollfd, 2> items{{{fd, POLLIN, 0}, {stopping, POLLIN, 0}}};
  while (true) {
    const auto left =
        deadline ? std::max<std::int64_t>(0, std::chrono::ceil<milliseconds>(
                                                 *deadline - std::chrono::steady_clock::now())
                                                 .count())
                 : -1;
    const int ready = poll(items.data(), items.size(), static_cast<int>(left));
    if (ready > 0)
      return items[1].revents == 0;
    if (ready == 0)
      return fail(FailureCode::timed_out, "agent");
    if (errno != EINTR)
      return fail(FailureCode::io_failed, "poll");
  }
}

// The one line that comes back from the office, for which somebody may wait long; cancelled.
Result<std::string> ask_office(const std::filesystem::path& path, std::string_view line,
                               std::size_t limit, const std::stop_token& stop) {
  const StopSignal stopping(stop);
  if (stopping.fd() < 0)
    return fail(FailureCode::io_failed, "eventfd");
  const Deadline deadline = std::chrono::steady_clock::now() + office_patience;
  FOYER_TRY(const auto socket, say(path, line));
  std::string heard;
  while (heard.find('\n') == std::string::npos) {
    FOYER_TRY(const bool news, wait_for_news(socket->get(), stopping.fd(), deadline));
    if (!news)
      return fail(FailureCode::cancelled);
    FOYER_CHECK(receive(socket->get(), heard, limit));
  }
  return take_line(heard);
}

// What stands instead of an answer.
Failure not_answered(const nlohmann::json& said, const std::string& kind) {
  if (kind == "none")
    return fail(FailureCode::eid_not_offered);
  if (kind == "wait")
    return fail(FailureCode::timed_out, "too many ask");
  if (kind == "failed")
    return failure_named(said.at("failure").get<std::string>());
  return fail(FailureCode::malformed, "agent identification");
}

Result<Identification> parse_identification(const std::string& line) {
  try {
    const auto said = nlohmann::json::parse(line);
    const auto kind = said.at("identify").get<std::string>();
    if (kind != "begun")
      return not_answered(said, kind);
    Identification begun{.id = said.at("id"),
                         .token_url = Personal<std::string>(said.at("token_url"))};
    if (!begun.token_url.reveal().starts_with("https://"))
      return fail(FailureCode::malformed, "agent identification");
    return begun;
  } catch (const nlohmann::json::exception&) {
    return fail(FailureCode::malformed, "agent identification");
  }
}

Result<Identified> parse_identified(const std::string& line) {
  try {
    const auto said = nlohmann::json::parse(line);
    const auto kind = said.at("identified").get<std::string>();
    if (kind == "open")
      return Identified::open;
    if (kind == "identified")
      return Identified::identified;
    if (kind == "refused")
      return Identified::refused;
    if (kind == "unknown")
      return Identified::unknown;
    return not_answered(said, kind);
  } catch (const nlohmann::json::exception&) {
    return fail(FailureCode::malformed, "agent identification");
  }
}

} // namespace

Client::Client(std::filesystem::path socket, milliseconds deadline)
    : socket_(std::move(socket)), deadline_(deadline) {}

Result<AgentStatus> Client::status() const {
  FOYER_TRY(const std::string line, ask(socket_, "{\"ask\":\"status\"}\n", deadline_));
  return parse_status(line);
}

Status Client::watch_line(const std::stop_token& stop,
                          const std::function<void(bool up)>& report) const {
  const StopSignal stopping(stop);
  if (stopping.fd() < 0)
    return fail(FailureCode::io_failed, "eventfd");
  const Deadline deadline = std::chrono::steady_clock::now() + deadline_;
  FOYER_TRY(const auto socket, say(socket_, "{\"ask\":\"watch\"}\n"));
  std::string heard;
  FOYER_TRY(std::string line, next_line(socket->get(), heard, deadline));
  while (true) {
    FOYER_TRY(const auto status, parse_status(line));
    report(status.line_up);
    while (heard.find('\n') == std::string::npos) {
      FOYER_TRY(const bool news, wait_for_news(socket->get(), stopping.fd()));
      if (!news)
        return success();
      FOYER_CHECK(receive(socket->get(), heard));
    }
    line = take_line(heard);
  }
}

Result<CaseReply> Client::open_case(std::string_view number, ByteView access,
                                    const std::stop_token& stop) const {
  std::string question =
      nlohmann::json{{"ask", "case"}, {"number", number}, {"access", to_base64url(access)}}.dump() +
      '\n';
  const auto answer = ask_office(socket_, question, case_limit, stop);
  wipe(question);
  return answer ? parse_case(*answer) : Result<CaseReply>(answer.failure());
}

Result<Identification> Client::begin_identification(const std::stop_token& stop) const {
  FOYER_TRY(std::string line,
            ask_office(socket_, "{\"ask\":\"identify\"}\n", identify_limit, stop));
  auto begun = parse_identification(line);
  wipe(line);
  return begun;
}

Result<Identified> Client::identified(std::string_view id, const std::stop_token& stop) const {
  const std::string question = nlohmann::json{{"ask", "identified"}, {"id", id}}.dump() + '\n';
  FOYER_TRY(const std::string line, ask_office(socket_, question, answer_limit, stop));
  return parse_identified(line);
}

Status Client::nudge() const {
  FOYER_TRY(const std::string line, ask(socket_, "{\"ask\":\"nudge\"}\n", deadline_));
  if (line != R"({"ok":true})")
    return fail(FailureCode::malformed, "agent nudge");
  return success();
}

} // namespace foyer::agent
