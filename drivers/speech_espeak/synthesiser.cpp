// SPDX-License-Identifier: EUPL-1.2
#include "synthesiser.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace foyer::speech_espeak {

static_assert(std::endian::native == std::endian::little, "samples arrive little endian");

namespace {

// What espeak-ng 1.51 writes before the samples (src/espeak-ng.c, OpenWavFile).
constexpr std::size_t header_size = 44;
constexpr std::size_t rate_at = 24;

Failure io(GError* error) {
  const std::string reason = error != nullptr ? error->message : "the synthesiser ended early";
  g_clear_error(&error);
  return fail(FailureCode::io_failed, reason);
}

} // namespace

Result<Synthesiser> Synthesiser::start(const std::string& program, const api::Sentence& sentence) {
  const std::string speed = std::to_string(sentence.words_per_minute);
  const std::array<const char*, 10> arguments{
      program.c_str(),        "--stdin", "--stdout",    "-b",   "1" /* UTF-8 */, "-v",
      sentence.voice.c_str(), "-s",      speed.c_str(), nullptr};
  GError* error = nullptr;
  const auto flags =
      static_cast<GSubprocessFlags>(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                    G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  Synthesiser run{Object<GSubprocess>(g_subprocess_newv(arguments.data(), flags, &error))};
  if (!run.process_)
    return io(error);
  const std::string& text = sentence.text.reveal();
  GOutputStream* in = g_subprocess_get_stdin_pipe(run.process_.get());
  if (!g_output_stream_write_all(in, text.data(), text.size(), nullptr, nullptr, &error) ||
      !g_output_stream_close(in, nullptr, &error))
    return io(error);
  std::array<char, header_size> header{};
  gsize got = 0;
  GInputStream* out = g_subprocess_get_stdout_pipe(run.process_.get());
  if (!g_input_stream_read_all(out, header.data(), header.size(), &got, nullptr, &error) ||
      got < header.size() || std::memcmp(header.data(), "RIFF", 4) != 0)
    return io(error); // an unknown voice: nothing comes out
  std::memcpy(&run.rate_, header.data() + rate_at, sizeof run.rate_);
  return run;
}

Synthesiser::~Synthesiser() {
  if (process_) {
    g_subprocess_force_exit(process_.get());
    g_subprocess_wait(process_.get(), nullptr, nullptr);
  }
}

Result<std::size_t> Synthesiser::read(std::span<std::int16_t> samples, GCancellable* cancel) {
  GError* error = nullptr;
  gsize got = 0;
  GInputStream* out = g_subprocess_get_stdout_pipe(process_.get());
  if (!g_input_stream_read_all(out, samples.data(), samples.size_bytes(), &got, cancel, &error)) {
    const bool asked = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    if (!asked)
      return io(error);
    g_clear_error(&error);
    return fail(FailureCode::cancelled);
  }
  return got / sizeof(std::int16_t);
}

} // namespace foyer::speech_espeak
