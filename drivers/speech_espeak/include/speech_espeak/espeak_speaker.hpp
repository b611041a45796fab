// SPDX-License-Identifier: EUPL-1.2
// EspeakSpeaker: sentences through espeak-ng (one process each; it is small and starts in some
// 10 ms) to an ALSA device. The text goes over a pipe: a command line can be read by everybody.
#pragma once

#include <api/speaker.hpp>

#include <string>

namespace foyer::speech_espeak {

struct EspeakConfig {
  std::string program = "espeak-ng";
  std::string device = "default"; // an ALSA name, "plughw:1,0"
  // The card whose jack is watched ("hw:0"); empty: the machine cannot tell.
  std::string jack_card;
  std::string jack = "Headphone Jack"; // name of its control
};

class EspeakSpeaker final : public api::Speaker {
 public:
  explicit EspeakSpeaker(EspeakConfig config) : config_(std::move(config)) {}

  Status say(const api::Sentence& sentence, const std::stop_token& stop) override;
  void watch_headset(const std::stop_token& stop,
                     const std::function<void(bool plugged)>& report) override;

 private:
  EspeakConfig config_;
};

} // namespace foyer::speech_espeak
