// SPDX-License-Identifier: EUPL-1.2
// From events to presses, activations, scrolling and focus. A frame's events are judged against the
// nodes of the last frame: those are what the person saw.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

using namespace std::chrono_literals;

namespace {
constexpr float drag_mm = 4;      // a finger that moved further scrolls and does not press
constexpr auto hold_time = 500ms; // a key held this long opens its letters
constexpr float wheel_mm = 20;    // per notch
} // namespace

const Node* Ui::Impl::hit(Vec2 at) const {
  const Node* best = nullptr;
  for (const Node& node : last_nodes) {
    if (!node.target || !node.visible.contains(at))
      continue;
    if (last_modal && node.layer < *last_modal)
      continue;
    if (best == nullptr || node.layer >= best->layer)
      best = &node; // later ones lie on top
  }
  return best;
}

void Ui::Impl::take_input() {
  activated.clear();
  activated_by_key = false;
  commands.clear();
  trace.clear();
  trace_began = false;
  const auto events = input.take_frame();
  if (!events.empty()) {
    last_input = now;
    settling = 0; // what comes of it may take its frames
  }
  for (const InputEvent& e : events) {
    switch (e.kind) {
    case InputEvent::Kind::down: on_down(e); break;
    case InputEvent::Kind::move: on_move(e); break;
    case InputEvent::Kind::up: on_up(e); break;
    case InputEvent::Kind::cancel: presses.erase(e.finger); break;
    case InputEvent::Kind::wheel:
      if (const auto id = scroll_at(e.at); !id.empty()) {
        scrolls[id].offset -= e.wheel * wheel_mm * profile.px_per_mm;
        unsettled = true;
      }
      break;
    case InputEvent::Kind::key: on_key(e); break;
    case InputEvent::Kind::text: on_text(e); break;
    }
  }
  // A key held down opens the panel of its letters.
  for (auto& [finger, press] : presses) {
    if (press.cancelled || press.id.rfind("key.", 0) != 0)
      continue;
    if (now - press.time >= hold_time) {
      activated = "hold." + press.id.substr(4);
      press.cancelled = true;
    } else {
      const auto due = press.time + hold_time;
      if (!wake || due < *wake)
        wake = due;
    }
  }
}

void Ui::Impl::on_down(const InputEvent& e) {
  if (blank) { // nobody touches what they do not see
    commands.push_back(Key::blank);
    return;
  }
  focus_visible = false;
  Press press;
  press.start = press.last = e.at;
  press.time = now;
  press.scroll = scroll_at(e.at);
  if (!press.scroll.empty()) {
    Scroll& scroll = scrolls[press.scroll];
    press.start_offset = scroll.offset;
    if (std::abs(scroll.velocity) > 40)
      press.cancelled = true; // a finger that stops the page
    scroll.velocity = 0;
  }
  if (const Node* node = hit(e.at)) {
    press.id = node->id;
    if (last_captures.contains(node->id)) {
      press.scroll.clear();
      trace.push_back(e.at);
      trace_began = true;
    } else if (node->layer == Layer::keyboard || node->layer == Layer::popup || node->fixed) {
      press.scroll.clear();
    }
  }
  presses[e.finger] = std::move(press);
}

void Ui::Impl::on_move(const InputEvent& e) {
  const auto found = presses.find(e.finger);
  if (found == presses.end())
    return;
  Press& press = found->second;
  press.last = e.at;
  if (last_captures.contains(press.id)) {
    trace.push_back(e.at);
    return;
  }
  if (press.scroll.empty())
    return;
  const float moved = e.at.y - press.start.y;
  if (!press.scrolling && std::abs(moved) > drag_mm * profile.px_per_mm) {
    press.scrolling = press.cancelled = true;
    press.start_offset += moved; // no jump
  }
  if (!press.scrolling)
    return;
  scrolls[press.scroll].offset = press.start_offset - moved;
  press.trail.emplace_back(now, e.at.y);
  if (press.trail.size() > 8)
    press.trail.erase(press.trail.begin());
  unsettled = true;
}

