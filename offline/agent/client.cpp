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
Status receive(int fd, std::string& answer) {
  std::array<char, 512> piece{};
  const ssize_t size = recv(fd, piece.data(), piece.size(), 0);
  if (size <= 0)
    return gone("hung up");
  answer.append(piece.data(), static_cast<std::size_t>(size));
  if (answer.size() > answer_limit && answer.find('\n') == std::string::npos)
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
  return status;
}

// Until there is something to read (true) or stop is asked for (false).
Result<bool> wait_for_news(int fd, int stopping) {
  std::array<pollfd, 2> items{{{fd, POLLIN, 0}, {stopping, POLLIN, 0}}};
  while (poll(items.data(), items.size(), -1) < 0)
    if (errno != EINTR)
      return fail(FailureCode::io_failed, "poll");
  return items[1].revents == 0;
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

Status Client::nudge() const {
  FOYER_TRY(const std::string line, ask(socket_, "{\"ask\":\"nudge\"}\n", deadline_));
  if (line != R"({"ok":true})")
    return fail(FailureCode::malformed, "agent nudge");
  return success();
}

} // namespace foyer::agent
