// SPDX-License-Identifier: EUPL-1.2
// Somebody who does anything at all on the real pages, the real visit behind them: after every
// frame the picture that redrew only what changed is the picture of a full redraw.
#include "scenes.hpp"

#include <ui/renderer.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace foyer::screens_test {

namespace {

// A small panel: the same shapes as on the large ones, drawn faster.
const ui::ScreenProfile panel{540, 960, 1.6f, 600};

class Wanderer {
 public:
  explicit Wanderer(unsigned seed)
      : random_(seed), ui_(open_ui(panel)), damaged_(panel.width_px, panel.height_px),
        full_(panel.width_px, panel.height_px) {
    ui_->set_motion(seed % 2 == 1);
    stand_at_a_scene();
  }

  void act() {
    switch (pick(24)) {
    case 0:
    case 1: return stand_at_a_scene();
    case 2: return happen(visit::SetContrast{static_cast<visit::Contrast>(pick(4))});
    case 3: return happen(visit::SetTextSize{static_cast<visit::TextSize>(pick(4))});
    case 4: return happen(visit::ChooseLanguage{a_language()});
    case 5: return happen(visit::Leave{});
    case 6: state_.idle_warning = now_; return;
    case 7: return happen(visit::GoOn{});
    case 8: return happen(visit::GoBack{});
    case 9: return happen(visit::SetSpeech{pick(2) == 0});
    case 10: return ui_->input().key(static_cast<ui::Key>(pick(24)), pick(3) == 0);
    case 11: return ui_->input().text(std::string(1, static_cast<char>('a' + pick(26))));
    case 12:
      return ui_->input().push({.kind = ui::InputEvent::Kind::wheel,
                                .at = anywhere(),
                                .wheel = pick(2) == 0 ? 1.f : -1.f});
    case 13:
    case 14: return drag();
    case 15: return; // time goes by
    default: return touch();
    }
  }

  // Every frame until the page is at rest.
  void look() {
    int turns = 0;
    do {
      for (auto& event : draw_once(screens_, *ui_, state_, now_))
        happen(std::move(event));
      compare();
      now_ += std::chrono::milliseconds{pick(8) == 0 ? 700 : 30};
    } while (ui_->wants_frame() && ++turns < 20);
  }

  std::size_t frames = 0, partly = 0, unequal = 0;
  [[nodiscard]] const std::string& page() const { return ui_->page_id(); }

 private:
  std::size_t pick(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
  }
  std::string a_language() {
    const auto& all = house().texts.languages();
    return all[pick(all.size())].code;
  }
  ui::Vec2 anywhere() { return {static_cast<float>(pick(540)), static_cast<float>(pick(960))}; }

  void stand_at_a_scene() {
    static const std::vector<Scene> all = scenes("de");
    auto language = state_.presentation;
    state_ = all[pick(all.size())].state;
    state_.presentation = std::move(language);
    state_.last_touch = now_;
  }
  void happen(visit::Event event) {
    state_ = visit::step(std::move(state_), std::move(event),
                         {.assistants = house().assistants, .now = now_, .wall = house().wall})
                 .state;
  }
  void touch() {
    std::vector<ui::Vec2> targets;
    for (const auto& node : ui_->nodes())
      if (node.target && !node.visible.empty())
        targets.push_back(node.visible.centre());
    if (down_)
      ui_->input().finger_up(*std::exchange(down_, std::nullopt), 1);
    else if (!targets.empty())
      ui_->input().finger_down(*(down_ = targets[pick(targets.size())]), 1);
  }
  void drag() {
    auto at = anywhere();
    ui_->input().finger_down(at, 2);
    look();
    for (int i = 0; i < 3; ++i) {
      at.y += static_cast<float>(pick(200)) - 130.f;
      ui_->input().finger_move(at, 2);
      look();
    }
    ui_->input().finger_up(at, 2);
  }
  void compare() {
    std::int64_t area = 0;
    for (const auto& box : damaged_.render(*ui_))
      area += std::int64_t{box.w} * box.h;
    ++frames;
    partly += area < std::int64_t{panel.width_px} * panel.height_px / 2 ? 1 : 0;
    full_.invalidate();
    full_.render(*ui_);
    const auto a = damaged_.pixels(), b = full_.pixels();
    if (!std::equal(a.begin(), a.end(), b.begin()) && ++unequal == 1)
      UNSCOPED_INFO("first at frame " << frames << " on " << page());
  }

  std::mt19937 random_;
  std::unique_ptr<ui::Ui> ui_;
  screens::Screens screens_;
  visit::State state_;
  SteadyTime now_{std::chrono::seconds{1000}};
  ui::Canvas damaged_, full_;
  std::optional<ui::Vec2> down_;
};

} // namespace

TEST_CASE("whatever is done on the real pages, the damaged picture equals a full redraw") {
  std::size_t frames = 0, partly = 0;
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Wanderer somebody(seed);
    for (int step = 0; step < 300; ++step) {
      somebody.act();
      somebody.look();
    }
    INFO("seed " << seed);
    CHECK(somebody.unequal == 0);
    frames += somebody.frames;
    partly += somebody.partly;
  }
  CHECK(frames > 2000);
  CHECK(partly > frames / 3); // it really was partial
}

} // namespace foyer::screens_test
