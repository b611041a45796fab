// SPDX-License-Identifier: EUPL-1.2
// One run of espeak-ng: text into its pipe, samples out of another.
#pragma once

#include <api/speaker.hpp>

#include <gio/gio.h>

#include <memory>
#include <span>

namespace foyer::speech_espeak {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T> using Object = std::unique_ptr<T, Unref>;

// One thread. Ends the process when it goes.
class Synthesiser {
 public:
  static Result<Synthesiser> start(const std::string& program, const api::Sentence& sentence);
  Synthesiser(Synthesiser&&) = default;
  Synthesiser& operator=(Synthesiser&&) = delete;
  ~Synthesiser();

  [[nodiscard]] unsigned rate() const { return rate_; } // samples a second, one channel
  // Fills `samples` as far as there are any; 0 at the end. `cancelled` when stop was asked for.
  Result<std::size_t> read(std::span<std::int16_t> samples, GCancellable* cancel);

 private:
  explicit Synthesiser(Object<GSubprocess> process) : process_(std::move(process)) {}

  Object<GSubprocess> process_;
  unsigned rate_ = 0;
};

} // namespace foyer::speech_espeak
