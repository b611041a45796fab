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
                       std::filesystem::path locales, Report machine)
    : speaker_(std::move(speaker)), texts_(texts), locales_(std::move(locales)) {
  if (speaker_)
    watching_ = std::jthread([this, machine = std::move(machine)](const std::stop_token& stop) {
      speaker_->watch_headset(stop, [&](bool plugged) { machine(visit::HeadsetChanged{plugged}); });
    });
}

std::string SpeechDesk::spelt(const i18n::Language& language, const std::string& text) {
  if (language.spelling.empty())
    return text;
  auto known = spellings_.find(language.code);
  if (known == spellings_.end()) {
    auto rules = i18n::Respelling::load(locales_ / language.code / language.spelling);
    if (!rules) {
      log(events::Fault{.room = "speech", .failure = rules.failure().code});
      return text;
    }
    known = spellings_.emplace(language.code, std::move(*rules)).first;
  }
  return known->second.respell(text);
}

void SpeechDesk::say(const ui::Narration& narration, const visit::Presentation& how) {
  if (!speaker_)
    return;
  if (narration.interrupts)
    worker_.stop_all();
  for (const auto& phrase : narration.phrases) {
    const auto* language = texts_.language(phrase.language);
    api::Sentence sentence{.text = Personal(phrase.text),
                           .words_per_minute = speeds[static_cast<std::size_t>(how.speech_speed)],
                           .gain_db = gains[static_cast<std::size_t>(how.speech_volume)]};
    if (language != nullptr && !language->voice.empty()) {
      sentence.voice = language->voice;
      sentence.text = Personal(spelt(*language, phrase.text));
    } else {
      sentence.recording =
          locales_ / phrase.language / "prompts" / (i18n::stand_of(phrase.text) + ".wav");
      if (!std::filesystem::exists(sentence.recording))
        continue; // a voice of another language would only confuse
    }
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
