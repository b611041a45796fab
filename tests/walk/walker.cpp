// SPDX-License-Identifier: EUPL-1.2
#include "pages.hpp"
#include "words.hpp"

#include <scenes.hpp>

#include <stdexcept>

namespace foyer::walk {

const std::vector<Panel>& panels() {
  static const std::vector<Panel> all = {{"portrait 27\"", ui::ScreenProfile::portrait_27()},
                                         {"landscape 21\"", ui::ScreenProfile::landscape_21()},
                                         {"landscape 15\"", ui::ScreenProfile::landscape_15()}};
  return all;
}

std::string words_for(const Variation& v) {
  static constexpr const char* sizes[] = {"small", "standard", "large", "largest"};
  static constexpr const char* themes[] = {"light", "dark", "black on white", "white on black"};
  return v.language + ", " + sizes[static_cast<std::size_t>(v.size)] + ", " +
         themes[static_cast<std::size_t>(v.contrast)] + ", " + panels()[v.panel].name;
}

Walker::Walker(std::size_t panel)
    : ui_(screens_test::open_ui(panels()[panel].profile)), seen_(*ui_),
      screens_(std::make_unique<screens::Screens>()),
      canvas_(panels()[panel].profile.width_px, panels()[panel].profile.height_px) {}

Walker::~Walker() = default;

void Walker::settle() {
  constexpr SteadyTime now{std::chrono::seconds{1000}};
  const auto& house = building();
  const screens::Model model{state_,
                             page_->evaluation ? &*page_->evaluation : nullptr,
                             house.assistants,
                             house.menu,
                             house.texts,
                             house.terminal,
                             house.wall,
                             now,
                             state_.receipt ? &house.qr : nullptr,
                             page_->staff ? &*page_->staff : nullptr};
  int frames = 0;
  do {
    (void)screens_->draw(*ui_, model); // what people do changes nothing here
    ++frames_;
    if (++frames > 200)
      throw std::runtime_error("the page does not come to rest");
  } while (ui_->wants_frame());
}

// Nothing of the page before: no scroll offset, no line, no overlay.
void Walker::clear() {
  ui_->begin_frame(SteadyTime{std::chrono::seconds{1000}});
  ui_->begin_page("between two pages");
  ui_->end_frame();
  screens_ = std::make_unique<screens::Screens>();
}

std::vector<std::vector<Finding>> Walker::walk(const Page& page, const Variation& variation,
                                               const Options& options) {
  const auto themes = options.themes.empty() ? std::vector{variation.contrast} : options.themes;
  std::vector<std::vector<Finding>> findings(themes.size());
  page_ = &page;
  state_ = page.state;
  auto& how = state_.presentation;
  if (state_.place != visit::Place::attract) // where nobody has chosen a language yet
    how.language = variation.language;
  how.text_size = variation.size;
  how.contrast = themes.front();
  how.motion = false;
  how.low_reach = how.low_reach && !ui_->profile().landscape(); // only a tall panel offers it
  // Their pages are German, whatever the visitor reads.
  const bool by_staff = page.staff && page.staff->page != staff::Page::none;
  Stage stage{*ui_, seen_, [this] { settle(); }, options.colours ? &canvas_ : nullptr,
              how.language == pseudo_language && !by_staff};
  const auto come_in = [&] {
    clear();
    settle();
    for (const auto& id : page.taps) {
      // A letter of another script than the page's.
      for (int n = 0; n < 3 && ui_->find(id) == nullptr && ui_->find("key.script") != nullptr; ++n)
        stage.tap("key.script");
      stage.tap(id);
    }
  };
  try {
    come_in();
    findings = look_over(stage, themes.size(), [&](std::size_t n) { how.contrast = themes[n]; });
    how.contrast = themes.front();
    for (const bool listening : {false, true}) {
      if (!options.focus)
        break;
      how.speech = listening;
      come_in();
      for (auto& finding : walk_focus(stage))
        findings.front().push_back(std::move(finding));
    }
  } catch (const std::exception& error) {
    findings.front().push_back({Fault::focus_trap, page.name, error.what()});
  }
  return findings;
}

Status Walker::save_picture(const std::filesystem::path& file) {
  canvas_.render(*ui_);
  return canvas_.save_png(file);
}

} // namespace foyer::walk
