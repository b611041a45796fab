// SPDX-License-Identifier: EUPL-1.2
#include "stage.hpp"

#include "checks.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace foyer::walk {

void Stage::tap(const std::string& id) {
  const auto* node = ui.find(id);
  if (node == nullptr)
    throw std::runtime_error("not there: " + id);
  if (node->visible != node->rect) {
    ui.focus(id); // brings it into sight
    settle();
    node = ui.find(id);
  }
  if (node == nullptr || node->visible.empty())
    throw std::runtime_error("not to be tapped: " + id);
  const auto at = node->visible.centre();
  ui.input().finger_down(at);
  settle();
  ui.input().finger_up(at);
  settle();
}

namespace {

// The button that shows what lies below: of the page, or of the panel over it. nullptr: none.
const ui::Node* way_down(const ui::Ui& ui) {
  const ui::Node* found = ui.find("page.more");
  for (const auto& node : ui.nodes())
    if (node.role == ui::Role::dialog)
      found = ui.find(node.id + ".more");
  return found != nullptr && found->state.enabled ? found : nullptr;
}

bool scrolls(const ui::Ui& ui, const std::string& id) {
  const auto dot = id.rfind('.');
  const auto part = id.substr(dot == std::string::npos ? 0 : dot);
  if (part != ".more" && part != ".less")
    return false;
  const auto* owner = ui.find(id.substr(0, dot));
  return owner != nullptr && (owner->role == ui::Role::page || owner->role == ui::Role::dialog);
}

// Contrast is measured where words are.
void render_words(Stage& stage) {
  std::vector<ui::PixelRect> parts;
  for (const auto& text : stage.seen.texts) {
    const ui::Rect part = Judge::around(text, text.ink).intersect(stage.ui.screen());
    if (part.empty())
      continue;
    const int x = static_cast<int>(part.x), y = static_cast<int>(part.y);
    parts.push_back({x, y, static_cast<int>(std::ceil(part.right())) - x,
                     static_cast<int>(std::ceil(part.bottom())) - y});
  }
  stage.canvas->render_parts(stage.ui, parts);
}

} // namespace

std::vector<Finding> look_over(Stage& stage) {
  return look_over(stage, 1, [](std::size_t) {}).front();
}

std::vector<std::vector<Finding>> look_over(Stage& stage, std::size_t themes,
                                            const std::function<void(std::size_t)>& dress) {
  constexpr int most_stops = 400;
  std::vector<Judge> judges(themes, Judge(stage.pseudo));
  for (int stop = 0; stop < most_stops; ++stop) {
    std::vector<DrawnText> first;
    for (std::size_t theme = 0; theme < themes; ++theme) {
      if (themes > 1) {
        dress(theme);
        stage.settle();
      }
      if (stage.canvas != nullptr)
        render_words(stage);
      if (theme == 0) {
        judges[0].look(stage.ui, stage.seen, stage.canvas);
        first = stage.seen.texts;
      } else {
        judges[theme].look_at_dress(stage.ui, stage.seen, stage.canvas, first);
      }
    }
    const auto* more = way_down(stage.ui);
    if (more == nullptr)
      break;
    const auto at = more->rect.centre();
    stage.ui.input().finger_down(at);
    stage.settle();
    stage.ui.input().finger_up(at);
    stage.settle();
  }
  std::vector<std::vector<Finding>> findings;
  for (auto& judge : judges)
    findings.push_back(judge.verdict());
  return findings;
}

namespace {

bool on_keyboard(const ui::Node& node) {
  return node.layer == ui::Layer::keyboard || node.layer == ui::Layer::popup;
}

// What the focus has to visit, by what the page says of itself.
std::set<std::string> wanted(const ui::Ui& ui) {
  auto lowest = ui::Layer::page;
  bool panel = false;
  for (const auto& node : ui.nodes()) {
    if (node.layer == ui::Layer::dialog)
      lowest = ui::Layer::dialog;
    panel = panel || node.layer == ui::Layer::popup;
  }
  const bool typing = !ui.editing_id().empty();
  std::set<std::string> ids;
  for (const auto& node : ui.nodes()) {
    if (node.layer < lowest || !node.focusable || !node.state.enabled)
      continue;
    if (scrolls(ui, node.id))
      continue;                   // come and go with scrolling, which the focus does by itself
    if (typing && ui.reading()) { // the field and its keyboard, until it is put away
      if (node.id == ui.editing_id() ||
          (on_keyboard(node) && (!panel || node.layer == ui::Layer::popup)))
        ids.insert(node.id);
      continue;
    }
    // Who sees types on the keys they have; leaving the field puts the glass's keyboard away.
    if (typing && on_keyboard(node))
      continue;
    ids.insert(node.id);
  }
  return ids;
}

void go_round(Stage& stage, bool backwards, std::vector<Finding>& findings) {
  const auto find = [&](std::string where, std::string what) {
    what += backwards ? ", Shift+Tab" : ", Tab";
    if (stage.ui.reading())
      what += " while listening";
    findings.push_back({Fault::focus_trap, std::move(where), std::move(what)});
  };
  auto missing = wanted(stage.ui);
  if (missing.empty())
    return;
  const std::size_t most = 2 * stage.ui.nodes().size() + 20;
  std::string first;
  std::set<std::string> visited;
  for (std::size_t steps = 0;; ++steps) {
    stage.ui.input().key(ui::Key::tab, backwards);
    stage.settle();
    const auto id = stage.ui.focused_id();
    const auto* node = stage.ui.find(id);
    if (node == nullptr)
      return find(id.empty() ? "(nothing)" : id, "the focus is on what is not there");
    if (node->visible.empty())
      find(id, "the focus is out of sight");
    if (id == first)
      break;
    if (first.empty())
      first = id;
    if ((!visited.insert(id).second && !scrolls(stage.ui, id)) || steps > most)
      return find(id, "the focus does not come round");
    missing.erase(id);
  }
  for (const auto& id : missing)
    find(id, "the focus never comes here");
}

} // namespace

std::vector<Finding> walk_focus(Stage& stage) {
  std::vector<Finding> findings;
  const std::string typing = stage.ui.editing_id();
  for (const bool backwards : {false, true}) {
    if (!typing.empty() && stage.ui.editing_id() != typing)
      stage.tap(typing);
    go_round(stage, backwards, findings);
  }
  return findings;
}

} // namespace foyer::walk
