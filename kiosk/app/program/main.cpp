// SPDX-License-Identifier: EUPL-1.2
// foyer --config FILE: the terminal in a window (or on the bare screen).
#include <app/content_keeper.hpp>
#include <app/terminal.hpp>
#include <base/log.hpp>
#include <base/private_memory.hpp>
#include <ui/window.hpp>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>

#include <malloc.h>
#include <sys/eventfd.h>

namespace {

int end_bell = -1; // an eventfd; a signal handler may do little else than ring it

// SIGTERM and SIGINT end the terminal in order. Its loop sleeps for minutes, so they wake it.
class EndSignal {
 public:
  // `wake` is called from another thread.
  explicit EndSignal(std::function<void()> wake)
      : wake_(std::move(wake)), waiting_([this] {
          eventfd_t rung = 0;
          while (::eventfd_read(end_bell, &rung) != 0)
            if (errno != EINTR)
              return;
          given_ = true;
          wake_();
        }) {}
  ~EndSignal() { (void)::eventfd_write(end_bell, 1); }
  EndSignal(const EndSignal&) = delete;
  EndSignal& operator=(const EndSignal&) = delete;
  [[nodiscard]] bool given() const { return given_; }

 private:
  std::function<void()> wake_;
  std::atomic<bool> given_ = false;
  std::jthread waiting_; // last: it uses what stands above
};

void ring_end_bell(int /*signal*/) {
  const int kept = errno;
  (void)::eventfd_write(end_bell, 1);
  errno = kept;
}

int complain(const foyer::Failure& failure) {
  std::fprintf(stderr, "foyer: %s: %s\n", std::string(foyer::name(failure.code)).c_str(),
               failure.detail.c_str());
  return 1;
}

// Somebody waits for a number or for paper: the terminal does not end before they have it.
bool in_debt(const foyer::visit::State& state) {
  return state.place == foyer::visit::Place::filing || state.paper == foyer::visit::Paper::printing;
}
// As long as a printer may take (api::Printer).
constexpr std::chrono::seconds longest_debt{80};

foyer::Result<std::unique_ptr<foyer::app::Terminal>>
open_terminal(foyer::Result<foyer::app::Work> work, const std::function<void()>& wake) {
  using namespace foyer;
  if (!work)
    return work.failure();
  auto devices = app::make_devices(work->config);
  auto terminal = app::Terminal::open(std::move(work->config), *work->content, std::move(devices),
                                      {.wake = wake});
  ::malloc_trim(0); // what reading has left over: some megabytes
  return terminal;
}

// A first picture before the rest is read. What is wrong with its texts is told when all are.
foyer::Result<std::unique_ptr<foyer::ui::Ui>> open_with_picture(const foyer::app::Config& config) {
  auto ui = foyer::app::open_ui(config);
  if (ui)
    (void)foyer::app::draw_welcome(config, **ui);
  return ui;
}

int run(const std::filesystem::path& file) {
  using namespace foyer;
  auto config = app::load_config(file);
  if (!config)
    return complain(config.failure());
  if (const auto opened = open_log(config->terminal.log, "foyer"); !opened)
    return complain(opened.failure());
  log(events::ConfigLoaded{});
  auto in_use = app::content_in_use(*config);
  // Laid out while the window opens.
  auto first_picture = std::async(std::launch::async, [&] { return open_with_picture(in_use); });
  auto window = ui::Window::open({.width = config->screen.width,
                                  .height = config->screen.height,
                                  .fullscreen = config->screen.fullscreen,
                                  .hide_pointer = config->screen.fullscreen});
  auto ui = first_picture.get();
  if (!window)
    return complain(window.failure());
  if (!ui)
    return complain(ui.failure());
  (*window)->present(**ui);
  const std::function<void()> wake = [&window = **window] { window.wake(); };
  auto terminal = open_terminal(app::load_in_use(*config, std::move(in_use)), wake);
  if (!terminal)
    return complain(terminal.failure());
  app::ContentKeeper keeper(*config, wake);

  const EndSignal end([&window = **window] { window.wake(); });
  log(events::TerminalStarted{});
  std::optional<SteadyTime> end_at_last;
  while (true) {
    (*terminal)->run_frames(**ui);
    (*window)->present(**ui);
    if (!end_at_last && keeper.newer() && (*terminal)->at_rest() && keeper.activate()) {
      terminal->reset(); // its devices first: the next one takes them
      terminal = open_terminal(app::load_in_use(*config, app::content_in_use(*config)), wake);
      if (!terminal)
        return complain(terminal.failure());
      continue;
    }
    if (end_at_last && (!in_debt((*terminal)->state()) || system_clock().steady() >= *end_at_last))
      break;
    auto due = (*terminal)->next_tick();
    if (const auto motion = (*ui)->wake_time(); motion && (!due || *motion < *due))
      due = *motion;
    if (end_at_last && (!due || *end_at_last < *due))
      due = end_at_last;
    const bool open = (*window)->wait((*ui)->input(), due, system_clock());
    if ((!open || end.given()) && !end_at_last)
      end_at_last = system_clock().steady() + longest_debt;
  }
  log(events::TerminalStopped{});
  return 0;
}

// What libraries would look for before the first picture: Xlib the compose tables of a whole
// keyboard (letters come from the keyboard on the screen), SDL the desktop's message bus, for which
// it starts a program. And a locale of the machine's, which SDL would set for a moment while others
// read it: the visitor chooses the language. Before there are threads.
void without_a_desktop() {
  for (const char* name : {"LANG", "LC_ALL", "LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE",
                           "LC_MONETARY", "LC_MESSAGES", "LC_PAPER", "LC_NAME", "LC_ADDRESS",
                           "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION"})
    ::unsetenv(name);
  ::setenv("XCOMPOSEFILE", "/dev/null", 0);
  ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
}

} // namespace

int main(int argc, char** argv) {
  foyer::keep_memory_private();
  without_a_desktop();
  end_bell = ::eventfd(0, EFD_CLOEXEC);
  if (end_bell >= 0) {
    std::signal(SIGTERM, ring_end_bell);
    std::signal(SIGINT, ring_end_bell);
  }
  if (argc != 3 || std::string_view(argv[1]) != "--config") {
    std::fprintf(stderr, "usage: foyer --config FILE\n");
    return 2;
  }
  return run(argv[2]);
}
