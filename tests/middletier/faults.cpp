// SPDX-License-Identifier: EUPL-1.2
#include "faults.hpp"

#include <chrono>
#include <fstream>
#include <thread>

#include <unistd.h>

namespace foyer::middletier {

namespace {

bool use_one(std::atomic<int>& left) {
  int now = left.load();
  while (now > 0 && !left.compare_exchange_weak(now, now - 1)) {
  }
  return now > 0;
}

} // namespace

Faults::Faults(FaultOptions options)
    : options_(std::move(options)), unavailable_(options_.unavailable), portal_(options_.portal),
      redirect_(options_.redirect), endless_(options_.endless),
      forged_(options_.forge.empty() ? 0 : options_.forge_count) {}

void Faults::pass(std::string_view place) {
  if (place == options_.die_at)
    _exit(70); // no destructor, no flush: as if the power went
  if (place != options_.hold_at || held_.exchange(true))
    return;
  std::ofstream(options_.hold_file) << place;
  while (std::filesystem::exists(options_.hold_file))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

Faults::Answer Faults::next_answer() {
  if (use_one(unavailable_))
    return Answer::unavailable;
  if (use_one(portal_))
    return Answer::portal;
  if (use_one(redirect_))
    return Answer::redirect;
  if (use_one(endless_))
    return Answer::endless;
  return Answer::honest;
}

bool Faults::forge_next() {
  return use_one(forged_);
}

} // namespace foyer::middletier
