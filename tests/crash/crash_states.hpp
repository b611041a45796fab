// SPDX-License-Identifier: EUPL-1.2
// How many states of a disk the tests of power cuts look at: FOYER_CRASH_STATES, as `./dev crash`
// sets it, or as many as a test run needs.
#pragma once

#include "recording_vfs.hpp"

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

namespace foyer::crash {

inline std::filesystem::path fast_folder() {
  return std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
}

inline std::size_t wanted_states(std::size_t of_a_test_run) {
  const char* said = std::getenv("FOYER_CRASH_STATES");
  return said != nullptr ? std::stoul(said) : of_a_test_run;
}

// Cuts the power after every op, in every way a disk may take it, then in random ways until there
// were `wanted` states. `look` gets how many ops had happened.
inline std::size_t cut_everywhere(const std::vector<Op>& ops, std::size_t wanted,
                                  const std::function<void(std::size_t, const Disk&)>& look) {
  std::mt19937 random(20261125);
  std::size_t states = 0;
  const auto cut = [&](std::size_t count, Fate fate) {
    look(count, after_cut(ops, count, fate, random));
    ++states;
  };
  for (std::size_t count = 0; count <= ops.size(); ++count)
    for (const Fate fate : {Fate::lost, Fate::whole, Fate::torn, Fate::random})
      cut(count, fate);
  while (states < wanted)
    cut(random() % (ops.size() + 1), random() % 3 == 0 ? Fate::torn : Fate::random);
  return states;
}

} // namespace foyer::crash
