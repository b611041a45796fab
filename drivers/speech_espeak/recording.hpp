// SPDX-License-Identifier: EUPL-1.2
// A sound file that was recorded once: the samples of one channel.
#pragma once

#include <base/result.hpp>

#include <sndfile.h>

#include <filesystem>
#include <memory>
#include <span>

namespace foyer::speech_espeak {

class Recording {
 public:
  // io_failed: no such file, no sound in it, or more than one channel.
  static Result<Recording> open(const std::filesystem::path& file);
  [[nodiscard]] unsigned rate() const { return rate_; }
  // Fills `samples` as far as there are any; 0 at the end.
  std::size_t read(std::span<std::int16_t> samples);

 private:
  struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
  };
  Recording(SNDFILE* file, unsigned rate) : file_(file), rate_(rate) {}

  std::unique_ptr<SNDFILE, Close> file_;
  unsigned rate_;
};

} // namespace foyer::speech_espeak
