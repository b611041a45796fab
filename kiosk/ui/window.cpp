// SPDX-License-Identifier: EUPL-1.2
#include <ui/ui.hpp>
#include <ui/window.hpp>

#include <base/unique_handle.hpp>

#include <SDL.h>

#include <atomic>
#include <cmath>

namespace foyer::ui {

namespace {

using WindowHandle = UniqueHandle<SDL_Window, SDL_DestroyWindow>;
using SurfaceHandle = UniqueHandle<SDL_Surface, SDL_FreeSurface>;

Key key_of(SDL_Keycode code) {
  switch (code) {
  case SDLK_TAB: return Key::tab;
  case SDLK_RETURN:
  case SDLK_KP_ENTER: return Key::enter;
  case SDLK_SPACE: return Key::space;
  case SDLK_ESCAPE: return Key::escape;
  case SDLK_BACKSPACE: return Key::backspace;
  case SDLK_DELETE: return Key::del;
  case SDLK_LEFT: return Key::left;
  case SDLK_RIGHT: return Key::right;
  case SDLK_UP: return Key::up;
  case SDLK_DOWN: return Key::down;
  case SDLK_HOME: return Key::home;
  case SDLK_END: return Key::end;
  case SDLK_F1: return Key::help;
  case SDLK_F2: return Key::repeat;
  case SDLK_F3: return Key::slower;
  case SDLK_F4: return Key::faster;
  case SDLK_F5:
  case SDLK_VOLUMEDOWN: return Key::quieter;
  case SDLK_F6:
  case SDLK_VOLUMEUP: return Key::louder;
  case SDLK_F7: return Key::blank;
  case SDLK_F8: return Key::listen;
  default: return Key::none;
  }
}

bool is_driver(std::string_view name) {
  const char* used = SDL_GetCurrentVideoDriver();
  return used != nullptr && used == name;
}

} // namespace

struct Window::Impl {
  Impl(int w, int h) : width(w), height(h) {}
  ~Impl() {
    view.reset();
    canvas.reset(); // it may draw into the window's own memory
    window.reset();
    if (started)
      SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }

  void translate(const SDL_Event& event, InputQueue& queue);
  [[nodiscard]] Vec2 from_window(float x, float y) const { // window pixels -> canvas pixels
    return {(x - static_cast<float>(place.x)) * static_cast<float>(width) /
                static_cast<float>(place.w),
            (y - static_cast<float>(place.y)) * static_cast<float>(height) /
                static_cast<float>(place.h)};
  }
  Status fit();
  [[nodiscard]] bool show_whole() const;

  int width, height; // of the canvas
  std::unique_ptr<Canvas> canvas;
  bool started = false;
  WindowHandle window;
  SurfaceHandle view; // the canvas' pixels as SDL sees them; none: they are the window's own
  SDL_Rect place{};   // where the canvas lies in the window
  bool quit = false;
  bool show_all = true;
  Uint32 wake_type = 0;
  std::atomic<bool> woken = false;
};

Window::Window() = default;
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  auto impl = std::make_unique<Impl>(options.width, options.height);
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
    return fail(FailureCode::config_broken, std::string("no video: ") + SDL_GetError());
  impl->started = true;
  // On X11 SDL would push the window surface through a GL driver: three times the memory. Wayland
  // and KMS have no other way.
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, is_driver("x11") ? "0" : nullptr);
  int w = options.width, h = options.height;
  SDL_Rect desktop{};
  if (!options.fullscreen && SDL_GetDisplayUsableBounds(0, &desktop) == 0 &&
      (desktop.w < w || desktop.h < h)) {
    const float factor = std::min(static_cast<float>(desktop.w) / static_cast<float>(w),
                                  static_cast<float>(desktop.h) / static_cast<float>(h)) *
                         0.94f;
    // The dummy driver reports a small desktop that does not exist.
    if (!is_driver("dummy")) {
      w = static_cast<int>(static_cast<float>(w) * factor);
      h = static_cast<int>(static_cast<float>(h) * factor);
    }
  }
  SDL_Rect at{SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h};
  Uint32 flags = SDL_WINDOW_RESIZABLE;
  if (options.fullscreen) {
    flags = SDL_WINDOW_FULLSCREEN_DESKTOP;
    // On a bare X server SDL would wait a tenth of a second for a window manager to agree.
    if (is_driver("x11") && SDL_GetDisplayBounds(0, &at) == 0)
      flags = SDL_WINDOW_BORDERLESS;
  }
  impl->window.reset(SDL_CreateWindow(options.title.c_str(), at.x, at.y, at.w, at.h, flags));
  if (!impl->window)
    return fail(FailureCode::config_broken, std::string("no window: ") + SDL_GetError());
  FOYER_CHECK(impl->fit());
  impl->wake_type = SDL_RegisterEvents(1);
  if (options.hide_pointer)
    SDL_ShowCursor(SDL_DISABLE);
  SDL_StartTextInput();
  std::unique_ptr<Window> window(new Window);
  window->impl_ = std::move(impl);
  return window;
}

