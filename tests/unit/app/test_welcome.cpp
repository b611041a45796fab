// SPDX-License-Identifier: EUPL-1.2
// The picture that is there before the terminal is: the terminal's own first one.
#include "terminal_config.hpp"

#include <app/terminal.hpp>
#include <card/personalities.hpp>
#include <ui/renderer.hpp>

#include <catch2/catch.hpp>

#include <fstream>

using namespace foyer;

namespace {

// The page shows the time.
class StoppedClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override {
    return std::chrono::sys_days(std::chrono::year(2026) / 11 / 27) + std::chrono::hours(9);
  }
  [[nodiscard]] SteadyTime steady() const override { return SteadyTime(std::chrono::hours(1)); }
};

} // namespace

TEST_CASE(
    "the first picture is the one that the terminal then shows, and all its words are there") {
  const processes::TemporaryDirectory scratch;
  auto config = terminal_config(scratch.path());
  config.terminal.locales = std::filesystem::path(FOYER_SOURCE_DIR) / "locales";
  config.terminal.release_keys =
      std::filesystem::path(FOYER_SOURCE_DIR) / "tests/support/demo_keys/release";
  config.card.trust_list = scratch.path() / "trust.pem";
  std::ofstream(config.card.trust_list) << card::world_trust_pem();
  config.terminal.help_phone = "0911 231-0";
  config.terminal.opening_hours = "Mo bis Fr 8 bis 16 Uhr";
  struct Panel {
    int width, height;
    double px_per_mm;
  };
  const auto panel =
      GENERATE(Panel{1080, 1920, 3.21}, Panel{1920, 1080, 3.6}, Panel{1024, 768, 3.4});
  config.screen = {.width = panel.width, .height = panel.height, .px_per_mm = panel.px_per_mm};
  const StoppedClock clock;

  auto ui = app::open_ui(config);
  REQUIRE(ui.ok());
  ui::Canvas canvas(panel.width, panel.height);
  REQUIRE(app::draw_welcome(config, **ui, clock).ok());
  canvas.render(**ui);
  for (const auto& node : (*ui)->nodes()) {
    INFO(node.id);
    CHECK(node.label.find('[') == std::string::npos); // a text that is not there
  }

  auto terminal =
      app::Terminal::open(config, app::make_devices(config), {.clock = &clock, .wake = [] {}});
  INFO((terminal.ok() ? std::string() : terminal.failure().detail));
  REQUIRE(terminal.ok());
  (*terminal)->run_frames(**ui);
  CHECK(canvas.render(**ui).empty()); // nothing moves
}

TEST_CASE("a terminal without its texts has no first picture") {
  const processes::TemporaryDirectory scratch;
  auto config = terminal_config(scratch.path());
  config.texts = scratch.path();
  auto ui = app::open_ui(config);
  REQUIRE(ui.ok());
  CHECK(app::draw_welcome(config, **ui).failure().code == FailureCode::text_missing);
  // As they lay before they had a file of their own.
  std::filesystem::create_directory(scratch.path() / "de");
  std::ofstream(scratch.path() / "de/language.json") << R"({"name": "Deutsch", "rtl": false})";
  std::ofstream(scratch.path() / "de/ui.json") << R"({"visit.attract.welcome": "Willkommen"})";
  CHECK(app::draw_welcome(config, **ui).failure().code == FailureCode::text_missing);
}
