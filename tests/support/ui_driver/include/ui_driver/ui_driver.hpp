// SPDX-License-Identifier: EUPL-1.2
// A visitor made of code: finds things by their id, taps where they are drawn, types on the
// on-screen keyboard. It drives either the bare Ui (its own time, no window, thousands of frames a
// second) or a whole application through pushed SDL finger events.
// Every method throws std::runtime_error with a readable reason when the visitor is stuck.
#pragma once

#include <ui/renderer.hpp>
#include <ui/ui.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::ui_driver {

class UiDriver {
 public:
  // Bare: `draw` is the screen; time moves only by advance().
  UiDriver(ui::Ui& ui, std::function<void(ui::Ui&)> draw);
  // Application: `turn` runs one turn of its loop (wait, frames, present) without sleeping for
  // long; touches go in as SDL finger events. The Ui is the application's.
  UiDriver(ui::Ui& ui, std::function<void()> turn);

  // Frames until nothing asks for another.
  void settle();
  void advance(std::chrono::milliseconds by); // bare only: one settle every 16 ms
  [[nodiscard]] SteadyTime now() const { return now_; }

  [[nodiscard]] bool has(std::string_view id) const;
  [[nodiscard]] const ui::Node& node(std::string_view id) const;
  // Runs turns until the node is there (application: for work done by other threads).
  void wait_for(std::string_view id, int turns = 500);
  // Scrolls by the page's own More buttons until the node's centre can be tapped.
  void reveal(std::string_view id);

  void tap(std::string_view id); // reveals first
  void tap_at(ui::Vec2 at);
  void press(ui::Vec2 at);
  void release(ui::Vec2 at);
  void drag(ui::Vec2 from, ui::Vec2 to, int steps = 8);
  void hold(std::string_view id, std::chrono::milliseconds how_long); // bare only
  void key(ui::Key key, bool shift = false);                          // bare only
  // Taps the field, then every letter on the on-screen keyboard, accent panels included.
  void fill(std::string_view field, std::string_view text);
  void type(std::string_view text);
  void done(); // puts the keyboard away, if it is there

  // Bare: draws into an own canvas. Application: use Window::canvas().
  void screenshot(const std::filesystem::path& path);
  ui::Canvas& canvas();
  [[nodiscard]] ui::Ui& ui() { return ui_; }

 private:
  void turn();
  [[noreturn]] void stuck(const std::string& why) const;

  ui::Ui& ui_;
  std::function<void(ui::Ui&)> draw_;
  std::function<void()> turn_;
  SteadyTime now_{std::chrono::milliseconds(1'000'000)};
  std::unique_ptr<ui::Canvas> canvas_;
};

} // namespace foyer::ui_driver
