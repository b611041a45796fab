// SPDX-License-Identifier: EUPL-1.2
// HandJack: the real voice, with a headset that is plugged in by the test.
#pragma once

#include <api/speaker.hpp>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace foyer::player {

// Thread safe.
class Jack {
 public:
  void plug(bool in) {
    {
      const std::lock_guard lock(mutex_);
      plugged_ = in;
    }
    changed_.notify_all();
  }
  // Sentences that were heard to their end.
  [[nodiscard]] int heard() const { return heard_; }
  void count() { ++heard_; }
  void watch(const std::stop_token& stop, const std::function<void(bool)>& report) {
    std::unique_lock lock(mutex_);
    for (bool told = !plugged_; !stop.stop_requested();) {
      if (told != plugged_) {
        told = plugged_;
        report(told);
      }
      changed_.wait(lock, stop, [&] { return told != plugged_; });
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool plugged_ = false;
  std::atomic<int> heard_ = 0;
};

class HandJack final : public api::Speaker {
 public:
  HandJack(std::unique_ptr<api::Speaker> voice, std::shared_ptr<Jack> jack)
      : voice_(std::move(voice)), jack_(std::move(jack)) {}
  Status say(const api::Sentence& sentence, const std::stop_token& stop) override {
    const auto said = voice_->say(sentence, stop);
    if (said.ok())
      jack_->count();
    return said;
  }
  void watch_headset(const std::stop_token& stop,
                     const std::function<void(bool)>& report) override {
    jack_->watch(stop, report);
  }

 private:
  std::unique_ptr<api::Speaker> voice_;
  std::shared_ptr<Jack> jack_;
};

} // namespace foyer::player
