// SPDX-License-Identifier: EUPL-1.2
// The walk's judgement of one page. A Judge looks at each place the page can be scrolled to, then
// says what it found.
#pragma once

#include "findings.hpp"

#include <ui/renderer.hpp>
#include <ui_driver/watcher.hpp>

#include <map>
#include <vector>

namespace foyer::walk {

using ui_driver::DrawnText;
using ui_driver::Watcher;

class Judge {
 public:
  // `pseudo`: the page is drawn in the pseudo-locale, so that words without brackets are found.
  explicit Judge(bool pseudo = false) : pseudo_(pseudo) {}

  // The Ui's last ended frame; with a canvas that has it around all words, contrast is measured
  // too.
  void look(ui::Ui& ui, const Watcher& seen, const ui::Canvas* canvas = nullptr);

  // The same page in another theme: its colours, and that nothing has moved.
  void look_at_dress(ui::Ui& ui, const Watcher& seen, const ui::Canvas* canvas,
                     const std::vector<DrawnText>& before);

  // What is looked at of the pixels of a text, or of a line of it: a bit more than its box, since
  // of one bold letter most of the box is the letter.
  static ui::Rect around(const DrawnText& text, const ui::Rect& box);

  // After the last look: what could nowhere be seen whole.
  std::vector<Finding> verdict();

 private:
  void find(Fault fault, std::string where, std::string what);
  void look_at_texts(ui::Ui& ui, const Watcher& seen);
  void look_at_boxes(const ui::Ui& ui, const Watcher& seen);
  void look_at_targets(const ui::Ui& ui);
  void look_at_labels(const ui::Ui& ui);
  void look_at_words(const ui::Ui& ui, const Watcher& seen);
  void look_at_colours(const ui::Ui& ui, const Watcher& seen, const ui::Canvas& canvas);
  void remember_what_is_whole(const ui::Ui& ui, const Watcher& seen);

  bool pseudo_;
  std::vector<Finding> findings_;
  std::map<std::string, bool> whole_; // by what and its number: seen unclipped somewhere
};

} // namespace foyer::walk
