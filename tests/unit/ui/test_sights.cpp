// SPDX-License-Identifier: EUPL-1.2
// What nobody should miss below the edge of the screen.
#include "ui_fixture.hpp"

using namespace foyer;
using namespace foyer::ui;

namespace {

// A long page: many lines, and what a test puts above, between and below them.
struct LongPage {
  std::unique_ptr<Ui> ui = open_ui();
  int went_on = 0;
  bool notice_below = false, notice_above = false, notice_while_typing = false;
  int lines = 40;
  std::string value;
  std::string id = "p";
  ui_driver::UiDriver driver{*ui, [this](Ui& u) { draw(u); }};

  void draw(Ui& u) {
    PageSpec spec;
    spec.id = id;
    spec.question = "Frage?";
    spec.primary = "Weiter";
    begin_page(u, spec);
    if (notice_above)
      notice(u, "above", Tone::error, "Das fehlt");
    if (button(u, "toggle", "Antwort"))
      notice_below = true;
    text_field(u, "f", {.label = "Text", .binding = {}, .help = {}, .error = {}, .source = {}},
               value);
    if (notice_while_typing && !value.empty() && u.editing_id() != "f")
      notice(u, "typed", Tone::warning, "Achtung");
    for (int n = 0; n < lines; ++n)
      paragraph(u, "line." + std::to_string(n), "Eine Zeile, die Platz braucht.");
    if (notice_below)
      notice(u, "below", Tone::info, "Wichtig", "Das müssen Sie wissen.");
    went_on += end_page(u) ? 1 : 0;
  }
  [[nodiscard]] bool in_view(const std::string& node) const {
    const auto* found = ui->find(node);
    return found != nullptr && found->visible == found->rect;
  }
  LongPage() {
    auto labels = ui->labels();
    labels.read_on = "Nach unten";
    ui->set_labels(labels);
  }
};

} // namespace

TEST_CASE("A page whose end holds nothing to be seen is left at the first touch") {
  LongPage page;
  page.driver.settle();
  CHECK(page.driver.node("page.primary").label == "Weiter");
  page.driver.tap("page.primary");
  CHECK(page.went_on == 1);
}

TEST_CASE("The primary button scrolls to a notice below, and goes on when it was seen") {
  LongPage page;
  page.notice_below = true;
  page.driver.settle();
  REQUIRE_FALSE(page.in_view("below"));
  int touches = 0;
  while (page.driver.node("page.primary").label == "Nach unten" && touches < 20) {
    page.driver.tap("page.primary");
    ++touches;
    CHECK(page.went_on == 0);
  }
  CHECK(touches > 0);
  CHECK(touches < 20);
  CHECK(page.in_view("below"));
  page.driver.tap("page.primary");
  CHECK(page.went_on == 1);
}

TEST_CASE("Who has scrolled down and up again has seen it") {
  LongPage page;
  page.notice_below = true;
  page.driver.settle();
  while (page.driver.has("page.more"))
    page.driver.tap("page.more");
  while (page.driver.has("page.less"))
    page.driver.tap("page.less");
  CHECK_FALSE(page.in_view("below"));
  page.driver.tap("page.primary");
  CHECK(page.went_on == 1);
}

TEST_CASE("A notice that an answer brings comes into view by itself, and the page stays there") {
  LongPage page;
  page.driver.settle();
  page.driver.tap("toggle");
  page.driver.settle();
  CHECK(page.in_view("below"));
  while (page.driver.has("page.less"))
    page.driver.tap("page.less"); // nothing pulls the visitor down again
  CHECK_FALSE(page.in_view("below"));
}

TEST_CASE("What is wrong comes into view from above, too") {
  LongPage page;
  page.driver.settle();
  while (page.driver.has("page.more"))
    page.driver.tap("page.more");
  page.notice_above = true;
  page.driver.settle();
  CHECK(page.in_view("above"));
}

TEST_CASE("A warning that appears at the very touch of the button holds it up once") {
  LongPage page;
  page.lines = 0;
  page.notice_while_typing = true;
  page.driver.settle();
  page.driver.fill("f", "a");
  REQUIRE(page.ui->editing_id() == "f");
  page.driver.tap_at(page.driver.node("page.primary").rect.centre());
  CHECK(page.went_on == 0);
  CHECK(page.in_view("typed"));
  page.driver.tap("page.primary");
  CHECK(page.went_on == 1);
}

TEST_CASE("With keys alone one gets past a notice below") {
  LongPage page;
  page.notice_below = true;
  page.driver.settle();
  page.ui->focus("page.primary");
  for (int n = 0; n < 20 && page.went_on == 0; ++n)
    page.driver.key(Key::enter);
  CHECK(page.went_on == 1);
}

TEST_CASE("On another page, and in another language, things are to be seen anew") {
  LongPage page;
  page.notice_below = true;
  page.driver.settle();
  while (page.driver.node("page.primary").label == "Nach unten")
    page.driver.tap("page.primary");
  page.id = "q";
  page.driver.settle();
  CHECK(page.driver.node("page.primary").label == "Nach unten");
  CHECK_FALSE(page.in_view("below")); // a new page begins at its top
}