// Finds the canvas' place in the window. One that fills it is drawn into the window's memory: eight
// megabytes less, and nothing to copy.
Status Window::Impl::fit() {
  const SDL_Surface* target = SDL_GetWindowSurface(window.get());
  view.reset();
  show_all = true;
  if (target == nullptr) {
    canvas = std::make_unique<Canvas>(width, height); // SDL has given the window's memory back
    return fail(FailureCode::config_broken, std::string("no picture: ") + SDL_GetError());
  }
  const float factor = std::min(static_cast<float>(target->w) / static_cast<float>(width),
                                static_cast<float>(target->h) / static_cast<float>(height));
  place.w = std::max(1, static_cast<int>(std::lround(static_cast<float>(width) * factor)));
  place.h = std::max(1, static_cast<int>(std::lround(static_cast<float>(height) * factor)));
  place.x = (target->w - place.w) / 2;
  place.y = (target->h - place.h) / 2;
  const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  if (target->w == width && target->h == height && target->pitch == width * 4 &&
      (target->format->format == SDL_PIXELFORMAT_XRGB8888 ||
       target->format->format == SDL_PIXELFORMAT_ARGB8888)) {
    auto* pixels = static_cast<std::uint32_t*>(target->pixels);
    canvas = std::make_unique<Canvas>(width, height, std::span(pixels, size));
    return success();
  }
  canvas = std::make_unique<Canvas>(width, height);
  auto* pixels = const_cast<std::uint32_t*>(canvas->pixels().data());
  view.reset(SDL_CreateRGBSurfaceWithFormatFrom(pixels, width, height, 32, width * 4,
                                                SDL_PIXELFORMAT_XRGB8888));
  return view ? success() : fail(FailureCode::internal, SDL_GetError());
}

void Window::Impl::translate(const SDL_Event& e, InputQueue& queue) {
  using Kind = InputEvent::Kind;
  const auto point = [&](Kind kind, Vec2 at, std::int64_t finger) {
    queue.push({kind, at, finger, {}, {}, {}, {}});
  };
  switch (e.type) {
  case SDL_QUIT: quit = true; break;
  case SDL_WINDOWEVENT:
    if (e.window.event == SDL_WINDOWEVENT_SIZE_CHANGED || e.window.event == SDL_WINDOWEVENT_EXPOSED)
      (void)fit(); // one that cannot be shown just now is tried again
    break;
  case SDL_FINGERDOWN:
  case SDL_FINGERMOTION:
  case SDL_FINGERUP: {
    int w = 0, h = 0;
    SDL_GetWindowSize(window.get(), &w, &h);
    const Vec2 at =
        from_window(e.tfinger.x * static_cast<float>(w), e.tfinger.y * static_cast<float>(h));
    // Finger numbers start at 0 on some panels; 0 is the mouse here.
    point(e.type == SDL_FINGERDOWN ? Kind::down
          : e.type == SDL_FINGERUP ? Kind::up
                                   : Kind::move,
          at, e.tfinger.fingerId + 1);
    break;
  }
  case SDL_MOUSEBUTTONDOWN:
  case SDL_MOUSEBUTTONUP:
    if (e.button.which != SDL_TOUCH_MOUSEID && e.button.button == SDL_BUTTON_LEFT)
      point(e.type == SDL_MOUSEBUTTONDOWN ? Kind::down : Kind::up,
            from_window(static_cast<float>(e.button.x), static_cast<float>(e.button.y)), 0);
    break;
  case SDL_MOUSEMOTION:
    if (e.motion.which != SDL_TOUCH_MOUSEID && (e.motion.state & SDL_BUTTON_LMASK) != 0)
      point(Kind::move, from_window(static_cast<float>(e.motion.x), static_cast<float>(e.motion.y)),
            0);
    break;
  case SDL_MOUSEWHEEL: {
    int x = 0, y = 0;
    SDL_GetMouseState(&x, &y);
    queue.push({Kind::wheel,
                from_window(static_cast<float>(x), static_cast<float>(y)),
                0,
                {},
                {},
                {},
                static_cast<float>(e.wheel.y)});
    break;
  }
  case SDL_KEYDOWN:
    if (const Key key = key_of(e.key.keysym.sym); key != Key::none)
      queue.key(key, (e.key.keysym.mod & KMOD_SHIFT) != 0);
    break;
  case SDL_TEXTINPUT:
    // Space arrives as a key too; the field decides which one it wants.
    if (std::string_view(e.text.text) != " ")
      queue.text(e.text.text);
    break;
  default: break;
  }
}