void Ui::Impl::on_up(const InputEvent& e) {
  const auto found = presses.find(e.finger);
  if (found == presses.end())
    return;
  const Press press = std::move(found->second);
  presses.erase(found);
  if (press.scrolling) {
    if (press.trail.size() >= 2 && motion) {
      const float seconds = std::chrono::duration<float>(now - press.trail.front().first).count();
      if (seconds > 0.005f)
        scrolls[press.scroll].velocity = -(e.at.y - press.trail.front().second) / seconds;
    }
    return;
  }
  if (last_captures.contains(press.id)) {
    trace.push_back(e.at);
    return;
  }
  if (press.cancelled)
    return;
  last_tap = e.at;
  const Node* node = hit(e.at);
  if (node != nullptr && node->id == press.id) {
    if (node->state.enabled)
      activate(*node, false);
  } else if (node == nullptr && press.id.empty()) {
    stop_editing(); // a tap on nothing puts the keyboard away
    unsettled = true;
  }
}

void Ui::Impl::activate(const Node& node, bool by_key) {
  activated = node.id;
  activated_by_key = by_key;
  const bool keyboard_part = node.layer == Layer::keyboard || node.layer == Layer::popup;
  if (node.focusable && !keyboard_part)
    set_focus(node.id, by_key);
  if (!keyboard_part && !editing.empty() && node.id != editing)
    stop_editing();
}

void Ui::Impl::set_focus(std::string id, bool visible) {
  focus = std::move(id);
  focus_visible = visible;
  for (auto& [name, scroll] : scrolls)
    scroll.reveal_focus = scroll.reveal_focus || visible;
  unsettled = true;
}

namespace {

// Worth stopping at for somebody who listens. A choice's group is told with its first answer.
bool is_read(const Node& node) {
  switch (node.role) {
  case Role::heading:
  case Role::text:
  case Role::notice:
  case Role::alert:
  case Role::image:
  case Role::progress:
  case Role::slot:
  case Role::status:
  case Role::dialog: return !node.label.empty();
  case Role::group: return !node.label.empty() && !node.target && node.rect.h > 1;
  default: return false;
  }
}

bool is_keyboard(const Node& node) {
  return node.layer == Layer::keyboard || node.layer == Layer::popup;
}

} // namespace

// In reading order. While something is typed by keys alone: the field and its keyboard.
std::vector<const Node*> Ui::Impl::focus_ring() const {
  std::vector<const Node*> ring;
  const bool typing = reading && !editing.empty();
  const bool panel = !accent_base.empty();
  for (const Node& node : last_nodes) {
    if (last_modal && node.layer < *last_modal)
      continue;
    if (typing && node.id != editing &&
        (!is_keyboard(node) || (panel && node.layer == Layer::keyboard)))
      continue;
    if ((node.focusable && node.state.enabled) || (reading && is_read(node)))
      ring.push_back(&node);
  }
  return ring;
}

void Ui::Impl::move_focus(int step) {
  const auto ring = focus_ring();
  if (ring.empty())
    return;
  const auto size = static_cast<int>(ring.size());
  int at = -1;
  for (int i = 0; i < size; ++i)
    if (ring[static_cast<std::size_t>(i)]->id == focus)
      at = i;
  if (at < 0) { // start with the page's own content, the bars come round in the ring
    at = 0;
    bool found = false;
    for (int i = 0; i < size && !found; ++i) {
      const Node& node = *ring[static_cast<std::size_t>(i)];
      // What is only read has just been heard.
      if ((found = !node.fixed && node.focusable))
        at = i;
    }
    for (int i = 0; i < size && !found; ++i)
      if ((found = !ring[static_cast<std::size_t>(i)]->fixed))
        at = i;
  } else if (focus_visible || step != 0) {
    at = (at + step + size) % size;
  }
  const Node& next = *ring[static_cast<std::size_t>(at)];
  if (!editing.empty() && next.id != editing && !is_keyboard(next))
    stop_editing();
  set_focus(next.id, true);
}

