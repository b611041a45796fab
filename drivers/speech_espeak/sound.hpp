// SPDX-License-Identifier: EUPL-1.2
// One ALSA device, opened for one sentence. One thread.
#pragma once

#include <base/result.hpp>

#include <alsa/asoundlib.h>

#include <memory>
#include <span>
#include <string>

namespace foyer::speech_espeak {

class Sound {
 public:
  static Result<Sound> open(const std::string& device, unsigned rate);
  // Blocks until there is room: as long as the samples last.
  Status play(std::span<const std::int16_t> samples);
  // Waits until all is heard.
  void finish() { snd_pcm_drain(pcm_.get()); }
  // Silent at once.
  void drop() { snd_pcm_drop(pcm_.get()); }

 private:
  struct Close {
    void operator()(snd_pcm_t* pcm) const { snd_pcm_close(pcm); }
  };
  using Handle = std::unique_ptr<snd_pcm_t, Close>;
  explicit Sound(Handle pcm) : pcm_(std::move(pcm)) {}

  Handle pcm_;
};

} // namespace foyer::speech_espeak
