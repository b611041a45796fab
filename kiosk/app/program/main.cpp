// SPDX-License-Identifier: EUPL-1.2
// foyer --config FILE: the terminal in a window (or on the bare screen).
#include <app/terminal.hpp>
#include <base/log.hpp>
#include <ui/window.hpp>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

volatile std::sig_atomic_t asked_to_end = 0;

// A visitor's data must not land in a core file, nor be read by another process of this user.
void keep_memory_private() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
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
constexpr std::chrono::seconds longest_debt{60};

int run(const std::filesystem::path& file) {
  using namespace foyer;
  auto config = app::load_config(file);
  if (!config)
    return complain(config.failure());
  if (const auto opened = open_log(config->terminal.log, "foyer"); !opened)
    return complain(opened.failure());
  log(events::ConfigLoaded{});
  auto window = ui::Window::open({.width = config->screen.width,
                                  .height = config->screen.height,
                                  .fullscreen = config->screen.fullscreen,
                                  .hide_pointer = config->screen.fullscreen});
  if (!window)
    return complain(window.failure());
  auto ui = app::open_ui(*config);
  if (!ui)
    return complain(ui.failure());
  auto devices = app::make_devices(*config);
  auto terminal = app::Terminal::open(std::move(*config), std::move(devices),
                                      {.wake = [&window = **window] { window.wake(); }});
  if (!terminal)
    return complain(terminal.failure());

  log(events::TerminalStarted{});
  std::optional<SteadyTime> end_at_last;
  while (!end_at_last ||
         (in_debt((*terminal)->state()) && system_clock().steady() < *end_at_last)) {
    (*terminal)->run_frames(**ui);
    (*window)->present(**ui);
    auto due = (*terminal)->next_tick();
    if (const auto motion = (*ui)->wake_time(); motion && *motion < due)
      due = *motion;
    const bool open = (*window)->wait((*ui)->input(), due, system_clock());
    if ((!open || asked_to_end) && !end_at_last)
      end_at_last = system_clock().steady() + longest_debt;
  }
  log(events::TerminalStopped{});
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  keep_memory_private();
  std::signal(SIGTERM, [](int) { asked_to_end = 1; });
  std::signal(SIGINT, [](int) { asked_to_end = 1; });
  if (argc != 3 || std::string_view(argv[1]) != "--config") {
    std::fprintf(stderr, "usage: foyer --config FILE\n");
    return 2;
  }
  return run(argv[2]);
}