// The nearest key in that direction; from the field down into the keyboard and back up to it.
bool Ui::Impl::move_on_keyboard(Key key) {
  if (!reading || editing.empty())
    return false;
  const auto ring = focus_ring();
  const Node* from = nullptr;
  for (const Node* node : ring)
    if (node->id == focus)
      from = node;
  if (from == nullptr || (!is_keyboard(*from) && key != Key::down))
    return false;
  const bool upright = key == Key::up || key == Key::down;
  const float sign = key == Key::down || key == Key::right ? 1.f : -1.f;
  const Vec2 start = from->rect.centre();
  const Node* best = nullptr;
  float nearest = 0;
  for (const Node* node : ring) {
    if (node == from || !node->focusable || !is_keyboard(*node))
      continue;
    const Vec2 at = node->rect.centre();
    const float along = sign * (upright ? at.y - start.y : at.x - start.x);
    const float aside = std::abs(upright ? at.x - start.x : at.y - start.y);
    if (along < 1 || (!upright && aside > from->rect.h / 2))
      continue;
    const float far = upright ? along * 4 + aside : along;
    if (best == nullptr || far < nearest)
      best = node, nearest = far;
  }
  if (best != nullptr)
    set_focus(best->id, true);
  else if (key == Key::up)
    set_focus(editing, true);
  return true;
}

void Ui::Impl::on_key(const InputEvent& e) {
  const bool in_field = !editing.empty() && (focus == editing || focus.empty());
  const auto op = [this](EditOp::Kind kind, std::string written = {}) {
    edit_ops.push_back({kind, std::move(written)});
  };
  switch (e.key) {
  case Key::up:
  case Key::down:
  case Key::left:
  case Key::right:
    if (move_on_keyboard(e.key))
      return;
    break;
  default: break;
  }
  switch (e.key) {
  case Key::listen:
  case Key::repeat:
  case Key::slower:
  case Key::faster:
  case Key::quieter:
  case Key::louder:
  case Key::blank:
  case Key::help: commands.push_back(e.key); return;
  case Key::tab: move_focus(e.shift ? -1 : 1); return;
  case Key::down: move_focus(1); return;
  case Key::up: move_focus(-1); return;
  case Key::left:
    if (in_field)
      op(EditOp::Kind::left);
    else
      move_focus(rtl ? 1 : -1);
    return;
  case Key::right:
    if (in_field)
      op(EditOp::Kind::right);
    else
      move_focus(rtl ? -1 : 1);
    return;
  case Key::home:
    if (in_field)
      op(EditOp::Kind::home);
    return;
  case Key::end:
    if (in_field)
      op(EditOp::Kind::end);
    return;
  case Key::backspace:
    if (!editing.empty())
      op(EditOp::Kind::backspace);
    return;
  case Key::del:
    if (!editing.empty())
      op(EditOp::Kind::del);
    return;
  case Key::escape:
    accent_base.clear();
    stop_editing();
    unsettled = true;
    return;
  case Key::space:
    if (in_field) {
      op(EditOp::Kind::insert, " ");
      return;
    }
    break;
  case Key::enter:
    if (in_field) {
      if (edit_multiline)
        op(EditOp::Kind::insert, "\n");
      else
        stop_editing();
      unsettled = true;
      return;
    }
    break;
  case Key::none: return;
  }
  for (const Node& node : last_nodes)
    if (node.id == focus && node.target && node.state.enabled && !focus.empty()) {
      focus_visible = true;
      activate(node, true);
      return;
    }
}

void Ui::Impl::on_text(const InputEvent& e) {
  if (editing.empty() && !focus.empty()) { // typing on a field that has the focus begins there
    for (const Node& node : last_nodes)
      if (node.id == focus && node.role == Role::field && node.state.enabled)
        start_editing(focus);
  }
  if (!editing.empty())
    edit_ops.push_back({EditOp::Kind::insert, e.text});
}

void Ui::Impl::start_editing(const std::string& id) {
  if (editing == id)
    return;
  editing = id;
  editing_seen = true;
  caret_to_end = true;
  shift = accents = false;
  sheet = Sheet::letters;
  accent_base.clear();
  for (auto& [name, scroll] : scrolls)
    scroll.reveal_focus = true;
  unsettled = true;
}

void Ui::Impl::stop_editing() {
  // Whoever goes by keys goes on from the field, not from where the keyboard stood.
  if (reading && !editing.empty() && (focus.starts_with("key.") || focus.starts_with("accent.")))
    focus = editing;
  editing.clear();
  accent_base.clear();
  accents = false;
}

void Ui::Impl::wake_in(std::chrono::milliseconds delay) {
  if (!wake || now + delay < *wake)
    wake = now + delay;
}

} // namespace foyer::ui
