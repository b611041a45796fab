// SPDX-License-Identifier: EUPL-1.2
// A walk over every page of the gallery: what must hold for any page.
#include "ui_fixture.hpp"

#include <ui_driver/watcher.hpp>

#include <functional>
#include <set>

using namespace foyer;
using namespace foyer::ui;

namespace {

struct Variant {
  gallery::Language language;
  ThemeName theme;
  TextSize size;
  ScreenProfile profile;
};

std::vector<Variant> variants() {
  using gallery::Language;
  return {
      {Language::de, ThemeName::light, TextSize::standard, ScreenProfile::portrait_27()},
      {Language::ar, ThemeName::dark, TextSize::large, ScreenProfile::portrait_27()},
      {Language::uk, ThemeName::black_on_white, TextSize::largest, ScreenProfile::portrait_27()},
      {Language::de, ThemeName::white_on_black, TextSize::largest, ScreenProfile::landscape_21()},
      {Language::ar, ThemeName::light, TextSize::standard, ScreenProfile::landscape_21()},
      {Language::uk, ThemeName::light, TextSize::small, ScreenProfile::landscape_15()}};
}

template <class Check> void walk(Check check) {
  for (const Variant& v : variants()) {
    auto ui = open_ui(v.profile);
    ui->set_theme(v.theme);
    ui->set_text_size(v.size);
    gallery::use_language(*ui, v.language);
    for (const auto& page : gallery::pages()) {
      gallery::Values values;
      ui->begin_frame(SteadyTime{std::chrono::milliseconds(1)});
      ui->begin_page("between"); // every page starts afresh
      ui->end_frame();
      ui_driver::UiDriver driver(*ui, [&](Ui& u) { page.draw(u, values, v.language); });
      driver.settle();
      if (page.prepare)
        page.prepare(driver);
      INFO(page.name << " language " << static_cast<int>(v.language) << " size "
                     << static_cast<int>(v.size) << " panel " << v.profile.width_px << " x "
                     << v.profile.px_per_mm);
      check(driver, v);
    }
  }
}

} // namespace

TEST_CASE("every target is at least 12.7 mm and stands 2.54 mm from the next") {
  walk([](ui_driver::UiDriver& driver, const Variant& v) {
    std::vector<Node> targets;
    for (const Node& node : driver.ui().nodes())
      if (node.target && node.role != Role::group && node.id != "attract.anywhere")
        targets.push_back(node);
    const float least = size::least_target * v.profile.px_per_mm - 1,
                apart = size::least_apart * v.profile.px_per_mm - 1;
    for (const Node& a : targets) {
      INFO(a.id);
      CHECK(a.rect.w >= least);
      CHECK(a.rect.h >= least);
      for (const Node& b : targets) {
        if (a.id == b.id || a.layer != b.layer || a.fixed != b.fixed)
          continue;
        INFO("and " << b.id);
        CHECK(a.rect.inset(-apart).intersect(b.rect).empty());
      }
    }
  });
}

TEST_CASE("everything that can be used, and every field and picture, has words") {
  walk([](ui_driver::UiDriver& driver, const Variant&) {
    std::set<std::string> ids;
    for (const Node& node : driver.ui().nodes()) {
      INFO(node.id);
      CHECK(ids.insert(node.id).second);
      if (node.target || node.role == Role::image || node.role == Role::heading ||
          node.role == Role::alert)
        CHECK_FALSE(node.label.empty());
    }
  });
}

TEST_CASE("nothing leaves the screen sideways and bars stay inside") {
  walk([](ui_driver::UiDriver& driver, const Variant&) {
    const Rect screen = driver.ui().screen();
    for (const Node& node : driver.ui().nodes()) {
      INFO(node.id);
      CHECK(node.rect.x >= 0);
      CHECK(node.rect.right() <= screen.w + 0.5f);
      const bool scrolls = node.layer == Layer::page || driver.has("sheet");
      if (node.fixed || !scrolls) {
        CHECK(node.rect.y >= 0);
        CHECK(node.rect.bottom() <= screen.h + 0.5f);
      }
    }
  });
}

TEST_CASE("back and the primary action are always at the same place, mirrored in Arabic") {
  walk([](ui_driver::UiDriver& driver, const Variant& v) {
    const Node* back = driver.ui().find("page.back");
    const Node* primary = driver.ui().find("page.primary");
    const float margin = driver.ui().mm(size::margin), w = driver.ui().screen().w;
    const bool rtl = v.language == gallery::Language::ar;
    if (back)
      CHECK((rtl ? w - back->rect.right() : back->rect.x) == Approx(margin).margin(1));
    if (primary)
      CHECK((rtl ? primary->rect.x : w - primary->rect.right()) == Approx(margin).margin(1));
  });
}

TEST_CASE("an error summary leads to its field") {
  auto ui = open_ui();
  gallery::Values values;
  const auto& page = *std::find_if(gallery::pages().begin(), gallery::pages().end(),
                                   [](const auto& p) { return p.name == "errors"; });
  ui_driver::UiDriver driver(*ui, [&](Ui& u) { page.draw(u, values, gallery::Language::de); });
  driver.tap("summary.0");
  CHECK(ui->focused_id() == "since.day");
  CHECK(driver.node("since.error").label == driver.node("summary.0").label);
}

