// SPDX-License-Identifier: EUPL-1.2
// Every page of a visit: the scenes of tests/unit/screens, every page of the eight assistants for
// somebody of tests/people who is asked what stands on it, what lies over pages, every keyboard.
#pragma once

#include "stage.hpp"

#include <forms/evaluation.hpp>
#include <scenes.hpp>
#include <staff/workplace.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace foyer::walk {

// The house of the scenes as a terminal has it that offers everything, the pseudo-locale with it.
const screens_test::House& building();

struct Page {
  std::string name; // "a1 einreise.wann, missing"
  visit::State state;
  std::vector<std::string> taps = {}; // before one looks; "key.*" as well
  std::optional<forms::Evaluation> evaluation = {};
  std::optional<staff::Workplace> staff = {}; // somebody with a service card stands there
};

std::vector<Page> pages();

struct Variation {
  std::string language = "de";
  visit::TextSize size = visit::TextSize::normal;
  visit::Contrast contrast = visit::Contrast::light;
  std::size_t panel = 0; // of panels()
};
struct Panel {
  const char* name;
  ui::ScreenProfile profile;
};
const std::vector<Panel>& panels();
std::string words_for(const Variation& variation);

// A Ui on one panel. A new one for each language keeps its atlas of glyphs small.
class Walker {
 public:
  explicit Walker(std::size_t panel);
  ~Walker();

  struct Options {
    bool colours = true, focus = false;
    std::vector<visit::Contrast> themes = {}; // instead of the variation's
  };
  // Findings on the page as it is drawn so, a list for each theme. What goes wrong on the way is a
  // finding, too.
  std::vector<std::vector<Finding>> walk(const Page& page, const Variation& variation,
                                         const Options& options);
  // The page as it was left by walk().
  Status save_picture(const std::filesystem::path& file);
  [[nodiscard]] long frames() const { return frames_; }

 private:
  void settle();
  void clear();
  std::unique_ptr<ui::Ui> ui_;
  ui_driver::Watcher seen_;
  std::unique_ptr<screens::Screens> screens_;
  ui::Canvas canvas_;
  visit::State state_;
  const Page* page_ = nullptr;
  long frames_ = 0;
};

} // namespace foyer::walk
