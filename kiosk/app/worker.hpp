// SPDX-License-Identifier: EUPL-1.2
// Worker: one thread that does jobs in the order they were given. Going away stops the job at
// hand, drops the rest and waits for the thread.
#pragma once

#include <base/mailbox.hpp>

#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace foyer::app {

class Worker {
 public:
  // A job must end soon after its token asks it to.
  using Job = std::function<void(const std::stop_token&)>;

  Worker() : thread_([this](const std::stop_token& stop) { run(stop); }) {}
  ~Worker() {
    thread_.request_stop();
    stop_current();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void give(Job job) { jobs_.post(std::move(job)); }
  // Asks the job at hand to stop; those waiting are not touched.
  void stop_current() {
    const std::lock_guard lock(mutex_);
    current_.request_stop();
  }

 private:
  void run(const std::stop_token& stop) {
    while (auto job = jobs_.take(stop)) {
      std::stop_token token;
      {
        const std::lock_guard lock(mutex_);
        current_ = std::stop_source();
        token = current_.get_token();
      }
      if (stop.stop_requested())
        return;
      (*job)(token);
    }
  }

  Mailbox<Job> jobs_;
  std::mutex mutex_;
  std::stop_source current_;
  std::jthread thread_; // last: it uses what stands above
};

} // namespace foyer::app