namespace {

ui_driver::UiDriver driven(Ui& ui, std::function<void(Ui&)> body) {
  return ui_driver::UiDriver(ui, [body = std::move(body)](Ui& u) {
    PageSpec spec;
    spec.id = "one", spec.question = "Frage", spec.primary = "Weiter";
    begin_page(u, spec);
    body(u);
    end_page(u);
  });
}

ImagePtr sheet_of_paper() {
  return make_image(210, 297, 1, std::vector<std::uint8_t>(210 * 297, 250));
}

} // namespace

TEST_CASE("a scanned page is in sight as a whole on every panel") {
  for (const auto& profile : {ScreenProfile::portrait_27(), ScreenProfile::landscape_21(),
                              ScreenProfile::landscape_15()}) {
    auto ui = open_ui(profile);
    auto driver = driven(*ui, [](Ui& u) { scan_preview(u, "paper", sheet_of_paper(), "Seite"); });
    driver.settle();
    const Node& paper = driver.node("paper");
    CHECK(paper.visible == paper.rect);
    CHECK(ui->find("page.more") == nullptr);
  }
}

TEST_CASE("a few short answers stand beside each other where their words have room, else below") {
  auto ui = open_ui();
  std::string code;
  std::vector<Choice> choices = {
      {"m", "männlich", {}, {}}, {"w", "weiblich", {}, {}}, {"d", "divers", {}, {}}};
  auto driver = driven(*ui, [&](Ui& u) { choice_list(u, "sex", {}, choices, code); });
  const auto tops = [&] {
    driver.settle();
    std::set<float> all;
    for (const Choice& choice : choices)
      all.insert(driver.node("sex." + choice.code).rect.y);
    return all.size();
  };
  CHECK(tops() == 1);
  choices.push_back({"x", "keine Angabe im Personenstandsregister", {}, {}});
  CHECK(tops() == 4);
  choices = {{"m", "männlich", {}, {}},
             {"w", "weiblich", {}, {}},
             {"d", "divers oder ohne Eintrag", {}, {}},
             {"x", "keine Angabe im Register", {}, {}}};
  CHECK(tops() == 2); // two by two
  choices = {{"m", "männlich", {}, {}}, {"w", "weiblich", {}, "eine Erklärung"}};
  CHECK(tops() == 2);
  choices = {{"m", "eine Person, die mir eine Vollmacht gegeben hat", {}, {}},
             {"w", "eine andere Person, die hier nicht genannt ist", {}, {}}};
  CHECK(tops() == 2);
}

TEST_CASE("what goes on beyond an edge fades there, and at the end no more") {
  auto ui = open_ui();
  bool tall = false;
  auto driver = driven(*ui, [&](Ui& u) {
    for (int i = 0; i < (tall ? 200 : 2); ++i)
      paragraph(u, "line." + std::to_string(i), "Eine Zeile");
  });
  ui_driver::Watcher watcher(*ui);
  const auto& fading = watcher.fading;
  driver.settle();
  CHECK(fading.empty());
  tall = true;
  driver.settle();
  REQUIRE(fading.size() == 1);
  const float below = fading.front().part.y;
  driver.tap("page.more");
  driver.settle();
  CHECK(fading.size() == 2);
  for (int i = 0; i < 30 && ui->find("page.more") != nullptr; ++i)
    driver.tap("page.more");
  driver.settle();
  REQUIRE(fading.size() == 1);
  CHECK(fading.front().part.y < below);
}

TEST_CASE("what an edge cut stands clear of the fading edges after scrolling on or back") {
  auto ui = open_ui();
  auto driver = driven(*ui, [&](Ui& u) {
    for (int i = 0; i < 200; ++i)
      paragraph(u, "line." + std::to_string(i), "Eine Zeile");
  });
  ui_driver::Watcher watcher(*ui);
  const auto cut = [&](bool below) {
    std::string last;
    for (const Node& node : ui->nodes())
      if (node.id.starts_with("line.") && node.visible != node.rect && !node.visible.empty() &&
          (node.visible.y == node.rect.y) == below)
        last = node.id;
    return last;
  };
  driver.settle();
  for (const bool on : {true, true, false}) {
    const std::string was_cut = cut(on);
    INFO(was_cut);
    REQUIRE_FALSE(was_cut.empty());
    driver.tap(on ? "page.more" : "page.less");
    driver.settle();
    const Rect line = driver.node(was_cut).rect;
    CHECK(driver.node(was_cut).visible == line);
    for (const auto& fade : watcher.fading)
      CHECK(fade.part.intersect(line).empty());
  }
}

TEST_CASE("what has the focus stands clear of the fading edges") {
  auto ui = open_ui();
  ui->set_theme(GENERATE(ThemeName::light, ThemeName::white_on_black));
  auto driver = driven(*ui, [&](Ui& u) {
    for (int i = 0; i < 40; ++i)
      button(u, "button." + std::to_string(i), "Knopf");
  });
  ui_driver::Watcher watcher(*ui);
  driver.settle();
  bool faded = false;
  for (const int step : {1, -1})
    for (int i = 0; i < 39; ++i) {
      driver.key(Key::tab, step < 0);
      const Node* focused = ui->find(ui->focused_id());
      REQUIRE(focused != nullptr);
      if (focused->fixed)
        continue;
      INFO(focused->id);
      for (const auto& fade : watcher.fading) {
        faded = true;
        CHECK(fade.part.intersect(focused->rect).empty());
      }
    }
  CHECK(faded);
}
