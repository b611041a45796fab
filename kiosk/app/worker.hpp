// SPDX-License-Identifier: EUPL-1.2
// Worker: one thread that does jobs in the order they were given. Going away stops the job at
// hand, drops the rest and waits for the thread.
#pragma once

#include <base/mailbox.hpp>

#include <functional>
#include <future>
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
    stop_all();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void give(Job job) {
    const std::lock_guard lock(mutex_);
    jobs_.post({std::move(job), stop_.get_token()});
  }
  // Asks the job at hand and those waiting to stop; later ones are not touched.
  void stop_all() {
    const std::lock_guard lock(mutex_);
    stop_.request_stop();
    stop_ = std::stop_source();
  }
  // Asks all of them to stop as above, and waits until each has been done or has stopped. For
  // owners whose jobs must reach the disk.
  void finish() {
    stop_all();
    std::promise<void> done;
    give([&done](const std::stop_token&) { done.set_value(); });
    done.get_future().wait();
  }

 private:
  void run(const std::stop_token& stop) {
    while (auto given = jobs_.take(stop)) {
      if (stop.stop_requested())
        return;
      given->job(given->stop);
    }
  }

  struct Given {
    Job job;
    std::stop_token stop;
  };

  Mailbox<Given> jobs_;
  std::mutex mutex_;
  std::stop_source stop_;
  std::jthread thread_; // last: it uses what stands above
};

} // namespace foyer::app
