// SPDX-License-Identifier: EUPL-1.2
// The WebSocket to the companion (RFC 6455, libwebsockets), on loopback only. One thread, but for
// wake().
#pragma once

#include <base/secret.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

namespace foyer::eid_client {

class Line {
 public:
  // `heard` gets each whole message, from within wait().
  explicit Line(std::function<void(std::string_view)> heard);
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // Fails with: io_failed (no memory). Whether somebody answers is seen by state().
  Status connect(int port);
  void send(Secret text);
  // Serves the line until something has happened, wake() was called, or the time is over.
  void wait(std::chrono::milliseconds longest);
  // Ends a wait(), or the next one. Any thread.
  void wake();

  enum class State : std::uint8_t { connecting, open, gone };
  [[nodiscard]] State state() const;

 private:
  struct Socket;
  std::unique_ptr<Socket> socket_;
};

} // namespace foyer::eid_client
