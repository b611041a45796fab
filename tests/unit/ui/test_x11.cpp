// SPDX-License-Identifier: EUPL-1.2
// The same picture on every display path: what a real X server shows is what the dummy driver's
// program has drawn, bit for bit, also after parts were redrawn.
#include "ui_fixture.hpp"

#include <ui/window.hpp>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using namespace foyer;
using namespace foyer::ui;

namespace {

constexpr ScreenProfile panel{540, 960, 1.6f, 600};

// An X server of our own on a free display, or none where Xvfb is not installed.
class Xvfb {
 public:
  Xvfb() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(ends[1], 3);
      const int nothing = ::open("/dev/null", O_RDWR);
      ::dup2(nothing, 2);
      ::execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", "540x960x24", "-nolisten", "tcp",
               "-noreset", static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string number;
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';)
      number += c;
    ::close(ends[0]);
    if (!number.empty())
      display_ = ":" + number;
  }
  ~Xvfb() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  Xvfb(const Xvfb&) = delete;
  Xvfb& operator=(const Xvfb&) = delete;
  [[nodiscard]] const std::string& display() const { return display_; }

 private:
  pid_t pid_ = -1;
  std::string display_;
};

// What the server shows, as 0xffRRGGBB; ImageMagick looks, not we.
std::vector<std::uint32_t> on_screen() {
  FILE* import = ::popen("import -window root -depth 8 rgb:-", "r");
  REQUIRE(import != nullptr);
  std::vector<std::uint32_t> pixels;
  std::array<unsigned char, 3> rgb{};
  while (std::fread(rgb.data(), 1, rgb.size(), import) == rgb.size())
    pixels.push_back(0xff000000u | static_cast<std::uint32_t>(rgb[0]) << 16 |
                     static_cast<std::uint32_t>(rgb[1]) << 8 | rgb[2]);
  ::pclose(import);
  return pixels;
}

// A few steps of one person; the hash of the canvas after each, and of the screen if there is one.
std::vector<std::uint64_t> walk(const char* driver, bool look_at_screen) {
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
    const auto seen = on_screen();
    const auto drawn = canvas.pixels();
    CHECK(std::equal(seen.begin(), seen.end(), drawn.begin(), drawn.end()));
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
  const auto dummy = walk("dummy", false);
  CHECK(dummy[0] != dummy[1]);
  CHECK(dummy[0] == dummy[2]);
  const Xvfb server;
  if (server.display().empty()) {
    WARN("skipped on x11: Xvfb is not installed");
    return;
  }
  ::setenv("DISPLAY", server.display().c_str(), 1);
  CHECK(walk("x11", true) == dummy);
  ::setenv("SDL_VIDEODRIVER", "dummy", 1);
}
