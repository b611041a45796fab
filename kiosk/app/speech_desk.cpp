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

void SpeechDesk::spell(const i18n::Language& language, api::Sentence& sentence) {
  if (language.spelling.empty())
    return;
  auto known = spellings_.find(language.code);
  if (known == spellings_.end()) {
    auto rules = i18n::Respelling::load(locales_ / language.code / language.spelling);
    if (!rules)
      log(events::Fault{.room = "speech", .failure = rules.failure().code});
    known =
        spellings_.emplace(language.code, rules ? std::optional(std::move(*rules)) : std::nullopt)
            .first;
  }
  if (known->second)
    sentence.text = Personal(known->second->respell(sentence.text.reveal()));
}

void SpeechDesk::speak(const i18n::Language* language, api::Sentence& sentence,
                       const std::stop_token& stop) {
  if (stop.stop_requested())
    return;
  if (language != nullptr)
    spell(*language, sentence);
  else if (!std::filesystem::exists(sentence.recording))
    return; // a voice of another language would only confuse
  const auto said = speaker_->say(sentence, stop);
  if (!said && said.failure().code != FailureCode::cancelled && !told_failure_.exchange(true))
    log(events::Fault{.room = "speech", .failure = said.failure().code});
}

void SpeechDesk::say(const ui::Narration& narration, const visit::Presentation& how) {
  if (!speaker_)
    return;
  if (narration.interrupts)
    worker_.stop_all();
  for (const auto& phrase : narration.phrases) {
    const auto* language = texts_.language(phrase.language);
    if (language != nullptr && language->voice.empty())
      language = nullptr;
    api::Sentence sentence{.text = Personal(phrase.text),
                           .words_per_minute = speeds[static_cast<std::size_t>(how.speech_speed)],
                           .gain_db = gains[static_cast<std::size_t>(how.speech_volume)]};
    if (language != nullptr)
      sentence.voice = language->voice;
    else
      sentence.recording =
          locales_ / phrase.language / "prompts" / (i18n::stand_of(phrase.text) + ".wav");
    // Rules and recordings lie on the disk: the caller is the thread that draws.
    worker_.give([this, language, sentence](const std::stop_token& stop) mutable {
      speak(language, sentence, stop);
    });
  }
}

} // namespace foyer::app
