// SPDX-License-Identifier: EUPL-1.2
// Window: the SDL side. Turns SDL events into InputEvents (positions from the event itself, so
// events pushed by a test count too) and shows the canvas. Works on x11, wayland and dummy.
#pragma once

#include <base/clock.hpp>
#include <base/result.hpp>
#include <ui/input.hpp>
#include <ui/renderer.hpp>

#include <memory>
#include <optional>
#include <string>

namespace foyer::ui {

class Ui;

struct WindowOptions {
  int width = 1080, height = 1920;
  bool fullscreen = false;
  bool hide_pointer = false;
  std::string title = "Foyer";
};

// UI thread, except wake().
class Window {
 public:
  // The video driver is SDL's choice or SDL_VIDEODRIVER. Sets SDL_FRAMEBUFFER_ACCELERATION: off on
  // X11, on elsewhere. config_broken where no window or no picture can be had.
  // An upright canvas on a smaller desktop is shown scaled to fit; touches are mapped back.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Sleeps until an event, wake() or `deadline`, then moves all waiting events into `queue`.
  // No deadline: sleeps until something happens (on X11 and Wayland; on KMS SDL looks every
  // millisecond). False: the person closed the window.
  bool wait(InputQueue& queue, std::optional<SteadyTime> deadline, const Clock& clock);
  // From any thread; also a Mailbox's wake function. Many calls before wait() count as one.
  void wake();
  // Renders the ui's last frame and shows what changed.
  void present(const Ui& ui);
  // Until the next wait() or present(): another size of the window makes another.
  [[nodiscard]] const Canvas& canvas() const;

  // Puts a finger event into SDL's own queue, as a touch panel would (demo and tests).
  static void push_finger(InputEvent::Kind kind, Vec2 at, int width, int height);

 private:
  Window();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace foyer::ui
