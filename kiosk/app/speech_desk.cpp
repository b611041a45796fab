// SPDX-License-Identifier: EUPL-1.2
#include "speech_desk.hpp"

#include <base/log.hpp>

#include <array>

namespace foyer::app {

namespace {

// Words a minute; people read to for the first time understand the middle one.
constexpr std::array<int, visit::speech_steps> speeds{100, 130, 160, 210, 280};
// 24 dB in all, the usual one 12 dB above the least (EN 301 549 8.2.1.1, 8.2.1.2).
constexpr std::array<float, visit::speech_steps> gains{-24, -18, -12, -6, 0};

} // namespace

SpeechDesk::SpeechDesk(std::unique_ptr<api::Speaker> speaker, const i18n::Catalogue& texts,
                       Report machine)
    : speaker_(std::move(speaker)), texts_(texts) {
  if (speaker_)
    watching_ = std::jthread([this, machine = std::move(machine)](const std::stop_token& stop) {
      speaker_->watch_headset(stop, [&](bool plugged) { machine(visit::HeadsetChanged{plugged}); });
    });
}

void SpeechDesk::say(const ui::Narration& narration, const visit::Presentation& how) {
  if (!speaker_)
    return;
  if (narration.interrupts)
    worker_.stop_all();
  for (const auto& phrase : narration.phrases) {
    const auto* language = texts_.language(phrase.language);
    const api::Sentence sentence{
        .text = Personal(phrase.text),
        .voice = language != nullptr && !language->voice.empty() ? language->voice : "de",
        .words_per_minute = speeds[static_cast<std::size_t>(how.speech_speed)],
        .gain_db = gains[static_cast<std::size_t>(how.speech_volume)]};
    worker_.give([this, sentence](const std::stop_token& stop) {
      if (stop.stop_requested())
        return;
      const auto said = speaker_->say(sentence, stop);
      if (!said && said.failure().code != FailureCode::cancelled && !told_failure_.exchange(true))
        log(events::Fault{.room = "speech", .failure = said.failure().code});
    });
  }
}

} // namespace foyer::app
