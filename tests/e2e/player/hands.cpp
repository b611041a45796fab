// SPDX-License-Identifier: EUPL-1.2
#include "hands.hpp"

#include <cstring>
#include <fstream>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace foyer::player {

namespace {

void write_whole(const std::filesystem::path& file, const std::string& text) {
  // Beside its place and moved there, so that nobody reads half of it.
  const auto fresh = file.string() + ".new";
  std::ofstream(fresh) << text << '\n';
  std::filesystem::rename(fresh, file);
}

} // namespace

std::string Hands::card(const std::string& command) const {
  const int connection = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, card_.c_str(), sizeof address.sun_path - 1);
  const auto line = command + "\n";
  char answer[200] = {};
  const bool obeyed =
      connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      write(connection, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      read(connection, answer, sizeof answer - 1) > 0 && std::string(answer).starts_with("ok");
  close(connection);
  if (!obeyed)
    throw std::runtime_error("the card does not obey: " + command + ": " + answer);
  return std::string(answer).substr(2);
}

void Hands::scanner(const std::string& lines) const {
  write_whole(scanner_ / "control", lines);
}
void Hands::printer(const std::string& mode) const {
  write_whole(printer_ / "mode", mode);
}

} // namespace foyer::player