bool Window::wait(InputQueue& queue, std::optional<SteadyTime> deadline, const Clock& clock) {
  SDL_Event event;
  int got = 0;
  if (!queue.empty()) {
    got = SDL_PollEvent(&event);
  } else if (deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(*deadline - clock.steady()).count();
    got = left <= 0
              ? SDL_PollEvent(&event)
              : SDL_WaitEventTimeout(&event, static_cast<int>(std::min<long>(left, 3'600'000)));
  } else {
    got = SDL_WaitEvent(&event);
  }
  while (got != 0) {
    if (event.type == impl_->wake_type)
      impl_->woken = false;
    else
      impl_->translate(event, queue);
    got = SDL_PollEvent(&event);
  }
  return !impl_->quit;
}

void Window::wake() {
  if (impl_->woken.exchange(true))
    return;
  SDL_Event event{};
  event.type = impl_->wake_type;
  if (SDL_PushEvent(&event) != 1)
    impl_->woken = false; // the queue is full: who comes next tries again
}

bool Window::Impl::show_whole() const {
  if (view) {
    SDL_Surface* target = SDL_GetWindowSurface(window.get());
    if (target == nullptr)
      return false;
    SDL_FillRect(target, nullptr, 0);
    SDL_Rect to = place;
    if (place.w == width && place.h == height)
      SDL_BlitSurface(view.get(), nullptr, target, &to);
    else
      SDL_SoftStretchLinear(view.get(), nullptr, target, &to);
  }
  return SDL_UpdateWindowSurface(window.get()) == 0;
}

void Window::present(const Ui& ui) {
  const auto& damage = impl_->canvas->render(ui);
  if (damage.empty() && !impl_->show_all)
    return;
  SDL_Window* window = impl_->window.get();
  if (impl_->show_all || impl_->place.w != impl_->width || impl_->place.h != impl_->height) {
    if (impl_->show_whole())
      impl_->show_all = false;
    else
      (void)impl_->fit();
    return;
  }
  std::vector<SDL_Rect> rects;
  for (const PixelRect& r : damage)
    rects.push_back({r.x + impl_->place.x, r.y + impl_->place.y, r.w, r.h});
  if (impl_->view)
    for (std::size_t i = 0; i < rects.size(); ++i) {
      const SDL_Rect from{damage[i].x, damage[i].y, damage[i].w, damage[i].h};
      SDL_BlitSurface(impl_->view.get(), &from, SDL_GetWindowSurface(window), &rects[i]);
    }
  if (SDL_UpdateWindowSurfaceRects(window, rects.data(), static_cast<int>(rects.size())) != 0)
    (void)impl_->fit();
}

const Canvas& Window::canvas() const {
  return *impl_->canvas;
}

void Window::push_finger(InputEvent::Kind kind, Vec2 at, int width, int height) {
  SDL_Event event{};
  event.type = kind == InputEvent::Kind::down ? SDL_FINGERDOWN
               : kind == InputEvent::Kind::up ? SDL_FINGERUP
                                              : SDL_FINGERMOTION;
  event.tfinger.touchId = 1;
  event.tfinger.fingerId = 0;
  event.tfinger.x = at.x / static_cast<float>(width);
  event.tfinger.y = at.y / static_cast<float>(height);
  event.tfinger.pressure = 1;
  SDL_PushEvent(&event);
}

} // namespace foyer::ui
