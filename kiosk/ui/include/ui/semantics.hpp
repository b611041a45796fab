// SPDX-License-Identifier: EUPL-1.2
// The page as meaning: what speech will read, what the focus ring visits, what tests tap.
// Written anew each frame by the widgets, in reading order.
#pragma once

#include <ui/geometry.hpp>

#include <string>

namespace foyer::ui {

enum class Role {
  page,
  heading,
  text,
  notice,
  alert,
  group,
  button,
  tile,
  link,
  radio,
  checkbox,
  field,
  list,
  option,
  image,
  progress,
  dialog,
  key,
  signature,
  slot,
  timer,
  status
};
std::string_view role_name(Role role);

struct NodeState {
  bool enabled = true, checked = false, expanded = false, invalid = false, focused = false,
       pressed = false, editing = false, required = false;
};

// Layers lie over each other; a modal one takes all input.
enum class Layer { page, keyboard, popup, dialog };

struct Node {
  std::string id; // stable over frames, unique on the page
  Role role = Role::text;
  std::string label; // never empty for what can be operated
  std::string value;
  std::string help;
  std::string error;
  std::string language; // of the label where it is not the page's ("de": no translation yet)
  NodeState state;
  bool personal = false; // the value is about the person: not for other ears
  bool spelled = false;  // the value is read letter by letter: numbers, codes
  Rect rect;             // pixels, where it is drawn now
  Rect visible;          // the part inside its scroll area; empty: scrolled away
  Layer layer = Layer::page;
  bool target = false;    // reacts to touch
  bool focusable = false; // visited by the focus ring, in the order of the list
  bool fixed = false;     // belongs to a bar, never scrolls
};

} // namespace foyer::ui
