// SPDX-License-Identifier: EUPL-1.2
#include <ui_driver/ui_driver.hpp>

#include <ui/keyboard.hpp>
#include <ui/window.hpp>

#include <stdexcept>

namespace foyer::ui_driver {

using namespace std::chrono_literals;
using ui::Vec2;

UiDriver::UiDriver(ui::Ui& ui, std::function<void(ui::Ui&)> draw)
    : ui_(ui), draw_(std::move(draw)) {}
UiDriver::UiDriver(ui::Ui& ui, std::function<void()> turn) : ui_(ui), turn_(std::move(turn)) {}

void UiDriver::stuck(const std::string& why) const {
  std::string ids;
  for (const auto& node : ui_.nodes())
    if (node.target)
      ids += " " + node.id;
  throw std::runtime_error("page " + ui_.page_id() + ": " + why + "; there is:" + ids);
}

void UiDriver::turn() {
  if (turn_)
    return turn_();
  ui_.begin_frame(now_);
  draw_(ui_);
  ui_.end_frame();
}

void UiDriver::settle() {
  int frames = 0;
  do
    turn();
  while (ui_.wants_frame() && ++frames < 200);
}

void UiDriver::advance(std::chrono::milliseconds by) {
  const SteadyTime end = now_ + by;
  while (now_ < end) {
    now_ = std::min(end, now_ + 16ms);
    settle();
  }
}

bool UiDriver::has(std::string_view id) const {
  return ui_.find(id) != nullptr;
}

const ui::Node& UiDriver::node(std::string_view id) const {
  const ui::Node* node = ui_.find(id);
  if (node == nullptr)
    stuck("no " + std::string(id));
  return *node;
}

void UiDriver::wait_for(std::string_view id, int turns) {
  for (int i = 0; i < turns && !has(id); ++i)
    turn();
  (void)node(id);
}

void UiDriver::reveal(std::string_view id) {
  if (ui_.nodes().empty())
    settle(); // nothing was drawn yet
  for (int i = 0; i < 60; ++i) {
    const ui::Node& it = node(id);
    const Vec2 centre = it.rect.centre();
    if (it.visible.contains(centre))
      return;
    const ui::Node* button = ui_.find(
        centre.y > it.visible.y && centre.y > ui_.screen().h / 2 ? "page.more" : "page.less");
    if (button == nullptr)
      button = ui_.find(ui_.find("page.more") ? "page.more" : "page.less");
    if (button != nullptr) {
      tap_at(button->rect.centre());
    } else if (has("keyboard")) {
      done(); // the keyboard hides the rest of the page
    } else {
      break;
    }
  }
  const ui::Node& it = node(id);
  if (!it.visible.contains(it.rect.centre()))
    stuck("cannot scroll to " + std::string(id));
}

void UiDriver::press(Vec2 at) {
  if (turn_)
    ui::Window::push_finger(ui::InputEvent::Kind::down, at, ui_.profile().width_px,
                            ui_.profile().height_px);
  else
    ui_.input().finger_down(at, 1);
  settle();
}

void UiDriver::release(Vec2 at) {
  if (turn_)
    ui::Window::push_finger(ui::InputEvent::Kind::up, at, ui_.profile().width_px,
                            ui_.profile().height_px);
  else
    ui_.input().finger_up(at, 1);
  settle();
}

void UiDriver::tap_at(Vec2 at) {
  press(at);
  release(at);
}

void UiDriver::tap(std::string_view id) {
  reveal(id);
  const ui::Node& it = node(id);
  if (!it.target)
    stuck(std::string(id) + " cannot be tapped");
  if (!it.state.enabled)
    stuck(std::string(id) + " is not enabled");
  tap_at(it.rect.centre());
}

void UiDriver::drag(Vec2 from, Vec2 to, int steps) {
  press(from);
  for (int i = 1; i <= steps; ++i) {
    const float part = static_cast<float>(i) / static_cast<float>(steps);
    const Vec2 at{from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
    if (turn_)
      ui::Window::push_finger(ui::InputEvent::Kind::move, at, ui_.profile().width_px,
                              ui_.profile().height_px);
    else
      ui_.input().finger_move(at, 1);
    settle();
  }
  release(to);
}

void UiDriver::hold(std::string_view id, std::chrono::milliseconds how_long) {
  reveal(id);
  const Vec2 at = node(id).rect.centre();
  press(at);
  advance(how_long);
  release(at);
}

void UiDriver::key(ui::Key key, bool shift) {
  ui_.input().key(key, shift);
  settle();
}

void UiDriver::fill(std::string_view field, std::string_view text) {
  if (ui_.editing_id() != field)
    tap(field);
  if (ui_.editing_id() != field)
    stuck(std::string(field) + " does not open the keyboard");
  type(text);
}

namespace {

// The key that writes exactly this text now.
const ui::Node* key_for(const ui::Ui& ui, std::string_view text) {
  for (const auto& node : ui.nodes())
    if (node.role == ui::Role::key && node.label == text && node.id.rfind("key.", 0) == 0)
      return &node;
  return nullptr;
}

} // namespace

void UiDriver::type(std::string_view text) {
  while (!text.empty()) {
    // The longest piece that is one letter of DIN 91379: up to three code points.
    std::size_t length = 0, best = 0;
    for (int points = 0; points < 3 && length < text.size(); ++points) {
      const auto lead = static_cast<unsigned char>(text[length]);
      length += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      if (points == 0 || !ui::base_key(text.substr(0, length)).empty())
        best = length;
    }
    const std::string letter(text.substr(0, best));
    text.remove_prefix(best);
    if (letter == " ") {
      tap("key.space");
      continue;
    }
    const ui::Node* key = key_for(ui_, letter);
    if (key == nullptr && has("key.shift")) {
      tap("key.shift");
      key = key_for(ui_, letter);
      if (key == nullptr && !has("accent." + letter)) {
        const std::string base = ui::base_key(letter);
        for (int attempt = 0; !base.empty() && attempt < 2 && key == nullptr; ++attempt) {
          tap("key.accents");
          tap("key." + base);
          key = ui_.find("accent." + letter);
          if (key == nullptr) {
            tap("accent.close");
            tap("key.shift"); // the other case
          }
        }
      }
    }
    if (key == nullptr && has("key.sheet")) {
      tap("key.sheet");
      key = key_for(ui_, letter);
      if (key != nullptr) {
        tap_at(key->rect.centre());
        tap("key.sheet");
        continue;
      }
    }
    if (key == nullptr)
      stuck("no key for \"" + letter + "\"");
    tap_at(key->rect.centre());
  }
}

void UiDriver::done() {
  if (has("key.done"))
    tap("key.done");
}

ui::Canvas& UiDriver::canvas() {
  if (!canvas_)
    canvas_ = std::make_unique<ui::Canvas>(ui_.profile().width_px, ui_.profile().height_px);
  canvas_->render(ui_);
  return *canvas_;
}

void UiDriver::screenshot(const std::filesystem::path& path) {
  std::filesystem::create_directories(path.parent_path());
  if (const auto status = canvas().save_png(path); !status.ok())
    throw std::runtime_error(status.failure().detail);
}

} // namespace foyer::ui_driver
