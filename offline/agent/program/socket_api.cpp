// SPDX-License-Identifier: EUPL-1.2
#include "socket_api.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cerrno>
#include <string>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace foyer::agent {

namespace {

constexpr std::size_t question_limit = 256;
constexpr int patience_ms = 500; // with a client that connects and says nothing

Result<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path)
    return fail(FailureCode::config_broken, "socket path too long");
  std::copy(text.begin(), text.end(), address.sun_path);
  return address;
}

bool somebody_listens(const sockaddr_un& address) {
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool connected =
      connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return connected;
}

std::string status_line(const sync::LineStatus& status) {
  nlohmann::json answer{{"line", status.up ? "up" : "down"},
                        {"waiting", status.waiting},
                        {"in_doubt", status.in_doubt},
                        {"last_sync_ms", nullptr}};
  if (status.last_sync)
    answer["last_sync_ms"] = status.last_sync->time_since_epoch().count();
  return answer.dump();
}

} // namespace

struct SocketApi::Listener {
  std::filesystem::path path;
  Answers answers;
  int listening = -1;
  int stopping = -1; // eventfd
  std::jthread thread;

  ~Listener() {
    if (stopping >= 0) {
      const std::uint64_t one = 1;
      [[maybe_unused]] const auto written = write(stopping, &one, sizeof one);
    }
    if (thread.joinable())
      thread.join();
    if (listening >= 0) {
      close(listening);
      unlink(path.c_str());
    }
    if (stopping >= 0)
      close(stopping);
  }

  // True when `fd` can be read, false when it is time to stop or patience is over.
  [[nodiscard]] bool wait(int fd, int timeout_ms) const {
    std::array<pollfd, 2> items{{{fd, POLLIN, 0}, {stopping, POLLIN, 0}}};
    while (poll(items.data(), items.size(), timeout_ms) < 0)
      if (errno != EINTR)
        return false;
    return items[1].revents == 0 && items[0].revents != 0;
  }

  void serve() const {
    while (wait(listening, -1)) {
      const int client = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (client < 0)
        continue;
      serve(client);
      close(client);
    }
  }

  void serve(int client) const {
    std::string question;
    while (question.find('\n') == std::string::npos) {
      std::array<char, question_limit> piece{};
      if (question.size() > question_limit || !wait(client, patience_ms))
        return;
      const ssize_t size = recv(client, piece.data(), piece.size(), 0);
      if (size <= 0)
        return;
      question.append(piece.data(), static_cast<std::size_t>(size));
    }
    const std::string line = answer_to(question.substr(0, question.find('\n'))) + '\n';
    [[maybe_unused]] const auto sent = send(client, line.data(), line.size(), MSG_NOSIGNAL);
  }

  [[nodiscard]] std::string answer_to(const std::string& question) const {
    const auto asked = nlohmann::json::parse(question, nullptr, false);
    const auto is = [&](const char* what) {
      return asked.is_object() && asked.contains("ask") && asked["ask"] == what;
    };
    if (is("status"))
      return status_line(answers.status());
    if (!is("nudge"))
      return R"({"ok":false})";
    answers.nudge();
    return R"({"ok":true})";
  }
};

SocketApi::SocketApi(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}
SocketApi::SocketApi(SocketApi&&) noexcept = default;
SocketApi::~SocketApi() = default;

Result<SocketApi> SocketApi::start(const std::filesystem::path& path, Answers answers) {
  FOYER_TRY(const sockaddr_un address, address_of(path));
  if (somebody_listens(address))
    return fail(FailureCode::config_broken, "another agent listens on this socket");
  unlink(path.c_str());
  auto listener = std::make_unique<Listener>();
  listener->path = path;
  listener->answers = std::move(answers);
  listener->stopping = eventfd(0, EFD_CLOEXEC);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0 || bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (fd >= 0)
      close(fd);
    return fail(FailureCode::io_failed, "socket");
  }
  listener->listening = fd;
  if (chmod(path.c_str(), 0660) != 0 || listen(fd, 8) != 0)
    return fail(FailureCode::io_failed, "socket");
  listener->thread = std::jthread([raw = listener.get()] { raw->serve(); });
  return SocketApi(std::move(listener));
}

} // namespace foyer::agent
