// SPDX-License-Identifier: EUPL-1.2
// The contract of speech: sentences in, sound out. Sentences may be about the person; where they
// may be heard is the caller's decision, `headset` says what there is.
#pragma once

#include <base/failure.hpp>
#include <base/personal.hpp>
#include <base/result.hpp>

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace foyer::api {

struct Sentence {
  Personal<std::string> text; // UTF-8
  // What a person has said once for all, where no synthesiser speaks the language: a sound file of
  // one channel. Then text and voice are not used.
  std::filesystem::path recording;
  std::string voice;          // of the synthesiser: "de", "cmn-latn-pinyin"
  int words_per_minute = 160; // 80..450
  float gain_db = 0;          // 0 is the loudest, -60 the least
};

class Speaker {
 public:
  virtual ~Speaker() = default;

  // Speaks to the end of the sentence and returns then; at `stop` it is silent within 50 ms
  // (EN 301 549 5.1.3.5) and returns `cancelled`. One thread at a time, not the UI's.
  // Fails with: speech_missing (no synthesiser, no such voice, no sound device).
  virtual Status say(const Sentence& sentence, const std::stop_token& stop) = 0;

  // Reports at once and at every change whether a headset is plugged in, until `stop`. Blocks; a
  // thread of its own. A machine that cannot tell reports false once and waits.
  virtual void watch_headset(const std::stop_token& stop,
                             const std::function<void(bool plugged)>& report) = 0;
};

} // namespace foyer::api
