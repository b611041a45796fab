// SPDX-License-Identifier: EUPL-1.2
// virtual-card (--personality NAME | --card CARD.json) --port PORT [--socket PATH] [--insert]
// virtual-card --list
// A travel document in software for pcscd's virtual reader (vsmartcard-vpcd on 127.0.0.1:PORT).
// Driven by lines on standard input and, with --socket, on a Unix socket; each is answered by one
// line, "ok ..." or "error ...":
//   insert [NAME|CARD.json]  lay the card (or another: a personality or a file) on the reader
//   remove                   take it away
//   swap NAME|CARD.json      take it away and lay another
//   remove-after N           take it away in the exchange after N more commands
//   mute | unmute            the card lies there and does not answer
//   list                     "ok NAME NAME ...": all personalities
//   about NAME               "ok ...": what that one is
//   status                   "ok inserted|absent reader|no-reader commands=N opened=0|1 NAME"
//   quit                     end
// A reader that is not there (yet) is tried again, so pcscd may start later or be restarted. The
// end of standard input ends the program unless --socket was given.
#include "../vpcd.hpp"

#include <card/personalities.hpp>

#include <charconv>
#include <chrono>
#include <cstring>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

using namespace foyer;

// How long to wait before the reader is tried again.
constexpr int retry_ms = 200;
// pcscd looks at its readers every 0.4 s. A card that is swapped faster than that, which no hand
// can, would be taken for the one before; so a card that was taken away comes back after this time
// at most.
constexpr std::chrono::milliseconds settle{700};

struct Options {
  std::string card; // a personality's name or a file
  std::string socket;
  int port = 0;
  bool insert = false;
  bool list = false;
};

Result<card::CardImage> find_card(const std::string& name) {
  if (card::find_personality(name) != nullptr)
    return card::make_personality(name);
  return card::CardImage::load(name);
}

class Desk {
 public:
  Desk(card::CardImage image, std::string name, int port)
      : image_(std::move(image)), name_(std::move(name)), port_(port) {
    place();
  }

  std::string command(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    std::string argument;
    words >> verb >> argument;
    if (verb == "insert" || (verb == "swap" && !argument.empty()))
      return insert(argument);
    if (verb == "list")
      return list();
    if (verb == "about")
      return about(argument);
    if (verb == "remove")
      return remove();
    if (verb == "remove-after")
      return remove_after(argument);
    if (verb == "mute" || verb == "unmute") {
      mute_ = verb == "mute";
      return "ok";
    }
    if (verb == "status")
      return status();
    if (verb == "quit") {
      quit_ = true;
      return "ok";
    }
    return "error unknown command";
  }

  // Connects where a card lies and the reader is there.
  void keep_connected() {
    if (inserted_ && !link_.connected() && std::chrono::steady_clock::now() >= not_before_)
      link_.connect(port_);
  }
  void serve() {
    const int before = answered_;
    if (link_.serve(*card_, mute_, answered_, leave_after_))
      return;
    lift();
    if (leave_after_ >= 0 && answered_ >= leave_after_ && answered_ >= before)
      inserted_ = false;
  }

  [[nodiscard]] bool quit() const { return quit_; }
  [[nodiscard]] int socket() const { return link_.socket(); }
  [[nodiscard]] bool searching() const { return inserted_ && !link_.connected(); }

 private:
  void lift() {
    if (!link_.connected())
      return;
    link_.close();
    not_before_ = std::chrono::steady_clock::now() + settle;
  }
  void place() {
    card_.emplace(image_);
    answered_ = 0;
    leave_after_ = -1;
  }
  std::string insert(const std::string& file) {
    if (!file.empty()) {
      auto image = find_card(file);
      if (!image.ok())
        return "error no such card";
      image_ = std::move(*image);
      name_ = file;
    }
    lift();
    place();
    inserted_ = true;
    keep_connected();
    return "ok";
  }
  std::string remove() {
    lift();
    inserted_ = false;
    return "ok";
  }
  std::string remove_after(const std::string& argument) {
    int count = 0;
    const auto parsed = std::from_chars(argument.data(), argument.data() + argument.size(), count);
    if (argument.empty() || parsed.ec != std::errc() || count < 0)
      return "error number expected";
    leave_after_ = answered_ + count;
    return "ok";
  }
  static std::string list() {
    std::string names = "ok";
    for (const card::Personality& one : card::personalities())
      names += " " + one.name;
    return names;
  }
  static std::string about(const std::string& name) {
    const card::Personality* found = card::find_personality(name);
    return found != nullptr ? "ok " + found->about : "error no such card";
  }
  [[nodiscard]] std::string status() const {
    std::ostringstream out;
    out << "ok " << (inserted_ ? "inserted" : "absent") << " "
        << (link_.connected() ? "reader" : "no-reader") << " commands=" << answered_
        << " opened=" << (card_->opened() ? 1 : 0) << " " << name_;
    return out.str();
  }

