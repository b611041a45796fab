// SPDX-License-Identifier: EUPL-1.2
#include "socket_api.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include <fcntl.h>
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
constexpr std::size_t most_watchers = 4;

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

Result<FileDescriptor> listen_on(const std::filesystem::path& path) {
  FOYER_TRY(const sockaddr_un address, address_of(path));
  if (somebody_listens(address))
    return fail(FailureCode::config_broken, "another agent listens on this socket");
  unlink(path.c_str());
  FileDescriptor fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd || bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      chmod(path.c_str(), 0660) != 0 || listen(fd.get(), 8) != 0)
    return fail(FailureCode::io_failed, "socket");
  return fd;
}

std::string status_line(const AgentView& view) {
  const sync::LineStatus& status = view.line;
  nlohmann::json answer{{"line", status.up ? "up" : "down"},
                        {"waiting", status.waiting},
                        {"in_doubt", status.in_doubt},
                        {"last_sync_ms", nullptr},
                        {"office_keys", nullptr},
                        {"office_keys_fault", nullptr}};
  if (status.last_sync)
    answer["last_sync_ms"] = status.last_sync->time_since_epoch().count();
  if (view.office_keys.version)
    answer["office_keys"] = *view.office_keys.version;
  if (view.office_keys.failure)
    answer["office_keys_fault"] = name(*view.office_keys.failure);
  return answer.dump();
}

} // namespace

struct SocketApi::Listener {
  std::filesystem::path path; // of our own socket file
  Answers answers;
  FileDescriptor listening;
  int stopping = -1; // eventfd
  int changed = -1;  // eventfd
  struct Watcher {
    int fd;
    bool told_up;
  };
  std::vector<Watcher> watchers;
  std::jthread thread;

  ~Listener() {
    if (stopping >= 0)
      (void)eventfd_write(stopping, 1);
    if (thread.joinable())
      thread.join();
    for (const auto& watcher : watchers)
      close(watcher.fd);
    if (changed >= 0)
      close(changed);
    if (!path.empty())
      unlink(path.c_str());
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

  void serve() {
    while (true) {
      std::vector<pollfd> items{
          {stopping, POLLIN, 0}, {listening.get(), POLLIN, 0}, {changed, POLLIN, 0}};
      for (const auto& watcher : watchers)
        items.push_back({watcher.fd, POLLIN, 0});
      if (poll(items.data(), items.size(), -1) < 0) {
        if (errno != EINTR)
          return;
        continue;
      }
      if (items[0].revents != 0)
        return;
      if (items[2].revents != 0)
        tell_watchers();
      for (std::size_t i = 3; i < items.size(); ++i)
        if (items[i].revents != 0)
          drop(items[i].fd); // hung up, or says more than it was asked
      if (items[1].revents != 0)
        take_client();
    }
  }

  void drop(int fd) {
    if (std::erase_if(watchers, [fd](const Watcher& watcher) { return watcher.fd == fd; }) > 0)
      close(fd);
  }

  void tell_watchers() {
    eventfd_t rung = 0;
    (void)eventfd_read(changed, &rung);
    const auto status = answers.status();
    const std::string line = status_line(status) + '\n';
    std::vector<int> deaf;
    for (auto& watcher : watchers) {
      if (watcher.told_up == status.line.up)
        continue;
      watcher.told_up = status.line.up;
      if (!say(watcher.fd, line))
        deaf.push_back(watcher.fd);
    }
    for (const int fd : deaf)
      drop(fd);
  }

  static bool say(int fd, const std::string& line) {
    return send(fd, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size());
  }

  void take_client() {
    const int client = accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client >= 0 && !serve(client))
      close(client);
  }

  // True when somebody else looks after the connection: it watches, or waits for the office.
  bool serve(int client) {
    std::string question;
    while (question.find('\n') == std::string::npos) {
      std::array<char, question_limit> piece{};
      if (question.size() > question_limit || !wait(client, patience_ms))
        return false;
      const ssize_t size = recv(client, piece.data(), piece.size(), 0);
      if (size <= 0)
        return false;
      question.append(piece.data(), static_cast<std::size_t>(size));
    }
    question.resize(question.find('\n'));
    if (asks(question, "watch")) {
      const auto status = answers.status();
      if (!say(client, status_line(status) + '\n') || watchers.size() == most_watchers)
        return false; // one too many is told, and may come again
      watchers.push_back({client, status.line.up});
      return true;
    }
    if (auto about = office_question(question)) {
      answers.ask_office(FileDescriptor(client), std::move(*about));
      return true;
    }
    (void)say(client, answer_to(question) + '\n');
    return false;
  }

  static std::optional<OfficeQuestion> office_question(const std::string& question) {
    const auto asked = nlohmann::json::parse(question, nullptr, false);
    const auto is_text = [&](const char* name) {
      return asked.is_object() && asked.contains(name) && asked[name].is_string();
    };
    if (!is_text("ask"))
      return std::nullopt;
    if (asked["ask"] == "case" && is_text("number") && is_text("access"))
      return CaseQuestion{asked["number"], asked["access"]};
    if (asked["ask"] == "identify")
      return IdentifyQuestion{};
    if (asked["ask"] == "identified" && is_text("id"))
      return IdentifiedQuestion{asked["id"]};
    return std::nullopt;
  }

  static bool asks(const std::string& question, const char* what) {
    const auto asked = nlohmann::json::parse(question, nullptr, false);
    return asked.is_object() && asked.contains("ask") && asked["ask"] == what;
  }

  [[nodiscard]] std::string answer_to(const std::string& question) const {
    if (asks(question, "status"))
      return status_line(answers.status());
    if (!asks(question, "nudge"))
      return R"({"ok":false})";
    answers.nudge();
    return R"({"ok":true})";
  }
};

void SocketApi::look_at_line() const {
  (void)eventfd_write(listener_->changed, 1);
}

SocketApi::SocketApi(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}
SocketApi::SocketApi(SocketApi&&) noexcept = default;
SocketApi::~SocketApi() = default;

Result<SocketApi> SocketApi::start(const std::filesystem::path& path, Answers answers,
                                   std::optional<FileDescriptor> listening) {
  auto listener = std::make_unique<Listener>();
  if (!listening) {
    FOYER_TRY(listening, listen_on(path));
    listener->path = path;
  }
  // Taking a connection must not wait for one that has gone again.
  if (fcntl(listening->get(), F_SETFL, O_NONBLOCK) != 0)
    return fail(FailureCode::io_failed, "socket");
  listener->listening = std::move(*listening);
  listener->answers = std::move(answers);
  listener->stopping = eventfd(0, EFD_CLOEXEC);
  listener->changed = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (listener->stopping < 0 || listener->changed < 0)
    return fail(FailureCode::io_failed, "eventfd");
  listener->thread = std::jthread([raw = listener.get()] { raw->serve(); });
  return SocketApi(std::move(listener));
}

} // namespace foyer::agent
