// SPDX-License-Identifier: EUPL-1.2
#include "page_faults.hpp"

#include <set>
#include <vector>

namespace foyer::screens_test {

std::string faults_of(const ui::Ui& ui) {
  std::string faults;
  const auto screen = ui.screen();
  const float least = ui.mm(ui::size::least_target) - 1;
  std::vector<const ui::Node*> targets, placed;
  std::set<std::string> ids;
  for (const auto& node : ui.nodes()) {
    const auto fault = [&](const std::string& what) { faults += node.id + ": " + what + "\n"; };
    if (!ids.insert(node.id).second)
      fault("the name is used twice");
    const auto fully_shown = node.visible == node.rect;
    if (node.rect.x < -1 || node.rect.right() > screen.right() + 1)
      fault("sticks out at a side");
    // What a panel has scrolled away is not shown.
    if ((node.fixed || node.layer != ui::Layer::page) && !node.visible.empty() &&
        (node.visible.y < -1 || node.visible.bottom() > screen.bottom() + 1))
      fault("sticks out above or below");
    // The attract screen places its texts itself.
    if (node.id.starts_with("attract.")) {
      for (const auto* other : placed)
        if (!other->rect.intersect(node.rect).empty())
          fault("lies over " + other->id);
      placed.push_back(&node);
    }
    if (node.label.starts_with('[') && !node.label.starts_with("[!!"))
      fault("text is missing: " + node.label);
    if (!node.target || node.id.ends_with(".veil") || node.id == "start")
      continue;
    if (node.label.empty())
      fault("has no label");
    if (node.rect.w < least || node.rect.h < least)
      fault("is smaller than 12.7 mm");
    for (const auto* other : targets) {
      if (other->layer != node.layer || !fully_shown || other->visible != other->rect)
        continue;
      if (!other->rect.intersect(node.rect).empty())
        fault("lies over " + other->id);
    }
    targets.push_back(&node);
  }
  return faults;
}

} // namespace foyer::screens_test
