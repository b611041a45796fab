// SPDX-License-Identifier: EUPL-1.2
// Typing with the visit behind it: every letter goes into the draft and the line stays as typed.
#include "scenes.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

namespace foyer::screens_test {

namespace {

struct Visit {
  explicit Visit(visit::State begin)
      : state(std::move(begin)), ui(open_ui(ui::ScreenProfile::portrait_27())) {
    turn();
  }

  visit::State state;
  screens::Screens screens;
  std::unique_ptr<ui::Ui> ui;
  SteadyTime now{std::chrono::seconds{1000}};

  std::string text(const std::string& field) const {
    const auto* value = std::get_if<std::string>(&state.draft.answer(field).value.reveal());
    return value != nullptr ? *value : "";
  }
  const ui::Node& node(const std::string& id) const {
    const auto* found = ui->find(id);
    if (found == nullptr)
      throw std::runtime_error("not on the page: " + id);
    return *found;
  }
  void tap(const std::string& id) {
    for (int i = 0; i < 20 && node(id).visible.empty(); ++i)
      touch("page.more");
    touch(id);
  }
  // As from a keyboard: one letter an event.
  void type(const std::string& letters) {
    for (const char letter : letters) {
      ui->input().text(std::string(1, letter));
      turn();
    }
  }
  void fill(const std::string& id, const std::string& letters) {
    tap(id);
    type(letters);
  }
  void backspace() {
    ui->input().key(ui::Key::backspace);
    turn();
  }
  void done() {
    ui->stop_editing();
    turn();
  }

 private:
  void touch(const std::string& id) {
    const auto at = node(id).visible.centre();
    ui->input().finger_down(at);
    turn();
    ui->input().finger_up(at);
    turn();
  }
  // Frames and steps until nothing happens any more.
  void turn() {
    now += std::chrono::milliseconds{400};
    for (int i = 0; i < 50; ++i) {
      auto events = draw(screens, *ui, state, now);
      if (events.empty())
        return;
      for (auto& event : events)
        state =
            visit::step(std::move(state), std::move(event), {house().assistants, now, house().wall})
                .state;
    }
    throw std::runtime_error("events without end");
  }
};

} // namespace

TEST_CASE("A name with a space in it arrives as it was typed") {
  Visit visit(scene("question-person.geburtsdatum-missing"));
  visit.fill("field.person.geburtsort", "Bad Berka");
  CHECK(visit.text("person.geburtsort") == "Bad Berka");
  CHECK(visit.node("field.person.geburtsort").value == "Bad Berka");
}

TEST_CASE("A date typed in three parts arrives as one") {
  Visit visit(scene("question-karte.verlust_wie-missing"));
  visit.fill("field.karte.verlust_am.day", "3");
  visit.done();
  visit.fill("field.karte.verlust_am.month", "11");
  visit.done();
  visit.fill("field.karte.verlust_am.year", "2026");
  visit.done();
  CHECK(visit.text("karte.verlust_am") == "2026-11-03");
}

TEST_CASE("What the card said can be emptied and written anew, and stays as the original") {
  Visit visit(scene("question-person.familienname"));
  visit.tap("field.person.familienname.change");
  visit.tap("field.person.familienname");
  for (int i = 0; i < 12; ++i)
    visit.backspace();
  CHECK(visit.node("field.person.familienname").value == "");
  visit.type("Kowalenko");
  visit.done();
  CHECK(visit.text("person.familienname") == "Kowalenko");
  REQUIRE(visit.state.draft.answer("person.familienname").original);
  CHECK(visit.state.draft.answer("person.familienname").original->reveal() ==
        forms::Value{std::string("KOVALENKO")});
}

TEST_CASE("Choosing one's countries one by one keeps the order they were chosen in") {
  auto begin = scene("question-person.staatsangehoerigkeiten");
  Visit visit(begin);
  visit.tap("field.person.staatsangehoerigkeiten.change");
  visit.tap("field.person.staatsangehoerigkeiten.add");
  visit.tap("field.person.staatsangehoerigkeiten.1");
  visit.fill("field.person.staatsangehoerigkeiten.1.search", "Moldau");
  visit.tap("field.person.staatsangehoerigkeiten.1.MDA");
  CHECK(visit.state.draft.answer("person.staatsangehoerigkeiten").value.reveal() ==
        forms::Value{std::vector<std::string>{"UKR", "MDA"}});
}

TEST_CASE("What is typed on a row's page arrives in that row, and another row starts empty") {
  auto begin = scene("rows");
  Visit visit(begin);
  visit.tap("add");
  REQUIRE(visit.state.stop.row == 2);
  visit.fill("field.tiere[2].name", "Bello");
  visit.done();
  CHECK(visit.state.draft.answer("tiere[].name", 2).value.reveal() ==
        forms::Value{std::string("Bello")});
  visit.tap("page.back");
  REQUIRE(visit.state.stop.is_overview());
  CHECK(visit.node("entry.2").help != "");
  visit.tap("entry.1.change");
  CHECK(visit.node("field.tiere[1].name").value == "Mimi");
}

TEST_CASE("Languages are searched and chosen by name, texts listed one below the other") {
  auto begin = scene("question-tiere[].land");
  begin.stop.row = 1;
  Visit visit(begin);
  visit.tap("field.tiere[1].sprache");
  visit.fill("field.tiere[1].sprache.search", "Arab");
  visit.tap("field.tiere[1].sprache.ar");
  CHECK(visit.state.draft.answer("tiere[].sprache", 1).value.reveal() ==
        forms::Value{std::string("ar")});
  visit.fill("field.tiere[1].orte", "Bad Berka");
  visit.done();
  visit.tap("field.tiere[1].orte.add");
  visit.fill("field.tiere[1].orte.1", "Weimar, Mitte");
  visit.done();
  CHECK(visit.state.draft.answer("tiere[].orte", 1).value.reveal() ==
        forms::Value{std::vector<std::string>{"Bad Berka", "Weimar, Mitte"}});
}

TEST_CASE("An amount takes a comma, an account its spaces") {
  auto begin = scene("question-tiere[].geschichte");
  begin.stop.row = 1;
  Visit visit(begin);
  visit.fill("field.tiere[1].kosten", "12,50");
  visit.done();
  CHECK(visit.state.draft.answer("tiere[].kosten", 1).value.reveal() ==
        forms::Value{std::int64_t{1250}});
  visit.fill("field.tiere[1].konto", "DE89 3704 0044 0532 0130 00");
  visit.done();
  CHECK(visit.state.draft.answer("tiere[].konto", 1).value.reveal() ==
        forms::Value{std::string("DE89370400440532013000")});
}

} // namespace foyer::screens_test
