// SPDX-License-Identifier: EUPL-1.2
// The agent's side of the Unix socket (offline/agent/FORMAT.md): one line in, one line out.
#pragma once

#include "office_clerk.hpp"

#include <sync/dispatcher.hpp>
#include <sync/office_key_post.hpp>

#include <base/result.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

namespace foyer::agent {

// What the agent can tell of itself.
struct AgentView {
  sync::LineStatus line;
  sync::OfficeKeyPost::Standing office_keys;
};

class SocketApi {
 public:
  struct Answers { // called on the API's thread
    std::function<AgentView()> status;
    std::function<void()> nudge;
    // Takes the connection, answers and hangs up; must not block.
    std::function<void(FileDescriptor client, OfficeQuestion)> ask_office;
  };
  // Listens with mode 0660 and serves on its own thread until destroyed. A socket file that nobody
  // listens on any more is replaced; config_broken if another agent does, io_failed otherwise. With
  // `listening` that socket is served, and its file is somebody else's.
  static Result<SocketApi> start(const std::filesystem::path& path, Answers answers,
                                 std::optional<FileDescriptor> listening = {});
  // The line's state may have changed: who watches it is told. Any thread; does not block.
  void look_at_line() const;
  SocketApi(SocketApi&&) noexcept;
  ~SocketApi(); // also removes its own socket file

 private:
  struct Listener;
  explicit SocketApi(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

} // namespace foyer::agent
