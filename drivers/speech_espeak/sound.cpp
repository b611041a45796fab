// SPDX-License-Identifier: EUPL-1.2
#include "sound.hpp"

namespace foyer::speech_espeak {

namespace {

// Of sound that waits in the device: what is still heard after an interruption, if drop() fails.
constexpr unsigned latency_us = 60'000;

Failure alsa(const char* what, long error) {
  return fail(FailureCode::io_failed,
              std::string(what) + ": " + snd_strerror(static_cast<int>(error)));
}

} // namespace

Result<Sound> Sound::open(const std::string& device, unsigned rate) {
  snd_pcm_t* raw = nullptr;
  if (const int error = snd_pcm_open(&raw, device.c_str(), SND_PCM_STREAM_PLAYBACK, 0); error < 0)
    return alsa("sound device", error);
  Sound sound{Handle(raw)};
  if (const int error = snd_pcm_set_params(raw, SND_PCM_FORMAT_S16_LE,
                                           SND_PCM_ACCESS_RW_INTERLEAVED, 1, rate, 1, latency_us);
      error < 0)
    return alsa("sound format", error);
  return sound;
}

Status Sound::play(std::span<const std::int16_t> samples) {
  while (!samples.empty()) {
    const auto played = snd_pcm_writei(pcm_.get(), samples.data(), samples.size());
    if (played < 0) {
      // The device ran dry between two sentences' worth of samples, or was suspended.
      if (const int error = snd_pcm_recover(pcm_.get(), static_cast<int>(played), 1); error < 0)
        return alsa("sound", error);
      continue;
    }
    samples = samples.subspan(static_cast<std::size_t>(played));
  }
  return success();
}

} // namespace foyer::speech_espeak
