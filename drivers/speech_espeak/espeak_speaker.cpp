// SPDX-License-Identifier: EUPL-1.2
#include <speech_espeak/espeak_speaker.hpp>

#include "recording.hpp"
#include "sound.hpp"
#include "synthesiser.hpp"

#include <base/pause.hpp>
#include <base/stop_signal.hpp>

#include <array>
#include <cerrno>
#include <cmath>
#include <optional>
#include <vector>

#include <poll.h>

namespace foyer::speech_espeak {

namespace {

// 20 ms at the rate of espeak-ng's voices: the longest an interruption waits.
constexpr std::size_t chunk = 441;

void turn_down(std::span<std::int16_t> samples, float gain_db) {
  if (gain_db >= 0)
    return;
  const float factor = std::pow(10.f, gain_db / 20);
  for (std::int16_t& sample : samples)
    sample = static_cast<std::int16_t>(std::lround(static_cast<float>(sample) * factor));
}

// Sleeps until the control has an event (true), or stop is asked for or it is gone (false).
bool wait_for_event(snd_ctl_t* control, const StopSignal& stopping) {
  const int count = snd_ctl_poll_descriptors_count(control);
  if (count <= 0)
    return false;
  std::vector<pollfd> items(static_cast<std::size_t>(count) + 1);
  const int filled = snd_ctl_poll_descriptors(control, items.data(), static_cast<unsigned>(count));
  if (filled != count)
    return false;
  items.back() = {stopping.fd(), POLLIN, 0};
  while (::poll(items.data(), items.size(), -1) < 0)
    if (errno != EINTR)
      return false;
  return items.back().revents == 0;
}

struct CloseControl {
  void operator()(snd_ctl_t* control) const { snd_ctl_close(control); }
};

// Nothing: there is no such control.
std::optional<bool> plugged(snd_ctl_t* control, const std::string& name) {
  snd_ctl_elem_value_t* value = nullptr;
  snd_ctl_elem_value_alloca(&value);
  snd_ctl_elem_value_set_interface(value, SND_CTL_ELEM_IFACE_CARD);
  snd_ctl_elem_value_set_name(value, name.c_str());
  if (snd_ctl_elem_read(control, value) < 0)
    return std::nullopt;
  return snd_ctl_elem_value_get_boolean(value, 0) != 0;
}

} // namespace

namespace {

// Samples from `read` (Result<std::size_t>(span), 0 at the end) to the device.
template <class Read>
Status play_all(const std::string& device, unsigned rate, float gain_db,
                const std::stop_token& stop, Read read) {
  FOYER_TRY(auto sound, Sound::open(device, rate));
  std::array<std::int16_t, chunk> samples{};
  while (true) {
    const Result<std::size_t> got = read(std::span<std::int16_t>(samples));
    if (!got || stop.stop_requested()) {
      sound.drop();
      return got ? fail(FailureCode::cancelled) : got.failure();
    }
    if (*got == 0)
      break;
    const auto heard = std::span(samples).first(*got);
    turn_down(heard, gain_db);
    FOYER_CHECK(sound.play(heard));
  }
  sound.finish();
  return success();
}

} // namespace

Status EspeakSpeaker::say(const api::Sentence& sentence, const std::stop_token& stop) {
  if (!sentence.recording.empty()) {
    FOYER_TRY(auto recording, Recording::open(sentence.recording));
    return play_all(config_.device, recording.rate(), sentence.gain_db, stop,
                    [&](std::span<std::int16_t> samples) -> Result<std::size_t> {
                      return recording.read(samples);
                    });
  }
  const Object<GCancellable> cancel(g_cancellable_new());
  const std::stop_callback on_stop(stop, [&] { g_cancellable_cancel(cancel.get()); });
  FOYER_TRY(auto synthesiser, Synthesiser::start(config_.program, sentence));
  return play_all(
      config_.device, synthesiser.rate(), sentence.gain_db, stop,
      [&](std::span<std::int16_t> samples) { return synthesiser.read(samples, cancel.get()); });
}

void EspeakSpeaker::watch_headset(const std::stop_token& stop,
                                  const std::function<void(bool plugged)>& report) {
  snd_ctl_t* raw = nullptr;
  if (config_.jack_card.empty() ||
      snd_ctl_open(&raw, config_.jack_card.c_str(), SND_CTL_READONLY) < 0) {
    report(false);
    return pause(stop);
  }
  const std::unique_ptr<snd_ctl_t, CloseControl> control(raw);
  snd_ctl_subscribe_events(raw, 1);
  auto known = plugged(raw, config_.jack);
  report(known.value_or(false));
  if (!known)
    return pause(stop);
  const StopSignal stopping(stop);
  while (stopping.fd() >= 0 && wait_for_event(raw, stopping)) {
    snd_ctl_event_t* event = nullptr;
    snd_ctl_event_alloca(&event);
    if (snd_ctl_read(raw, event) < 0)
      break; // the card is gone
    if (const auto now = plugged(raw, config_.jack); now && now != known) {
      known = now;
      report(*now);
    }
  }
  if (!stop.stop_requested() && known == true)
    report(false); // nobody hears through a card that is gone
  pause(stop);
}

} // namespace foyer::speech_espeak
