// SPDX-License-Identifier: EUPL-1.2
// What people do with the glass and the keys, in the order they did it.
#pragma once

#include <ui/geometry.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace foyer::ui {

enum class Key {
  none,
  tab,
  enter,
  space,
  escape,
  backspace,
  del,
  left,
  right,
  up,
  down,
  home,
  end,
  // What a keypad without sight has beside the arrows and Enter (kiosk/ui/KEYPAD.md).
  listen, // speech on and off
  repeat,
  slower,
  faster,
  quieter,
  louder,
  blank, // the picture goes dark, speech goes on
  help
};

struct InputEvent {
  enum class Kind { down, move, up, cancel, wheel, key, text };
  Kind kind = Kind::move;
  Vec2 at;                 // pixels
  std::int64_t finger = 0; // the mouse is finger 0
  Key key = Key::none;
  bool shift = false;
  std::string text; // UTF-8, for Kind::text
  float wheel = 0;  // notches, away from the person is positive
};

// A frame takes at most one edge (down, up, cancel, key, text), so that any number of taps queued
// at once all count. UI thread only.
class InputQueue {
 public:
  void push(InputEvent event);
  void finger_down(Vec2 at, std::int64_t finger = 0);
  void finger_move(Vec2 at, std::int64_t finger = 0);
  void finger_up(Vec2 at, std::int64_t finger = 0);
  void key(Key key, bool shift = false);
  void text(std::string text);
  // Moves up to the next edge, and that edge.
  std::vector<InputEvent> take_frame();
  [[nodiscard]] bool empty() const { return events_.empty(); }
  void clear() { events_.clear(); }

 private:
  std::deque<InputEvent> events_;
};

} // namespace foyer::ui