  card::CardImage image_;
  std::string name_;
  int port_;
  std::optional<card::VirtualCard> card_;
  card::VpcdLink link_;
  std::chrono::steady_clock::time_point not_before_;
  bool inserted_ = false;
  bool mute_ = false;
  bool quit_ = false;
  int answered_ = 0;
  int leave_after_ = -1;
};

int listen_on(const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (fd < 0 || path.size() >= sizeof address.sun_path)
    return -1;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  ::unlink(path.c_str());
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd, 4) != 0)
    return -1;
  return fd;
}

void write_all(int fd, const std::string& text) {
  // To a peer that has gone: nothing left to tell it.
  if (::send(fd, text.data(), text.size(), MSG_NOSIGNAL) < 0 && errno == ENOTSOCK)
    std::cout << text << std::flush;
}

// Takes what `fd` has and runs the whole lines in it; false at its end.
bool take_lines(int fd, std::string& waiting, Desk& desk) {
  char buffer[512];
  const ssize_t count = ::read(fd, buffer, sizeof buffer);
  if (count <= 0)
    return false;
  waiting.append(buffer, static_cast<std::size_t>(count));
  for (std::size_t end = waiting.find('\n'); end != std::string::npos; end = waiting.find('\n')) {
    const std::string line = waiting.substr(0, end);
    waiting.erase(0, end + 1);
    if (line.empty())
      continue;
    const std::string reply = desk.command(line) + "\n";
    write_all(fd == STDIN_FILENO ? STDOUT_FILENO : fd, reply);
  }
  return true;
}

void run(Desk& desk, int listener) {
  std::map<int, std::string> lines{{STDIN_FILENO, {}}};
  while (!desk.quit()) {
    desk.keep_connected();
    std::vector<pollfd> watched;
    for (const auto& [fd, waiting] : lines)
      watched.push_back({fd, POLLIN, 0});
    if (listener >= 0)
      watched.push_back({listener, POLLIN, 0});
    const int reader = desk.socket();
    if (reader >= 0)
      watched.push_back({reader, POLLIN, 0});
    if (::poll(watched.data(), watched.size(), desk.searching() ? retry_ms : -1) < 0)
      continue;
    for (const pollfd& ready : watched) {
      if (ready.revents == 0 || desk.quit())
        continue;
      if (ready.fd == listener) {
        const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0)
          lines[client];
      } else if (ready.fd == reader) {
        if (desk.socket() == reader)
          desk.serve();
      } else if (!take_lines(ready.fd, lines[ready.fd], desk)) {
        if (ready.fd == STDIN_FILENO && listener < 0)
          return;
        if (ready.fd != STDIN_FILENO)
          ::close(ready.fd);
        lines.erase(ready.fd);
      }
    }
  }
}

std::optional<Options> read_options(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size();
    if (words[i] == "--insert")
      options.insert = true;
    else if (words[i] == "--list")
      options.list = true;
    else if ((words[i] == "--card" || words[i] == "--personality") && has_value)
      options.card = words[++i];
    else if (words[i] == "--socket" && has_value)
      options.socket = words[++i];
    else if (words[i] == "--port" && has_value)
      options.port = std::atoi(words[++i].c_str());
    else
      return std::nullopt;
  }
  if (options.list)
    return options;
  if (options.card.empty() || options.port <= 0 || options.port > 65535)
    return std::nullopt;
  return options;
}

} // namespace

int main(int count, char** arguments) {
  const auto options = read_options({arguments, arguments + count});
  if (!options) {
    std::cerr << "usage: virtual-card (--personality NAME | --card CARD.json) --port PORT "
                 "[--socket PATH] [--insert]\n       virtual-card --list\n";
    return 2;
  }
  if (options->list) {
    for (const card::Personality& one : card::personalities())
      std::cout << std::left << std::setw(28) << one.name << " " << one.about << "\n";
    return 0;
  }
  auto image = find_card(options->card);
  if (!image.ok()) {
    std::cerr << "virtual-card: cannot read " << options->card << "\n";
    return 1;
  }
  int listener = -1;
  if (!options->socket.empty()) {
    listener = listen_on(options->socket);
    if (listener < 0) {
      std::cerr << "virtual-card: cannot listen on " << options->socket << "\n";
      return 1;
    }
  }
  Desk desk(std::move(*image), options->card, options->port);
  if (options->insert)
    desk.command("insert");
  run(desk, listener);
  if (listener >= 0)
    ::unlink(options->socket.c_str());
  return 0;
}
