// SPDX-License-Identifier: EUPL-1.2
// How the visit is shown and heard. Every choice ends with the visit.
#include "stepper.hpp"

#include <algorithm>

namespace foyer::visit {

void Stepper::on(const SetTextSize& event) {
  s_.presentation.text_size = event.size;
}
void Stepper::on(const SetContrast& event) {
  s_.presentation.contrast = event.contrast;
}
void Stepper::on(const SetSpeech& event) {
  if (event.on && at(Place::attract))
    on(Begin{});
  // A picture nobody sees and a voice nobody hears would be a machine that is off.
  s_.presentation.blank = s_.presentation.blank && event.on;
  s_.presentation.speech = event.on && !at(Place::attract);
}
void Stepper::on(const ChangeSpeed& event) {
  auto& speed = s_.presentation.speech_speed;
  speed = std::clamp(speed + event.steps, 0, speech_steps - 1);
}
void Stepper::on(const ChangeVolume& event) {
  auto& volume = s_.presentation.speech_volume;
  volume = std::clamp(volume + event.steps, 0, speech_steps - 1);
}
void Stepper::on(const SetBlank& event) {
  s_.presentation.blank = event.on && waits_for_person(s_.place);
}
void Stepper::on(const SetLowReach& event) {
  s_.presentation.low_reach = event.on;
}
void Stepper::on(const SetMotion& event) {
  s_.presentation.motion = event.on;
}
void Stepper::on(const Rest& event) {
  if (!waits_for_person(s_.place))
    return;
  s_.resting = context_.now;
  s_.calls_staff = event.call_staff;
}

// Plugging in begins to speak, also to somebody who cannot see where to touch; pulling out ends it,
// so that the room does not hear on.
void Stepper::on(const HeadsetChanged& event) {
  s_.headset = event.plugged;
  on(SetSpeech{event.plugged});
}

} // namespace foyer::visit
