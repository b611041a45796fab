// SPDX-License-Identifier: EUPL-1.2
// Stage: a Ui, what draws it, and somebody who looks. Pages of visits and the pages with planted
// faults are walked over by the same code.
#pragma once

#include "findings.hpp"

#include <ui/renderer.hpp>
#include <ui/ui.hpp>
#include <ui_driver/watcher.hpp>

#include <functional>
#include <string>
#include <vector>

namespace foyer::walk {

using ui_driver::Watcher;

struct Stage {
  ui::Ui& ui;
  Watcher& seen;                // looks at the Ui
  std::function<void()> settle; // draws until nothing moves any more
  ui::Canvas* canvas = nullptr; // none: contrast is not measured
  bool pseudo = false;          // the words are those of the pseudo-locale

  // Moves to the thing and touches it. Throws std::runtime_error when it is not there.
  void tap(const std::string& id);
};

// Everything but the focus, at every place the page scrolls to.
std::vector<Finding> look_over(Stage& stage);
// The same with the page in several themes at each place: `dress` puts one on. A list for each.
// Themes have no say in where things lie, so that is judged in the first, and compared.
std::vector<std::vector<Finding>> look_over(Stage& stage, std::size_t themes,
                                            const std::function<void(std::size_t)>& dress);

// Tab and Shift+Tab, once round each, for people who see and for people who listen.
std::vector<Finding> walk_focus(Stage& stage);

} // namespace foyer::walk
