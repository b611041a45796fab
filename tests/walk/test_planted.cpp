// SPDX-License-Identifier: EUPL-1.2
// The walk itself is tried: on pages where one fault was planted it must tell that fault and no
// other, on the same page without it nothing.
#include "stage.hpp"
#include "words.hpp"

#include <scenes.hpp>
#include <ui/widgets.hpp>

#include <catch2/catch.hpp>

#include <set>

namespace foyer::walk {

namespace {

using ui::Rect;
using ui::Ui;

struct Planted {
  Fault fault;
  const char* what;
  std::function<void(Ui&)> draw;
  const char* language = "de";
  std::optional<Fault> also = {}; // what follows from it
};

void words(Ui& ui, const std::string& text, ui::Vec2 at, ui::Color color, float width = 0) {
  ui.draw_text(*ui.layout(text, ui.style(5), width), at, color);
}
void words(Ui& ui, const std::string& text, ui::Vec2 at) {
  words(ui, text, at, ui.theme().ink);
}

ui::Node target(const std::string& id, Rect rect) {
  ui::Node node;
  node.id = id, node.role = ui::Role::button, node.label = "Knopf " + id, node.rect = rect;
  node.focusable = true;
  return node;
}

std::vector<Planted> planted() {
  return {
      {Fault::cut, "a text that ends in dots",
       [](Ui& ui) {
         auto style = ui.style(5);
         style.max_lines = 1;
         const auto text = ui.layout("Ein Satz, der nicht in seine Zeile passt", style, ui.mm(40));
         ui.draw_text(*text, {ui.mm(20), ui.mm(100)}, ui.theme().ink);
       }},
      {Fault::cut, "a text that leaves the panel",
       [](Ui& ui) { words(ui, "Dieser Satz geht weiter", {ui.screen().w - ui.mm(30), 600}); }},
      {Fault::cut, "a text that is cut by its clip",
       [](Ui& ui) {
         ui.push_clip({100, 500, 100, 200});
         words(ui, "Dieser Satz geht weiter", {110, 600});
         ui.pop_clip();
       }},
      {Fault::cut, "a label wider than its button",
       [](Ui& ui) {
         (void)ui.touch(target("eng", {300, 600, ui.mm(30), ui.mm(20)}));
         words(ui, "Weiter zur Seite", {300 - ui.mm(4), 620});
       }},
      {Fault::cut, "a text no scrolling brings into sight",
       [](Ui& ui) {
         ui.push_clip({0, 0, ui.screen().w, 500});
         words(ui, "Hier unten", {100, 700});
         ui.pop_clip();
       }},
      {Fault::cut, "a word broken in its middle",
       [](Ui& ui) { words(ui, "Aufenthaltserlaubnis", {100, 600}, ui.theme().ink, ui.mm(25)); }},
      {Fault::cut, "a line that stands in the fading edge wherever one scrolls to",
       [](Ui& ui) {
         ui.push_clip({0, 0, ui.screen().w, 700});
         words(ui, "Hier unten", {100, 670});
         ui.fade({0, 660, ui.screen().w, 40}, ui.theme().paper.with_alpha(60), true);
         ui.pop_clip();
       }},
      {Fault::overlap, "two targets over each other",
       [](Ui& ui) {
         (void)ui.touch(target("a", {300, 600, 200, 100}));
         (void)ui.touch(target("b", {450, 600, 200, 100}));
       }},
      {Fault::overlap, "text over text",
       [](Ui& ui) {
         words(ui, "Ein Satz", {300, 600});
         words(ui, "Noch ein Satz", {320, 606});
       }},
      {Fault::overlap, "text over a picture",
       [](Ui& ui) {
         ui.icon(ui::Icon::card, {300, 600, 80, 80}, ui.theme().hairline);
         words(ui, "Ein Satz", {320, 620});
       }},
      {Fault::overlap, "text across the edge of a target",
       [](Ui& ui) {
         (void)ui.touch(target("a", {300, 600, 200, 100}));
         words(ui, "Ein langer Satz daneben", {460, 620});
       }},
      {Fault::too_small, "a target of 10 mm",
       [](Ui& ui) { (void)ui.touch(target("klein", {300, 600, ui.mm(10), ui.mm(20)})); }},
      {Fault::too_small, "two targets 1 mm apart",
       [](Ui& ui) {
         (void)ui.touch(target("a", {300, 600, 200, 100}));
         (void)ui.touch(target("b", {500 + ui.mm(1), 600, 200, 100}));
       }},
      {Fault::contrast, "grey on paper",
       [](Ui& ui) { words(ui, "Kaum zu lesen", {300, 600}, ui.theme().outline); }},
      {Fault::contrast, "grey above an edge that fades, and no part of what goes on there",
       [](Ui& ui) {
         ui.push_clip({0, 500, ui.screen().w, 200});
         ui.fade({0, 660, ui.screen().w, 40}, ui.theme().paper, true);
         ui.pop_clip();
         words(ui, "Kaum zu lesen", {300, 670}, ui.theme().outline);
       }},
      {Fault::contrast, "grey at an edge that is marked by a line, as where nothing may be grey",
       [](Ui& ui) {
         ui.set_theme(ui::ThemeName::black_on_white);
         const auto* more = ui.find("page.more");
         if (more != nullptr) // right above its strip
           words(ui, "Kaum zu lesen", {300, more->rect.y - ui.mm(13)}, ui::Color::rgb(0x9a9a9a));
         ui.place(ui.mm(900));
       }},
      {Fault::contrast, "a text that something covers",
       [](Ui& ui) {
         words(ui, "Unter dem Bild", {300, 600});
         ui.fill({280, 580, 500, 100}, ui.theme().card);
       }},
      {Fault::unspoken, "a target without a label",
       [](Ui& ui) {
         auto node = target("stumm", {300, 600, 200, 100});
         node.label.clear();
         (void)ui.touch(std::move(node));
       }},
      {Fault::unspoken, "a target no key reaches",
       [](Ui& ui) {
         auto node = target("taub", {300, 600, 200, 100});
         node.focusable = false;
         (void)ui.touch(std::move(node));
       }},
      {Fault::unspoken, "a picture without a label",
       [](Ui& ui) { ui::picture(ui, "bild", ui::Icon::card, "", 40); }},
      {Fault::unspoken, "a name used twice",
       [](Ui& ui) {
         for (const float x : {300.f, 600.f})
           ui.record(
               {.id = "uhr", .role = ui::Role::timer, .label = "Uhr", .rect = {x, 600, 9, 9}});
       }},
      {Fault::focus_trap, "a page that takes the focus back",
       [](Ui& ui) {
         ui::button(ui, "eins", "Erster");
         ui::button(ui, "zwei", "Zweiter");
         if (ui.focused_id() == "zwei")
           ui.focus("eins");
       }},
      {Fault::focus_trap, "a target nobody can see",
       [](Ui& ui) {
         ui.push_clip({0, 0, 10, 10});
         auto node = target("unsichtbar", {300, 600, 200, 100});
         (void)ui.touch(std::move(node));
         ui.pop_clip();
       },
       "de", Fault::cut},
      {Fault::glyph, "a letter no font has",
       [](Ui& ui) { words(ui, "\U00012000 nam lugal", {300, 600}); }}, // cuneiform
      {Fault::hard_coded, "words of our own", [](Ui& ui) { words(ui, "Please wait", {300, 600}); },
       "qps"},
      {Fault::hard_coded, "words of our own, only spoken",
       [](Ui& ui) {
         auto node = target("x", {300, 600, 200, 100});
         node.label = "close";
         (void)ui.touch(std::move(node));
       },
       "qps"},
      {Fault::hard_coded, "words of our own beside those of the catalogue",
       [](Ui& ui) { words(ui, "[!! Ŵéîţéŕ !!] please", {300, 600}); }, "qps"},
  };
}

std::vector<Finding> walk(const std::function<void(Ui&)>& draw, const std::string& language) {
  const auto profile = ui::ScreenProfile::portrait_27();
  const auto ui = screens_test::open_ui(profile);
  ui->set_language(language, ui::Direction::ltr);
  const bool pseudo = language == pseudo_language;
  const auto text = [&](const std::string& words) {
    return pseudo ? "[!! " + words + " !!]" : words;
  };
  ui::Labels labels;
  labels.help = text("Hilfe");
  labels.more_below = text("Mehr");
  labels.more_above = text("Zurück");
  ui->set_labels(labels);
  Watcher seen(*ui);
  ui::Canvas canvas(profile.width_px, profile.height_px);
  const auto settle = [&] {
    int frames = 0;
    do {
      ui->begin_frame(SteadyTime{std::chrono::seconds{1}});
      ui::PageSpec spec;
      spec.id = "planted";
      spec.question = text("Eine Frage?");
      spec.primary = text("Weiter");
      ui::begin_page(*ui, spec);
      draw(*ui);
      ui::end_page(*ui);
      ui->end_frame();
    } while (ui->wants_frame() && ++frames < 100);
  };
  Stage stage{*ui, seen, settle, &canvas, pseudo};
  settle();
  auto findings = look_over(stage);
  for (const bool listening : {false, true}) {
    ui->set_reading(listening);
    settle();
    for (auto& finding : walk_focus(stage))
      findings.push_back(std::move(finding));
  }
  return findings;
}

} // namespace

TEST_CASE("The walk tells each fault planted on a page, and no other") {
  std::set<Fault> all;
  for (const auto& one : planted()) {
    std::set<Fault> told;
    INFO(name(one.fault) << ": " << one.what);
    const auto findings = walk(one.draw, one.language);
    CHECK_FALSE(findings.empty());
    for (const auto& finding : findings) {
      INFO(name(finding.fault) << " " << finding.where << ": " << finding.what);
      CHECK((finding.fault == one.fault || finding.fault == one.also));
      told.insert(finding.fault);
    }
    CHECK(told.contains(one.fault));
    all.insert(told.begin(), told.end());
  }
  CHECK(all.size() == std::size(all_faults));
}

TEST_CASE("The walk finds nothing on a page without fault") {
  for (const char* language : {"de", "qps"}) {
    const std::string words = language == std::string("qps") ? "[!! Åb šåtz !!]" : "Ein Absatz";
    const auto findings = walk(
        [&](Ui& ui) {
          ui::paragraph(ui, "absatz", words);
          ui::button(ui, "knopf", words);
          for (int i = 0; i < 40; ++i) // more than fits: it has to be scrolled
            ui::paragraph(ui, "absatz." + std::to_string(i), words);
        },
        language);
    for (const auto& finding : findings)
      CHECK(finding.where + ": " + finding.what == "");
  }
}

} // namespace foyer::walk
