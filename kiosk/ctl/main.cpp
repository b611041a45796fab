// SPDX-License-Identifier: EUPL-1.2
#include "verbs.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <functional>

int main(int argc, char** argv) {
  using namespace foyer;
  CLI::App cli("foyerctl: look after a terminal");
  std::string file = "/etc/foyer/foyer.toml";
  cli.add_option("--config", file, "the terminal's configuration")->capture_default_str();
  cli.require_subcommand(1);

  std::function<Status(const app::Config&)> verb;
  const auto add = [&](CLI::App* parent, const char* name, const char* what, auto function) {
    parent->add_subcommand(name, what)->callback([&verb, function] { verb = function; });
  };
  add(&cli, "check", "load everything the terminal loads and say what is wrong", ctl::check);
  auto* queue = cli.add_subcommand("queue", "what was filed here")->require_subcommand(1);
  add(queue, "list", "numbers, times and states", ctl::list_queue);
  add(queue, "verify", "recompute the hash chains", ctl::verify_queue);
  auto* clock = cli.add_subcommand("clock", "may a filing be dated?")->require_subcommand(1);
  add(clock, "show", "is the clock trusted", ctl::show_clock);
  add(clock, "confirm", "the clock is right, a person looked", ctl::confirm_clock);
  CLI11_PARSE(cli, argc, argv);

  auto config = app::load_config(file);
  const Status done = config ? verb(*config) : Status(config.failure());
  if (done)
    return 0;
  std::fprintf(stderr, "foyerctl: %s: %s\n", std::string(name(done.failure().code)).c_str(),
               done.failure().detail.c_str());
  return 1;
}
