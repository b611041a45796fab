// SPDX-License-Identifier: EUPL-1.2
// Looks at an X server's framebuffer as an eye would, and presses as a finger would:
//   probe first X Y RRGGBB COMMAND...   starts the command, prints the milliseconds until the pixel
//                                       has the colour; ends the command when standard input ends
//   probe press X Y N                   presses there N times, lets go elsewhere; prints the
//                                       milliseconds of each until the pixels around it change
// It knows nothing about who draws. Needs XTest and MIT-SHM.
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int block = 12; // pixels a side
constexpr std::chrono::seconds patience{60};

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "probe: %s\n", why);
  std::exit(1);
}

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

class Eye {
 public:
  Eye() : display_(XOpenDisplay(nullptr)) {
    if (display_ == nullptr || XShmQueryExtension(display_) == 0)
      give_up("no display with MIT-SHM");
    const int screen = DefaultScreen(display_);
    image_ = XShmCreateImage(display_, DefaultVisual(display_, screen),
                             static_cast<unsigned>(DefaultDepth(display_, screen)), ZPixmap,
                             nullptr, &segment_, block, block);
    segment_.shmid = shmget(IPC_PRIVATE, static_cast<std::size_t>(image_->bytes_per_line) * block,
                            IPC_CREAT | 0600);
    segment_.shmaddr = image_->data = static_cast<char*>(shmat(segment_.shmid, nullptr, 0));
    segment_.readOnly = False;
    XShmAttach(display_, &segment_);
    XSync(display_, False);
    shmctl(segment_.shmid, IPC_RMID, nullptr); // gone with the last who has it
  }
  Display* display() { return display_; }
  std::vector<unsigned long> look(int x, int y) {
    XShmGetImage(display_, DefaultRootWindow(display_), image_, x, y, AllPlanes);
    std::vector<unsigned long> pixels;
    for (int row = 0; row < block; ++row)
      for (int column = 0; column < block; ++column)
        pixels.push_back(XGetPixel(image_, column, row) & 0xffffff);
    return pixels;
  }
  void point_at(int x, int y) {
    XTestFakeMotionEvent(display_, -1, x, y, CurrentTime);
    XSync(display_, False);
  }
  void button(bool down) {
    XTestFakeButtonEvent(display_, 1, down ? True : False, CurrentTime);
    XFlush(display_);
  }

 private:
  Display* display_;
  XShmSegmentInfo segment_{};
  XImage* image_ = nullptr;
};

int first(Eye& eye, int x, int y, unsigned long colour, char** command) {
  if (eye.look(x, y).front() == colour)
    give_up("the pixel has that colour already");
  const auto begin = Clock::now();
  const pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    execvp(command[0], command);
    _exit(127);
  }
  setpgid(child, child);
  while (eye.look(x, y).front() != colour) {
    if (Clock::now() - begin > patience || waitpid(child, nullptr, WNOHANG) == child) {
      kill(-child, SIGKILL);
      give_up("the pixel did not come");
    }
    std::this_thread::sleep_for(500us);
  }
  std::printf("%.1f %d\n", ms_since(begin), static_cast<int>(child));
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  kill(-child, SIGTERM);
  for (int i = 0; i < 50 && waitpid(child, nullptr, WNOHANG) != child; ++i)
    std::this_thread::sleep_for(100ms);
  kill(-child, SIGKILL);
  return 0;
}

// The pixels, once they have not changed for a while.
std::vector<unsigned long> at_rest(Eye& eye, int x, int y) {
  auto last = eye.look(x, y);
  for (int quiet = 0; quiet < 20; ++quiet) {
    std::this_thread::sleep_for(10ms);
    if (auto now = eye.look(x, y); now != last)
      last = std::move(now), quiet = 0;
  }
  return last;
}

int press(Eye& eye, int x, int y, int times) {
  for (int i = 0; i < times; ++i) {
    eye.point_at(x, y);
    const auto before = at_rest(eye, x, y);
    const auto begin = Clock::now();
    eye.button(true);
    while (eye.look(x, y) == before) {
      if (Clock::now() - begin > patience)
        give_up("nothing changed");
      std::this_thread::sleep_for(100us);
    }
    std::printf("%.2f\n", ms_since(begin));
    std::this_thread::sleep_for(60ms);
    eye.point_at(x, y - 600); // let go beside it: nothing is chosen
    std::this_thread::sleep_for(30ms);
    eye.button(false);
    XSync(eye.display(), False);
  }
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 4 ? argv[1] : "";
  if (what != "press" && !(what == "first" && argc > 5)) {
    std::fprintf(stderr, "usage: probe first X Y RRGGBB COMMAND... | probe press X Y N\n");
    return 2;
  }
  Eye eye;
  const int x = std::atoi(argv[2]), y = std::atoi(argv[3]);
  if (what == "press")
    return press(eye, x, y, std::atoi(argv[4]));
  return first(eye, x, y, std::stoul(argv[4], nullptr, 16), argv + 5);
}
