// SPDX-License-Identifier: EUPL-1.2
// ContentKeeper: which assistants, parameters, texts and trust list the terminal works with: those
// it was shipped with, or the newest that were brought and proven (offline/content/FORMAT.md).
// Looks for newer ones on a thread of its own; they come into use when somebody says so, between
// visits.
#pragma once

#include <app/config.hpp>

#include <content/shelf.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace foyer::app {

// The configuration with the files of `on_shelf` instead of those that were shipped.
Config with_content(Config config, const content::OnShelf& on_shelf);
// The terminal's own folder of contents; config_broken: the release keys are unusable.
Result<content::Shelf> open_shelf(const Config& config);
// As with_content() of what is in use; as it is where there is nothing, or nothing that holds. The
// log is told what does not hold.
Config content_in_use(const Config& config);
// What a terminal works with: its configuration and what was loaded by it, of `in_use` (see
// content_in_use). Falls back to what was shipped; fails as load_content() does.
struct Content;
struct Work {
  Config config;
  std::shared_ptr<Content> content;
};
Result<Work> load_in_use(const Config& shipped, Config in_use);
// Does everything load that a terminal of this configuration loads? With why not.
Status is_usable(const Config& config);

class ContentKeeper {
 public:
  // `wake` is called from another thread when something newer lies ready. Without [catalogue] it
  // does nothing.
  ContentKeeper(const Config& config, std::function<void()> wake);
  ContentKeeper(const ContentKeeper&) = delete;
  ContentKeeper& operator=(const ContentKeeper&) = delete;
  ~ContentKeeper();

  // Something newer was copied, proven and tried: activate() may be called.
  [[nodiscard]] bool newer() const { return ready_ != 0; }
  // False: it could not be, the log says why, and what is in use stays. Blocks for some syncs.
  bool activate();

 private:
  void watch(const std::stop_token& stop);
  void look();

  Config config_;
  std::function<void()> wake_;
  std::optional<content::Shelf> shelf_;
  std::atomic<std::int64_t> ready_ = 0;
  std::optional<content::Refusal> told_; // as long as the same is offered
  std::string told_about_;
  std::optional<FailureCode> told_fault_; // of the own disk
  std::jthread thread_;                   // last: it uses what stands above
};

} // namespace foyer::app
