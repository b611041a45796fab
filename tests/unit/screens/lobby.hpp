// SPDX-License-Identifier: EUPL-1.2
// Lobby: one visitor in front of one state; what they do does not change it.
#pragma once

#include "scenes.hpp"

#include <stdexcept>

namespace foyer::screens_test {

inline constexpr SteadyTime noon{std::chrono::seconds{1000}};

struct Lobby {
  explicit Lobby(const ui::ScreenProfile& profile = ui::ScreenProfile::portrait_27())
      : ui(open_ui(profile)) {}
  std::unique_ptr<ui::Ui> ui;
  screens::Screens screens;
  SteadyTime now = noon;

  void show(const visit::State& state) { draw(screens, *ui, state, now); }
  const ui::Node& node(const std::string& id) const {
    const auto* found = ui->find(id);
    if (found == nullptr)
      throw std::runtime_error("not on the page: " + id);
    return *found;
  }
  // Events of touching the node down and up.
  std::vector<visit::Event> tap(const visit::State& state, const std::string& id) {
    show(state);
    for (int i = 0; i < 60 && node(id).visible.empty() && ui->find("page.more") != nullptr; ++i)
      press(state, "page.more");
    return press(state, id);
  }

 private:
  std::vector<visit::Event> press(const visit::State& state, const std::string& id) {
    const auto at = node(id).visible.centre();
    now += std::chrono::milliseconds{400};
    ui->input().finger_down(at);
    std::vector<visit::Event> events;
    const auto look = [&](std::chrono::milliseconds later) {
      for (auto& event : draw(screens, *ui, state, now))
        events.push_back(std::move(event));
      now += later;
    };
    look(std::chrono::milliseconds{100});
    ui->input().finger_up(at);
    look(std::chrono::milliseconds{400});
    look(std::chrono::milliseconds{400});
    return events;
  }
};

template <class E> const E* only(const std::vector<visit::Event>& events) {
  return events.size() == 1 ? std::get_if<E>(&events.front()) : nullptr;
}

} // namespace foyer::screens_test
