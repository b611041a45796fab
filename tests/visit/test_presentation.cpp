// SPDX-License-Identifier: EUPL-1.2
// How a visit is heard: choices that end with it.
#include "walk.hpp"

#include <visit/timeouts.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using foyer::visit_test::Walk;

TEST_CASE("plugging a headset in begins a visit that speaks, pulling it out ends the speech") {
  Walk walk;
  walk.then(visit::HeadsetChanged{true});
  CHECK(walk.place() == visit::Place::language);
  CHECK(walk.state().presentation.speech);
  walk.then(visit::SetBlank{true});
  CHECK(walk.state().presentation.blank);
  walk.then(visit::HeadsetChanged{false});
  CHECK(walk.place() == visit::Place::language);
  CHECK_FALSE(walk.state().presentation.speech);
  CHECK_FALSE(walk.state().presentation.blank); // never a machine that neither speaks nor shows
}

TEST_CASE("a terminal out of service does not begin to speak") {
  Walk walk;
  walk.then(visit::ServiceChanged{fail(FailureCode::disk_full)});
  walk.then(visit::HeadsetChanged{true});
  CHECK(walk.place() == visit::Place::attract);
  CHECK_FALSE(walk.state().presentation.speech);
}

TEST_CASE("speed and volume stay in their range and fall back with the end of the visit") {
  Walk walk;
  walk.then(visit::SetSpeech{true});
  for (int i = 0; i < 9; ++i)
    walk.then(visit::ChangeVolume{1}).then(visit::ChangeSpeed{-1});
  CHECK(walk.state().presentation.speech_volume == visit::speech_steps - 1);
  CHECK(walk.state().presentation.speech_speed == 0);
  walk.then(visit::GoBack{});
  CHECK(walk.place() == visit::Place::attract);
  CHECK(walk.state().presentation.speech_volume == visit::Presentation{}.speech_volume);
  CHECK_FALSE(walk.state().presentation.speech);
}

TEST_CASE("a dark screen comes back when somebody must answer whether they are still there") {
  Walk walk;
  walk.until(visit::Place::concern).then(visit::SetBlank{true});
  CHECK(walk.state().presentation.blank);
  walk.wait(visit::idle_warning_after);
  CHECK(walk.state().idle_warning);
  CHECK_FALSE(walk.state().presentation.blank);
}

TEST_CASE("who needs a moment is not asked for ten minutes, then once") {
  Walk walk;
  walk.until(visit::Place::concern).then(visit::Rest{true});
  CHECK(walk.state().resting);
  CHECK(walk.state().calls_staff);
  walk.wait(visit::rest_lasts - std::chrono::seconds{1});
  CHECK_FALSE(walk.state().idle_warning);
  walk.wait(std::chrono::seconds{1});
  CHECK(walk.state().idle_warning);
  walk.then(visit::Stay{});
  CHECK_FALSE(walk.state().resting);
  CHECK(walk.place() == visit::Place::concern);
}

TEST_CASE("a headset left in its socket speaks to the next visitor from the first page") {
  Walk walk;
  walk.then(visit::HeadsetChanged{true}).then(visit::GoBack{});
  CHECK(walk.place() == visit::Place::attract);
  walk.then(visit::Begin{});
  CHECK(walk.state().presentation.speech);
}
