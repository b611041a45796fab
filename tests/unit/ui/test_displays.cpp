// SPDX-License-Identifier: EUPL-1.2
// The same picture on every display path: what a real X server or Wayland compositor shows is what
// the dummy driver's program has drawn, bit for bit, also after parts were redrawn.
#include "ui_fixture.hpp"

#include <ui/window.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace foyer;
using namespace foyer::ui;

namespace {

constexpr ScreenProfile panel{540, 960, 1.6f, 600};

// A program of ours that ends with us; what it writes to descriptor 3 can be read.
class Program {
 public:
  explicit Program(std::vector<const char*> words) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(ends[1], 3);
      const int nothing = ::open("/dev/null", O_RDWR);
      ::dup2(nothing, 1);
      ::dup2(nothing, 2);
      words.push_back(nullptr);
      ::execvp(words[0], const_cast<char* const*>(words.data()));
      ::_exit(127);
    }
    ::close(ends[1]);
    said_ = ends[0];
  }
  ~Program() {
    ::close(said_);
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  [[nodiscard]] std::string line() const {
    std::string line;
    for (char c = 0; ::read(said_, &c, 1) == 1 && c != '\n';)
      line += c;
    return line;
  }

 private:
  pid_t pid_ = -1;
  int said_ = -1;
};

using Pixels = std::vector<std::uint32_t>; // 0xffRRGGBB

// What a command prints as RGB bytes: ImageMagick looks, not we.
Pixels pixels_of(const std::string& command) {
  FILE* out = ::popen(command.c_str(), "r");
  REQUIRE(out != nullptr);
  Pixels pixels;
  std::array<unsigned char, 3> rgb{};
  while (std::fread(rgb.data(), 1, rgb.size(), out) == rgb.size())
    pixels.push_back(0xff000000u | static_cast<std::uint32_t>(rgb[0]) << 16 |
                     static_cast<std::uint32_t>(rgb[1]) << 8 | rgb[2]);
  ::pclose(out);
  return pixels;
}

// An X server of our own on a free display.
class XServer {
 public:
  XServer()
      : program_({"Xvfb", "-displayfd", "3", "-screen", "0", "540x960x24", "-nolisten", "tcp",
                  "-noreset"}) {
    ::setenv("DISPLAY", (":" + program_.line()).c_str(), 1);
  }
  [[nodiscard]] static Pixels look() { return pixels_of("import -window root -depth 8 rgb:-"); }

 private:
  Program program_;
};

// Weston, whose own output lies on an X server; its screenshooter looks.
class Compositor {
 public:
  Compositor() {
    REQUIRE(::mkdtemp(folder_.data()) != nullptr); // mode 0700, as Wayland wants its sockets kept
    ::setenv("XDG_RUNTIME_DIR", folder_.c_str(), 1);
    ::setenv("WAYLAND_DISPLAY", "picture", 1);
    program_.emplace(std::vector<const char*>{"weston", "--no-config", "--shell=kiosk-shell.so",
                                              "--backend=x11-backend.so", "--use-pixman",
                                              "--width=540", "--height=960", "--socket=picture",
                                              "--idle-time=0", "--debug"});
    for (int i = 0; i < 200 && !std::filesystem::exists(folder_ + "/picture"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ~Compositor() {
    program_.reset();
    std::filesystem::remove_all(folder_);
  }
  Compositor(const Compositor&) = delete;
  Compositor& operator=(const Compositor&) = delete;
  [[nodiscard]] Pixels look() const {
    return pixels_of("cd " + folder_ +
                     " && rm -f *.png && weston-screenshooter && convert *.png -depth 8 rgb:-");
  }

 private:
  XServer server_;
  std::string folder_ = "/tmp/foyer-wayland-XXXXXX";
  std::optional<Program> program_;
};

// A few steps of one person; the hash of the canvas after each, and of the screen if there is one.
std::vector<std::uint64_t> walk(const char* driver, const std::function<Pixels()>& look_at_screen) {
  ::setenv("SDL_VIDEODRIVER", driver, 1);
  auto window = Window::open({panel.width_px, panel.height_px, true, true, "test"});
  if (!window)
    FAIL(window.failure().detail);
  auto ui = open_ui(panel);
  gallery::Values values;
  std::size_t page = 5;
  const auto turn = [&] {
    (*window)->wait(ui->input(), system_clock().steady(), system_clock());
    do {
      ui->begin_frame(system_clock().steady());
      gallery::pages()[page].draw(*ui, values, gallery::Language::de);
      ui->end_frame();
    } while (ui->wants_frame());
    (*window)->present(*ui);
  };
  std::vector<std::uint64_t> hashes;
  const auto look = [&] {
    for (int i = 0; i < 3; ++i)
      turn(); // the server's first events: shown, resized
    const auto& canvas = (*window)->canvas();
    hashes.push_back(canvas.hash());
    if (!look_at_screen)
      return;
    const auto drawn = canvas.pixels();
    const auto shows_it = [&] {
      const auto seen = look_at_screen();
      return std::equal(seen.begin(), seen.end(), drawn.begin(), drawn.end());
    };
    bool same = shows_it();
    for (int i = 0; i < 40 && !same; ++i) { // a compositor shows it with its next frame
      turn();
      same = shows_it();
    }
    CHECK(same);
  };
  look();
  const auto* button = ui->find("page.primary");
  REQUIRE(button != nullptr);
  const Vec2 at = button->rect.centre();
  ui->input().finger_down(at);
  look(); // only the button was redrawn
  ui->input().finger_up({at.x, at.y - 300});
  look();
  ui->set_theme(ThemeName::white_on_black);
  look();
  page = 4;
  look();
  return hashes;
}

} // namespace

TEST_CASE("the picture is the same on the dummy driver and on an X server's screen") {
  const auto dummy = walk("dummy", {});
  CHECK(dummy[0] != dummy[1]);
  CHECK(dummy[0] == dummy[2]);
  {
    const XServer server;
    CHECK(walk("x11", [&] { return server.look(); }) == dummy);
  }
  ::setenv("SDL_VIDEODRIVER", "dummy", 1);
}

// The GL driver that Wayland needs is not ours, and the sanitizers would speak of it alone.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("the picture is the same on a Wayland compositor's screen") {
  const auto dummy = walk("dummy", {});
  {
    const Compositor compositor;
    CHECK(walk("wayland", [&] { return compositor.look(); }) == dummy);
  }
  ::setenv("SDL_VIDEODRIVER", "dummy", 1);
}
#endif
