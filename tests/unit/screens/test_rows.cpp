// SPDX-License-Identifier: EUPL-1.2
// Rows of repeats, choices that follow from an earlier one, notices, fees and papers: the probe of
// tests/support, and with it every kind of field.
#include "lobby.hpp"

#include <catch2/catch.hpp>

namespace foyer::screens_test {

TEST_CASE("The overview of rows names each row, and says what is missing in it") {
  Lobby lobby;
  lobby.show(scene("rows-half-missing"));
  CHECK(lobby.node("entry.0").label == "Tier 1");
  CHECK(lobby.node("entry.0").value.find("Hühnchen") != std::string::npos);
  CHECK(lobby.node("entry.0").value.find("2004") != std::string::npos);
  CHECK(lobby.node("entry.0").help == "");
  CHECK(lobby.node("entry.2").help.find("Name") != std::string::npos);
  CHECK(lobby.node("entry.2").help.find("Art") != std::string::npos);
  CHECK(lobby.node("entry.2").help.find("Pelz oder Federn") == std::string::npos);
  CHECK(lobby.node("errors.0").label.find("Tier 3") != std::string::npos);
  CHECK(lobby.ui->find("errors.1") == nullptr);
  CHECK(lobby.ui->find("add") == nullptr); // three are there, which is the most
  CHECK(lobby.ui->find("rows.full") != nullptr);
}

TEST_CASE("An overview without the rows it needs says how many, once one tried to go on") {
  Lobby lobby;
  lobby.show(scene("rows-empty"));
  CHECK(lobby.ui->find("errors.0") == nullptr);
  CHECK(lobby.node("rows.none").label == house().texts.text("de", "ui.rows.none_yet"));
  lobby.show(scene("rows-empty-missing"));
  CHECK(lobby.node("errors.0").value == "add");
  lobby.show(scene("rows-optional"));
  CHECK(lobby.node("rows.none").label == house().texts.text("de", "ui.rows.none"));
}

TEST_CASE("Rows are added, entered and, after a question, removed") {
  using namespace visit;
  Lobby lobby;
  const auto state = scene("rows");
  const auto added = lobby.tap(state, "add");
  REQUIRE(only<AddRow>(added));
  CHECK(only<AddRow>(added)->repeat == "tiere");
  const auto entered = lobby.tap(state, "entry.1.change");
  REQUIRE(only<EnterRow>(entered));
  CHECK(only<EnterRow>(entered)->row == 1);
  CHECK(lobby.tap(state, "entry.1.remove").empty());
  CHECK(lobby.node("removing").label.find("Tier 2") != std::string::npos);
  CHECK(lobby.tap(state, "removing.0").empty());
  CHECK(lobby.ui->find("removing") == nullptr);
  CHECK(lobby.tap(state, "entry.1.remove").empty());
  const auto removed = lobby.tap(state, "removing.1");
  REQUIRE(only<RemoveRow>(removed));
  CHECK(only<RemoveRow>(removed)->repeat == "tiere");
  CHECK(only<RemoveRow>(removed)->row == 1);
  CHECK(lobby.ui->find("removing") == nullptr);
}

TEST_CASE("A row nobody wrote into goes without a question") {
  Lobby lobby;
  auto state = scene("rows");
  REQUIRE(state.draft.add_row("tiere"));
  CHECK(only<visit::RemoveRow>(lobby.tap(state, "entry.2.remove")));
}

TEST_CASE("A row's page names the row, and its answers carry the row's number") {
  Lobby lobby;
  auto state = scene("question-tiere[].art");
  state.stop.row = 1;
  lobby.show(state);
  CHECK(lobby.node("page.section").label.find("Tier 2") != std::string::npos);
  const auto tame = lobby.tap(state, "field.tiere[1].zahm.yes");
  REQUIRE(only<visit::SetAnswer>(tame));
  CHECK(only<visit::SetAnswer>(tame)->field == "tiere[].zahm");
  CHECK(only<visit::SetAnswer>(tame)->row == 1);
  const auto open = lobby.tap(state, "field.tiere[1].zahm.unknown");
  REQUIRE(only<visit::SkipAnswer>(open));
  CHECK(only<visit::SkipAnswer>(open)->row == 1);
  state = scene("question-tiere[].name");
  state.stop.row = 1;
  const auto skipped = lobby.tap(state, "skip.tiere[1].farbe");
  REQUIRE(only<visit::SkipAnswer>(skipped));
  CHECK(only<visit::SkipAnswer>(skipped)->row == 1);
  CHECK(lobby.node("page.question").label == "Wie heißt Tier 2?");
}

TEST_CASE("Only the choices that follow from the earlier answer are offered") {
  Lobby lobby;
  lobby.show(scene("question-probe.zweck"));
  CHECK(lobby.ui->find("field.probe.zweck.hund") != nullptr);
  CHECK(lobby.ui->find("field.probe.zweck.huhn") == nullptr);
  lobby.show(scene("question-tiere[].art"));
  CHECK(lobby.ui->find("field.tiere[0].art.hund") == nullptr);
  CHECK(lobby.ui->find("field.tiere[0].art.huhn") != nullptr);
}

TEST_CASE("A notice tells and names what fits better, but is no warning") {
  Lobby lobby;
  lobby.show(scene("question-tiere[].name"));
  const auto& notice = lobby.node("field.tiere[0].geboren.notice.0");
  CHECK(notice.label == house().texts.text("de", "ui.notice"));
  CHECK(notice.value.find("mehr Ruhe") != std::string::npos);
  CHECK(notice.value.find(house().texts.text("de", "concern.a7.title")) != std::string::npos);
  CHECK(lobby.ui->find("field.tiere[0].geboren.warning.0") == nullptr);
}

TEST_CASE("The room left is told when a long answer is nearly full") {
  Lobby lobby;
  lobby.show(scene("question-tiere[].geschichte"));
  CHECK(lobby.ui->find("field.tiere[0].geschichte.left") != nullptr);
  auto state = scene("question-tiere[].geschichte");
  state.stop.row = 1;
  lobby.show(state);
  CHECK(lobby.ui->find("field.tiere[1].geschichte.left") == nullptr);
}

TEST_CASE("The check page groups a row's answers under its name, each with Change") {
  using namespace visit;
  Lobby lobby;
  const auto state = scene("check_answers-rows");
  lobby.show(state);
  CHECK(lobby.node("rows.tiere.0").label == "Tier 1");
  CHECK(lobby.node("rows.tiere").value == "2 Einträge");
  CHECK(lobby.node("row.tiere[0].konto").value == "DE89 3704 0044 0532 0130 00");
  const auto change = lobby.tap(state, "row.tiere[1].art.change");
  REQUIRE(only<ChangeAnswer>(change));
  CHECK(only<ChangeAnswer>(change)->stop.row == 1);
  CHECK(only<ChangeAnswer>(change)->stop.in_row());
  const auto rows = Lobby().tap(state, "rows.tiere.change");
  REQUIRE(only<ChangeAnswer>(rows));
  CHECK(only<ChangeAnswer>(rows)->stop == forms::Stop::overview(0));
  bool named = false;
  for (const auto& node : lobby.ui->nodes())
    named |= node.id.starts_with("open.list.") && node.label == "Tier 2: Farbe";
  CHECK(named);
}

TEST_CASE("A fee the office decides and a specially protected paper are said") {
  Lobby lobby;
  lobby.show(scene("ready-office"));
  CHECK(lobby.node("ready.fee").value == house().texts.text("de", "visit.information.fee_office"));
  CHECK(lobby.node("ready.fee.note").label == "Für Kinder kostet es die Hälfte.");
  lobby.show(scene("document-sensitive"));
  CHECK(lobby.ui->find("document.sensitive") != nullptr);
  lobby.show(scene("document"));
  CHECK(lobby.ui->find("document.sensitive") == nullptr);
}

TEST_CASE("None of these can be said where nothing needs to be chosen, and excludes the rest") {
  Lobby lobby;
  auto state = scene("question-tiere[].art");
  const auto none = lobby.tap(state, "field.tiere[0].mag.none_of_these");
  REQUIRE(only<visit::SetAnswer>(none));
  CHECK(only<visit::SetAnswer>(none)->value == forms::Value{std::vector<std::string>{}});
  REQUIRE(state.draft.set("tiere[].mag", 0, std::vector<std::string>{}, {}));
  lobby.show(state);
  CHECK(lobby.node("field.tiere[0].mag.none_of_these").state.checked);
  const auto one = lobby.tap(state, "field.tiere[0].mag.pelz");
  REQUIRE(only<visit::SetAnswer>(one));
  CHECK(only<visit::SetAnswer>(one)->value == forms::Value{std::vector<std::string>{"pelz"}});
  CHECK(only<visit::ClearAnswer>(lobby.tap(state, "field.tiere[0].mag.none_of_these")));
}

} // namespace foyer::screens_test
