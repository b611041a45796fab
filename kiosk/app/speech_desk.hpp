// SPDX-License-Identifier: EUPL-1.2
// SpeechDesk: says phrases one after the other, on a thread of its own, and watches the headset on
// another.
#pragma once

#include "report.hpp"
#include "worker.hpp"

#include <api/speaker.hpp>
#include <i18n/respelling.hpp>
#include <ui/narrator.hpp>
#include <visit/state.hpp>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <thread>

namespace foyer::app {

class SpeechDesk {
 public:
  // `speaker` may be null: a terminal without speech.
  // `locales`: recorded prompts of languages without a voice (locales/README.md).
  SpeechDesk(std::unique_ptr<api::Speaker> speaker, const i18n::Catalogue& texts,
             std::filesystem::path locales, Report machine);

  [[nodiscard]] bool speaks() const { return speaker_ != nullptr; }
  void say(const ui::Narration& narration, const visit::Presentation& how);
  void be_silent() { worker_.stop_all(); }

 private:
  // On the worker's thread. `language`: null for a recording.
  void speak(const i18n::Language* language, api::Sentence& sentence, const std::stop_token& stop);
  // As the language's voice reads it.
  void spell(const i18n::Language& language, api::Sentence& sentence);

  std::unique_ptr<api::Speaker> speaker_;
  const i18n::Catalogue& texts_;
  std::filesystem::path locales_;
  // By language, those used so far; nothing where the rules are broken. The worker's.
  std::map<std::string, std::optional<i18n::Respelling>> spellings_;
  std::atomic<bool> told_failure_ = false; // once: a machine without sound would fill the log
  Worker worker_;
  std::jthread watching_; // last: it uses what stands above
};

} // namespace foyer::app
