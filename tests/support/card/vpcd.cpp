// SPDX-License-Identifier: EUPL-1.2
#include "vpcd.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::card {
namespace {

void set_option(int socket, int option) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, option, &on, sizeof on);
}

} // namespace

bool VpcdLink::connect(int port) {
  close();
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return false;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    return false;
  }
  set_option(fd, TCP_NODELAY);
  socket_ = fd;
  waiting_.clear();
  return true;
}

void VpcdLink::close() {
  if (socket_ >= 0)
    ::close(socket_);
  socket_ = -1;
}

bool VpcdLink::send(ByteView payload) const {
  Bytes message{static_cast<std::uint8_t>(payload.size() >> 8U),
                static_cast<std::uint8_t>(payload.size() & 0xFFU)};
  append(message, payload);
  std::size_t sent = 0;
  while (sent < message.size()) {
    const ssize_t count =
        ::send(socket_, message.data() + sent, message.size() - sent, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

bool VpcdLink::serve(VirtualCard& card, bool mute, int& answered, int leave_after) {
  // The driver writes length and payload apart; without a quick acknowledgement between them each
  // command costs 43 ms (cards.md trap 12). The option wears off, so it is set before every
  // receive.
  set_option(socket_, TCP_QUICKACK);
  std::array<std::uint8_t, 8192> buffer{};
  const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (count < 0 && errno == EINTR)
    return true;
  if (count <= 0)
    return false;
  append(waiting_, ByteView(buffer).first(static_cast<std::size_t>(count)));
  while (waiting_.size() >= 2) {
    const std::size_t size = (static_cast<std::size_t>(waiting_[0]) << 8U) | waiting_[1];
    if (waiting_.size() < 2 + size)
      break;
    const Bytes payload(waiting_.begin() + 2,
                        waiting_.begin() + 2 + static_cast<std::ptrdiff_t>(size));
    waiting_.erase(waiting_.begin(), waiting_.begin() + 2 + static_cast<std::ptrdiff_t>(size));
    if (size == 1) {
      if (payload[0] == 4 && !send(mute ? Bytes{} : card.atr()))
        return false;
      if (payload[0] <= 2)
        card.reset();
      continue;
    }
    if (mute)
      continue;
    if (leave_after >= 0 && answered >= leave_after)
      return false;
    ++answered;
    const Bytes answer = card.answer(payload);
    std::this_thread::sleep_for(std::chrono::milliseconds(card.slow_ms()));
    if (answer.empty() || !send(answer))
      return false;
  }
  return true;
}

} // namespace foyer::card
