// SPDX-License-Identifier: EUPL-1.2
// Mailbox<T>: a queue between threads. Any thread may post; one thread takes.
// take() blocks until something arrives or the stop is asked for.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace foyer {

template <class T> class Mailbox {
 public:
  // `wake` runs on the posting thread after each post, without the lock (an SDL wake event).
  explicit Mailbox(std::function<void()> wake = {}) : wake_(std::move(wake)) {}

  void post(T item) {
    {
      const std::lock_guard lock(mutex_);
      items_.push_back(std::move(item));
    }
    arrived_.notify_one();
    if (wake_)
      wake_();
  }

  // Nothing means: stop was asked for.
  std::optional<T> take(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait(lock, stop, [this] { return !items_.empty(); }))
      return std::nullopt;
    return pop();
  }

  // Does not wait.
  std::optional<T> try_take() {
    const std::lock_guard lock(mutex_);
    if (items_.empty())
      return std::nullopt;
    return pop();
  }

 private:
  T pop() {
    T item = std::move(items_.front());
    items_.pop_front();
    return item;
  }

  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<T> items_;
  std::function<void()> wake_;
};

} // namespace foyer
