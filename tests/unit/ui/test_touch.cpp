// SPDX-License-Identifier: EUPL-1.2
#include "ui_fixture.hpp"

using namespace foyer;
using namespace foyer::ui;
using namespace std::chrono_literals;

namespace {

PageSpec page(std::string id) {
  PageSpec spec;
  spec.id = std::move(id);
  spec.question = "Frage?";
  spec.back = "Zurück";
  spec.primary = "Weiter";
  return spec;
}

} // namespace

TEST_CASE("fifty taps that were queued at once all count") {
  auto ui = open_ui();
  int taps = 0;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    begin_page(u, page("p"));
    if (button(u, "b", "Knopf"))
      ++taps;
    end_page(u);
  });
  driver.settle();
  const Vec2 at = driver.node("b").rect.centre();
  for (int i = 0; i < 50; ++i) {
    ui->input().finger_down(at, 1);
    ui->input().finger_up(at, 1);
  }
  driver.settle();
  CHECK(taps == 50);
}

TEST_CASE("two thumbs typing over each other lose nothing") {
  auto ui = open_ui();
  std::string value;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    begin_page(u, page("p"));
    text_field(u, "f", {.label = "Text", .binding = {}, .help = {}, .error = {}, .source = {}},
               value);
    end_page(u);
  });
  driver.settle();
  driver.tap("f");
  const Vec2 a = driver.node("key.a").rect.centre(), b = driver.node("key.b").rect.centre();
  ui->input().finger_down(a, 1);
  ui->input().finger_down(b, 2);
  ui->input().finger_up(a, 1);
  ui->input().finger_up(b, 2);
  driver.settle();
  CHECK(value == "Ab");
}

TEST_CASE("a touch counts when it goes down and up in the same target") {
  auto ui = open_ui();
  int first = 0, second = 0;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    begin_page(u, page("p"));
    if (button(u, "first", "Eins"))
      ++first;
    if (button(u, "second", "Zwei"))
      ++second;
    end_page(u);
  });
  driver.settle();
  const Rect a = driver.node("first").rect, b = driver.node("second").rect;
  driver.press(a.centre());
  driver.release(b.centre());
  driver.press(a.centre());
  driver.release({a.x - 10, a.centre().y});
  CHECK(first + second == 0);
  driver.press(a.centre());
  CHECK(driver.node("first").state.pressed);
  driver.release({a.x + 3, a.y + 3});
  CHECK(first == 1);
}

TEST_CASE("a finger that went down on one page lets nothing go on the next") {
  auto ui = open_ui();
  std::string current = "one";
  int used = 0;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    used += begin_page(u, page(current)).primary ? 1 : 0;
    end_page(u);
  });
  driver.settle();
  const Vec2 at = driver.node("page.primary").rect.centre();
  driver.press(at);
  current = "two"; // a card was pulled
  driver.settle();
  driver.release(at);
  CHECK(used == 0);
  driver.tap("page.primary");
  CHECK(used == 1);
}

TEST_CASE("nothing below a dialog can be used") {
  auto ui = open_ui();
  bool open = true;
  int below = 0;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    below += begin_page(u, page("p")).primary ? 1 : 0;
    end_page(u);
    if (open &&
        dialog(u, "d", {"Sind Sie noch da?", {}, Tone::info, 40, "Sekunden", {"Ja", "Nein"}}))
      open = false;
  });
  driver.settle();
  driver.tap_at(driver.node("page.primary").rect.centre());
  CHECK(below == 0);
  for (int i = 0; i < 9; ++i) {
    driver.key(Key::tab);
    CHECK(driver.ui().focused_id().rfind("d.", 0) == 0);
  }
  driver.tap("d.0");
  CHECK_FALSE(open);
  driver.tap("page.primary");
  CHECK(below == 1);
}

