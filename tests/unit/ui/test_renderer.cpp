// SPDX-License-Identifier: EUPL-1.2
#include "ui_fixture.hpp"

#include <ui/window.hpp>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <random>
#include <thread>

using namespace foyer;
using namespace foyer::ui;
using namespace std::chrono_literals;

TEST_CASE("redrawing only what changed gives exactly the pixels of a full redraw") {
  std::mt19937 random(20261125);
  auto pick = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  const ScreenProfile profile{540, 960, 1.6f, 600}; // a small panel: the same shapes, faster
  auto ui = open_ui(profile);
  Canvas damaged(profile.width_px, profile.height_px), full(profile.width_px, profile.height_px);
  gallery::Values values;
  std::size_t page = 0, partial = 0;
  auto language = gallery::Language::de;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) { gallery::pages()[page].draw(u, values, language); });
  driver.settle();
  std::optional<Vec2> down;
  for (int step = 0; step < 400; ++step) {
    std::vector<Node> targets;
    for (const Node& node : ui->nodes())
      if (node.target && !node.visible.empty())
        targets.push_back(node);
    switch (pick(12)) {
    case 0: page = pick(gallery::pages().size()); break;
    case 1: ui->set_theme(static_cast<ThemeName>(pick(4))); break;
    case 2:
      language = static_cast<gallery::Language>(pick(3));
      gallery::use_language(*ui, language);
      break;
    case 3: values.seconds = static_cast<int>(pick(60)); break;
    case 4: ui->input().key(Key::tab); break;
    case 5: driver.drag({270, 700}, {270, 300.f + static_cast<float>(pick(300))}, 3); break;
    default:
      if (targets.empty())
        break;
      if (down)
        ui->input().finger_up(*down, 1), down.reset();
      else
        ui->input().finger_down(*(down = targets[pick(targets.size())].visible.centre()), 1);
    }
    driver.settle();
    const auto& boxes = damaged.render(*ui);
    std::int64_t area = 0;
    for (const PixelRect& box : boxes)
      area += std::int64_t{box.w} * box.h;
    if (area < std::int64_t{540} * 960 / 2)
      ++partial;
    full.invalidate();
    full.render(*ui);
    INFO("step " << step);
    REQUIRE(std::equal(damaged.pixels().begin(), damaged.pixels().end(), full.pixels().begin()));
  }
  CHECK(partial > 100); // it really was partial most of the time
}

TEST_CASE("a press changes only its button") {
  auto ui = open_ui();
  gallery::Values values;
  ui_driver::UiDriver driver(
      *ui, [&](Ui& u) { gallery::pages()[5].draw(u, values, gallery::Language::de); });
  driver.settle();
  Canvas canvas(1080, 1920);
  canvas.render(*ui);
  CHECK(canvas.render(*ui).empty());
  const Rect button = driver.node("page.primary").rect;
  driver.press(button.centre());
  const auto boxes = canvas.render(*ui);
  REQUIRE_FALSE(boxes.empty());
  const Rect around = button.inset(-ui->mm(6));
  for (const PixelRect& box : boxes) {
    CHECK(static_cast<float>(box.x) >= around.x);
    CHECK(static_cast<float>(box.y) >= around.y);
    CHECK(static_cast<float>(box.x + box.w) <= around.right());
    CHECK(static_cast<float>(box.y + box.h) <= around.bottom());
  }
}

