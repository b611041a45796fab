// SPDX-License-Identifier: EUPL-1.2
#include <ui/input.hpp>

#include <utility>

namespace foyer::ui {

void InputQueue::push(InputEvent event) {
  events_.push_back(std::move(event));
}

void InputQueue::finger_down(Vec2 at, std::int64_t finger) {
  push({InputEvent::Kind::down, at, finger, {}, {}, {}, {}});
}
void InputQueue::finger_move(Vec2 at, std::int64_t finger) {
  push({InputEvent::Kind::move, at, finger, {}, {}, {}, {}});
}
void InputQueue::finger_up(Vec2 at, std::int64_t finger) {
  push({InputEvent::Kind::up, at, finger, {}, {}, {}, {}});
}
void InputQueue::key(Key key, bool shift) {
  push({InputEvent::Kind::key, {}, 0, key, shift, {}, {}});
}
void InputQueue::text(std::string text) {
  push({InputEvent::Kind::text, {}, 0, {}, false, std::move(text), {}});
}

std::vector<InputEvent> InputQueue::take_frame() {
  std::vector<InputEvent> frame;
  while (!events_.empty()) {
    frame.push_back(std::move(events_.front()));
    events_.pop_front();
    const auto kind = frame.back().kind;
    if (kind != InputEvent::Kind::move && kind != InputEvent::Kind::wheel)
      break;
  }
  return frame;
}

} // namespace foyer::ui
