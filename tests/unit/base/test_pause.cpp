// SPDX-License-Identifier: EUPL-1.2
#include <base/pause.hpp>

#include <catch2/catch.hpp>

#include <thread>

using namespace foyer;
using namespace std::chrono_literals;

TEST_CASE("a pause ends with its time, or with the stop however long it would be") {
  std::stop_source stop;
  CHECK(pause(1ms, stop.get_token()));
  bool whole = true;
  std::jthread sleeper([&] {
    whole = pause(24h, stop.get_token());
    pause(stop.get_token());
  });
  stop.request_stop();
  sleeper.join();
  CHECK_FALSE(whole);
  CHECK_FALSE(pause(24h, stop.get_token())); // asked for before
}
