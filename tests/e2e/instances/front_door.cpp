// SPDX-License-Identifier: EUPL-1.2
#include "front_door.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::instances {

namespace {

constexpr int look_ms = 50; // for the end

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

FileDescriptor a_socket() {
  return FileDescriptor(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

// What can be read from one goes to the other; false at the end of either.
bool pass_on(int from, int to) {
  std::array<char, 65536> piece{};
  const ssize_t size = recv(from, piece.data(), piece.size(), 0);
  for (ssize_t sent = 0; sent < size;) {
    const ssize_t n =
        send(to, piece.data() + sent, static_cast<std::size_t>(size - sent), MSG_NOSIGNAL);
    if (n <= 0)
      return false;
    sent += n;
  }
  return size > 0;
}

void pump(const std::stop_token& stop, const FileDescriptor& one, const FileDescriptor& other) {
  std::array<pollfd, 2> both{pollfd{one.get(), POLLIN, 0}, pollfd{other.get(), POLLIN, 0}};
  while (!stop.stop_requested()) {
    if (poll(both.data(), both.size(), look_ms) <= 0)
      continue;
    if ((both[0].revents != 0 && !pass_on(one.get(), other.get())) ||
        (both[1].revents != 0 && !pass_on(other.get(), one.get())))
      return;
  }
}

} // namespace

FrontDoor::FrontDoor(std::vector<std::uint16_t> behind)
    : behind_(std::move(behind)), counts_(behind_.size()), listening_(a_socket()) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(listening_.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      listen(listening_.get(), 64) != 0 ||
      getsockname(listening_.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("front door");
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

FrontDoor::~FrontDoor() {
  thread_.request_stop();
  thread_.join();
}

std::vector<int> FrontDoor::counts() const {
  return {counts_.begin(), counts_.end()};
}

void FrontDoor::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pollfd knock{listening_.get(), POLLIN, 0};
    if (poll(&knock, 1, look_ms) <= 0)
      continue;
    FileDescriptor client(accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    FileDescriptor server = anyone();
    if (client && server)
      pumps_.emplace_back([one = std::move(client), other = std::move(server)](
                              const std::stop_token& end) { pump(end, one, other); });
  }
}

FileDescriptor FrontDoor::anyone() {
  std::vector<std::size_t> order(behind_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random_);
  for (const std::size_t i : order) {
    FileDescriptor server = a_socket();
    const sockaddr_in address = loopback(behind_[i]);
    if (connect(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      ++counts_[i];
      return server;
    }
  }
  return FileDescriptor();
}

} // namespace foyer::instances
