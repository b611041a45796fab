// SPDX-License-Identifier: EUPL-1.2
#include "recording.hpp"

namespace foyer::speech_espeak {

Result<Recording> Recording::open(const std::filesystem::path& file) {
  SF_INFO info{};
  SNDFILE* sound = sf_open(file.c_str(), SFM_READ, &info);
  if (sound == nullptr)
    return fail(FailureCode::io_failed, file.filename().string() + ": " + sf_strerror(nullptr));
  Recording recording(sound, static_cast<unsigned>(info.samplerate));
  if (info.channels != 1 || info.samplerate <= 0)
    return fail(FailureCode::io_failed, file.filename().string() + ": not one channel");
  return recording;
}

std::size_t Recording::read(std::span<std::int16_t> samples) {
  const auto got =
      sf_read_short(file_.get(), samples.data(), static_cast<sf_count_t>(samples.size()));
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

} // namespace foyer::speech_espeak