TEST_CASE("dragging scrolls and does not press; the More button scrolls too") {
  auto ui = open_ui(ScreenProfile::landscape_21());
  int used = 0;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    begin_page(u, page("p"));
    for (int i = 0; i < 30; ++i)
      used += button(u, "b" + std::to_string(i), "Knopf") ? 1 : 0;
    end_page(u);
  });
  driver.settle();
  REQUIRE(driver.has("page.more"));
  const Vec2 from = driver.node("b3").rect.centre();
  const float before = driver.node("b3").rect.y;
  driver.drag(from, {from.x, from.y - 200});
  CHECK(used == 0);
  CHECK(driver.node("b3").rect.y < before - 150);
  driver.tap("b29"); // far below: the driver uses the More button
  CHECK(used == 1);
  CHECK_FALSE(driver.has("page.more"));
  CHECK(driver.has("page.less"));
}

TEST_CASE("inertia runs out and asks for frames only until then") {
  auto ui = open_ui();
  ui->set_motion(true);
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    begin_page(u, page("p"));
    for (int i = 0; i < 60; ++i)
      paragraph(u, "t" + std::to_string(i), "Ein Satz.");
    end_page(u);
  });
  driver.settle();
  const Rect screen = ui->screen();
  driver.press(screen.centre());
  for (int i = 1; i <= 6; ++i) {
    driver.advance(16ms);
    ui->input().finger_move({screen.w / 2, screen.h / 2 - 30.f * static_cast<float>(i)}, 1);
    driver.settle();
  }
  driver.release({screen.w / 2, screen.h / 2 - 180});
  CHECK(ui->wake_time().has_value());
  const float y = driver.node("t0").rect.y;
  driver.advance(3s);
  CHECK(driver.node("t0").rect.y < y);
  CHECK_FALSE(ui->wake_time().has_value());
}

TEST_CASE("the focus ring visits everything in order and never traps") {
  for (const auto& page : gallery::pages()) {
    auto ui = open_ui();
    gallery::Values values;
    ui_driver::UiDriver driver(*ui, [&](Ui& u) { page.draw(u, values, gallery::Language::de); });
    driver.settle();
    std::vector<std::string> ring;
    const bool modal = std::any_of(ui->nodes().begin(), ui->nodes().end(),
                                   [](const Node& node) { return node.layer == Layer::dialog; });
    for (const Node& node : ui->nodes())
      if (node.focusable && node.state.enabled && (!modal || node.layer == Layer::dialog))
        ring.push_back(node.id);
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      driver.key(Key::tab);
      seen.push_back(ui->focused_id());
    }
    INFO(page.name);
    std::sort(ring.begin(), ring.end());
    std::sort(seen.begin(), seen.end());
    CHECK(seen == ring);
  }
}

TEST_CASE("Enter and space use what has the focus, and focus is scrolled into view") {
  auto ui = open_ui();
  int used = 0;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    begin_page(u, page("p"));
    for (int i = 0; i < 40; ++i)
      used += button(u, "b" + std::to_string(i), "Knopf") ? 1 : 0;
    end_page(u);
  });
  driver.settle();
  for (int i = 0; i < 36; ++i)
    driver.key(Key::down);
  CHECK(ui->focused_id() == "b35");
  const Node& node = driver.node("b35");
  CHECK(node.visible == node.rect);
  driver.key(Key::enter);
  driver.key(Key::space);
  CHECK(used == 2);
}

TEST_CASE("nothing asks for frames while nothing happens") {
  auto ui = open_ui();
  for (const auto& page : gallery::pages()) {
    gallery::Values values;
    ui_driver::UiDriver driver(*ui, [&](Ui& u) { page.draw(u, values, gallery::Language::de); });
    driver.settle();
    INFO(page.name);
    CHECK_FALSE(ui->wants_frame());
    CHECK_FALSE(ui->wake_time().has_value());
  }
}

TEST_CASE("wiping forgets what was typed, focused and scrolled") {
  auto ui = open_ui();
  std::string value = "Geheim";
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    begin_page(u, page("p"));
    text_field(u, "f", {.label = "Text", .binding = {}, .help = {}, .error = {}, .source = {}},
               value);
    end_page(u);
  });
  driver.tap("f");
  ui->wipe();
  CHECK(ui->editing_id().empty());
  CHECK(ui->focused_id().empty());
  CHECK(ui->nodes().empty());
  CHECK(ui->text().cached_layouts() == 0);
}
