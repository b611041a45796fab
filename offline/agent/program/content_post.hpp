// SPDX-License-Identifier: EUPL-1.2
// ContentPost: fetches what the middle tier publishes for all terminals (assistants, parameters,
// texts, trust list) into the folder from which the terminal takes it over. On a thread and a line
// of its own, so that no filing waits for it. What is not proven, is older, or is too much is
// refused and told; what was begun goes on after a restart.
#pragma once

#include <content/depot.hpp>

#include <base/clock.hpp>
#include <sync/back_off.hpp>
#include <sync/line.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

namespace foyer::agent {

struct ContentPostConfig {
  std::filesystem::path folder; // empty: nothing is fetched
  std::filesystem::path release_keys;
  std::chrono::milliseconds every{3'600'000};
  sync::BackOff back_off;
};

class ContentPost {
 public:
  ContentPost(std::unique_ptr<sync::Line> line, content::ReleaseKeys keys,
              ContentPostConfig config);
  ~ContentPost();

 private:
  void run(const std::stop_token& stop);
  // What the office has is here, whole, or was refused and told.
  Status look(const std::stop_token& stop);
  Result<sync::Answer> ask(sync::Request request, const std::stop_token& stop);
  Status fetch(content::Depot& depot, const content::Entry& entry, const std::stop_token& stop);

  std::unique_ptr<sync::Line> line_;
  content::ReleaseKeys keys_;
  ContentPostConfig config_;
  std::string etag_; // of what was last looked at in this run
  std::optional<std::pair<content::Manifest, std::string>> have_; // laid out, as `etag_` names it
  std::optional<std::chrono::milliseconds> retry_after_;
  std::jthread thread_; // last: it uses what stands above
};

} // namespace foyer::agent