TEST_CASE("soft edges keep the area of a shape, wherever it lies between the pixels") {
  auto ui = open_ui();
  const Color white = Color::rgb(0xffffff);
  const auto lit = [&](const std::function<void(Ui&)>& draw) {
    ui->begin_frame(SteadyTime{std::chrono::seconds{1}});
    ui->fill({0, 0, 300, 300}, Color::rgb(0));
    draw(*ui);
    ui->end_frame();
    Canvas canvas(300, 300);
    canvas.render(*ui);
    double sum = 0;
    for (const std::uint32_t pixel : canvas.pixels())
      sum += static_cast<double>(pixel & 0xff) / 255;
    return sum;
  };
  constexpr double pi = 3.14159265358979;
  for (const float off : {0.f, 0.3f, 0.5f, 0.85f}) {
    INFO(off);
    const Vec2 middle{150 + off, 140 + off / 2};
    CHECK(lit([&](Ui& u) { u.circle(middle, 40, white); }) == Approx(pi * 1600).epsilon(0.01));
    CHECK(lit([&](Ui& u) { u.ring(middle, 40, white, 6); }) ==
          Approx(pi * (1600 - 34 * 34)).epsilon(0.02));
    const Rect box{60 + off, 50 + off, 120, 80};
    const double corners = (4 - pi) * 12 * 12, inner = (4 - pi) * 8 * 8;
    CHECK(lit([&](Ui& u) { u.fill(box, white, 12); }) == Approx(9600 - corners).epsilon(0.01));
    CHECK(lit([&](Ui& u) { u.outline(box, white, 4, 12); }) ==
          Approx(9600 - corners - (112 * 72 - inner)).epsilon(0.02));
    // Ends that are half circles.
    CHECK(lit([&](Ui& u) { u.fill(box, white, 60); }) ==
          Approx(9600 - (4 - pi) * 40 * 40).epsilon(0.01));
    // A right angle, a point twice, and straight back: as wide everywhere.
    const std::vector<Vec2> way{{40, 40}, {140, 40}, {140, 40}, {140, 120}, {140, 60}};
    CHECK(lit([&](Ui& u) { u.polyline(way, white, 6); }) == Approx(6 * 180).epsilon(0.04));
    CHECK(lit([&](Ui& u) { u.line({20, 30 + off}, {260, 200}, white, 5); }) ==
          Approx(5 * std::hypot(240, 170 - off)).epsilon(0.02));
  }
}

TEST_CASE("two programs of the same page draw the same picture") {
  std::uint64_t hashes[2];
  for (auto& hash : hashes) {
    auto ui = open_ui();
    gallery::Values values;
    ui_driver::UiDriver driver(
        *ui, [&](Ui& u) { gallery::pages()[4].draw(u, values, gallery::Language::ar); });
    driver.settle();
    hash = driver.canvas().hash();
  }
  CHECK(hashes[0] == hashes[1]);
}

TEST_CASE("on SDL's dummy driver pushed fingers count and the wake event wakes") {
  ::setenv("SDL_VIDEODRIVER", "dummy", 1);
  auto window = Window::open({1080, 1920, false, false, "test"});
  if (!window)
    FAIL(window.failure().detail);
  auto ui = open_ui();
  int taps = 0;
  const auto draw = [&] {
    do {
      ui->begin_frame(system_clock().steady());
      PageSpec spec;
      spec.id = "p", spec.question = "Frage?", spec.primary = "Weiter";
      taps += begin_page(*ui, spec).primary ? 1 : 0;
      end_page(*ui);
      ui->end_frame();
    } while (ui->wants_frame());
    (*window)->present(*ui);
  };
  const auto turn = [&] {
    (*window)->wait(ui->input(), system_clock().steady(), system_clock());
    draw();
  };
  turn();
  ui_driver::UiDriver driver(*ui, turn);
  driver.tap("page.primary");
  CHECK(taps == 1);
  const Vec2 at = driver.node("page.primary").rect.centre();
  for (int i = 0; i < 51; ++i) {
    Window::push_finger(InputEvent::Kind::down, at, 1080, 1920);
    Window::push_finger(InputEvent::Kind::up, at, 1080, 1920);
  }
  driver.settle();
  CHECK(taps == 52);

  // The same pixels as without a window.
  Canvas canvas(1080, 1920);
  canvas.render(*ui);
  CHECK(canvas.hash() == (*window)->canvas().hash());

  std::thread waker([&] { (*window)->wake(); });
  CHECK((*window)->wait(ui->input(), std::nullopt, system_clock())); // returns: that is the test
  waker.join();
}
