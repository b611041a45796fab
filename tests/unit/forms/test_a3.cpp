// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;
using nlohmann::json;

namespace {

Value to_value(const json& value) {
  if (value.is_boolean())
    return value.get<bool>();
  if (value.is_number_integer())
    return value.get<std::int64_t>();
  if (value.is_array())
    return value.get<std::vector<std::string>>();
  return value.get<std::string>();
}

Date to_date(const std::string& iso) {
  return day(std::stoi(iso.substr(0, 4)), static_cast<unsigned>(std::stoi(iso.substr(5, 2))),
             static_cast<unsigned>(std::stoi(iso.substr(8, 2))));
}

// Findings other than "please answer": what the persona's answers themselves lead to.
std::vector<std::string> complaints(const Evaluation& evaluation, const std::string& field) {
  std::vector<std::string> keys;
  for (const auto& key : keys_of(evaluation.field(field)))
    if (key.find("check.required") != 0)
      keys.push_back(key);
  return keys;
}

void check_person(const json& person) {
  INFO(person["name"].get<std::string>());
  Draft draft(a3());
  for (const auto& [field, value] : person["answers"].items())
    say(draft, field, to_value(value));
  const Evaluation evaluation = evaluate(draft, to_date(person["date"]));
  const json& expect = person["expect"];

  for (const char* warn : {"warn", "warn2"})
    if (expect.contains(warn)) {
      const auto field = expect[warn].get<std::string>();
      INFO(field);
      CHECK_FALSE(complaints(evaluation, field).empty());
    }
  if (expect.contains("nowarn"))
    for (const auto& field : a3()->fields) {
      INFO(field.id);
      CHECK(complaints(evaluation, field.id).empty());
    }
  if (expect.contains("offer")) {
    const auto& findings = evaluation.field(expect["warn"].get<std::string>()).findings;
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].offer == expect["offer"].get<std::string>());
    CHECK(findings[0].severity == Severity::notice);
  }
  if (expect.contains("fee"))
    CHECK(evaluation.fee_cents() == expect["fee"].get<std::int64_t>());
  for (const auto& field : expect.value("visible", json::array())) {
    INFO(field);
    CHECK(evaluation.field(field.get<std::string>()).relevant);
  }
  for (const auto& field : expect.value("hidden", json::array())) {
    INFO(field);
    CHECK_FALSE(evaluation.field(field.get<std::string>()).relevant);
  }
  const json calculated = expect.value("calc", json::object());
  for (const auto& [field, value] : calculated.items())
    CHECK(evaluation.field(field).calculated == to_value(value));
  if (expect.contains("documents")) {
    std::vector<std::string> documents;
    for (const auto index : evaluation.documents())
      documents.push_back(a3()->documents[index].id);
    CHECK(documents == expect["documents"].get<std::vector<std::string>>());
  }
}

} // namespace

TEST_CASE("people with every reason for a new card meet their expectations") {
  std::ifstream stream(std::filesystem::path(FOYER_SOURCE_DIR) /
                       "tests/unit/forms/data/personas.json");
  const json people = json::parse(stream);
  CHECK(people.size() >= 16);
  for (const auto& person : people)
    check_person(person);
}

TEST_CASE("a filled application of every reason is complete once its branch is answered") {
  using List = std::vector<std::string>;
  for (const char* reason : {"neuer_pass", "pass_abgelaufen", "kartennutzung", "daten", "verlust",
                             "diebstahl", "defekt", "a105b"}) {
    INFO(reason);
    Draft draft = filled(reason);
    const bool branch = std::string(reason) != "a105b";
    CHECK(evaluate(draft, today()).complete(PageKind::questions) != branch);
    say(draft, "karte.neuer_pass", true);
    say(draft, "karte.ne_jahre", true);
    say(draft, "karte.aenderung", List{"name"});
    say(draft, "karte.daten_alt", std::string("A"));
    say(draft, "karte.daten_neu", std::string("B"));
    say(draft, "karte.daten_grund", std::string("Heirat"));
    say(draft, "karte.verlust_am", std::string("2026-11"));
    say(draft, "karte.verlust_wo", std::string("U-Bahn"));
    say(draft, "karte.verlust_wie", std::string("Tasche weg"));
    say(draft, "karte.verlust_dok", List{"eat"});
    say(draft, "karte.polizei", false);
    say(draft, "karte.eid_aktiv", std::string("weissnicht"));
    say(draft, "karte.eid_gesperrt", false);
    say(draft, "karte.wiedergefunden", true);
    say(draft, "karte.defekt", std::string("chip"));
    say(draft, "karte.defekt_schuld", false);
    const Evaluation evaluation = evaluate(draft, today());
    CHECK(evaluation.complete(PageKind::questions));
    CHECK(evaluation.complete(PageKind::declarations));
  }
}

TEST_CASE("soft answers and papers never block and are listed as open") {
  const Evaluation evaluation = evaluate(filled("a105b"), today());
  CHECK(evaluation.complete(PageKind::questions));
  std::vector<std::string> open;
  for (const auto& item : evaluation.open_items())
    open.emplace_back(item.id);
  for (const char* soft : {"person.groesse", "person.augenfarbe", "titel.nummer", "dok.a3_pass"})
    CHECK(std::find(open.begin(), open.end(), soft) != open.end());
  for (const char* other : {"antrag.az", "person.familienname", "dok.a3_anzeige"})
    CHECK(std::find(open.begin(), open.end(), other) == open.end());

  Draft draft = filled("a105b");
  say(draft, "person.groesse", std::int64_t{172});
  REQUIRE(draft.set_pages("dok.a3_pass", 1).ok());
  REQUIRE(draft.set_pages("dok.a3_karte", 1).ok()); // two sides are needed
  open.clear();
  const Evaluation after = evaluate(draft, today());
  for (const auto& item : after.open_items())
    open.emplace_back(item.id);
  CHECK(std::find(open.begin(), open.end(), "person.groesse") == open.end());
  CHECK(std::find(open.begin(), open.end(), "dok.a3_pass") == open.end());
  CHECK(std::find(open.begin(), open.end(), "dok.a3_karte") != open.end());
}

TEST_CASE("an empty required field blocks its page and says what to do; a warning does not block") {
  Draft draft(a3());
  CHECK_FALSE(evaluate(draft, today()).page_complete(*a3()->find_page("a3.grund")));
  CHECK(found(evaluate(draft, today()), "karte.grund", "check.required.choice"));
  say(draft, "karte.grund", std::string("diebstahl"));
  CHECK(evaluate(draft, today()).page_complete(*a3()->find_page("a3.grund")));
  say(draft, "karte.polizei", false);
  say(draft, "karte.eid_aktiv", std::string("nein"));
  const Evaluation evaluation = evaluate(draft, today());
  CHECK(found(evaluation, "karte.polizei", "check.karte.polizei"));
  CHECK(evaluation.page_complete(*a3()->find_page("a3.polizei")));
  // An acknowledgement taken back counts as not given.
  say(draft, "karte.wiedergefunden", true);
  CHECK(evaluate(draft, today()).page_complete(*a3()->find_page("a3.gefunden")));
  say(draft, "karte.wiedergefunden", false);
  CHECK_FALSE(evaluate(draft, today()).page_complete(*a3()->find_page("a3.gefunden")));
}

TEST_CASE("the e-mail channel asks for an address and a consent") {
  Draft draft = filled("a105b");
  say(draft, "kontakt.kanal", std::string("email"));
  CHECK(found(evaluate(draft, today()), "kontakt.kanal", "check.kontakt.kanal"));
  CHECK(evaluate(draft, today()).field("erkl.email_ok").relevant);
  say(draft, "kontakt.email", std::string("o@example.org"));
  CHECK_FALSE(found(evaluate(draft, today()), "kontakt.kanal", "check.kontakt.kanal"));
}

TEST_CASE("who has one name only is not asked for given names") {
  Draft draft(a3());
  CHECK(evaluate(draft, today()).field("person.vornamen").relevant);
  say(draft, "person.ein_name", true);
  CHECK_FALSE(evaluate(draft, today()).field("person.vornamen").relevant);
  say(draft, "person.ein_name", false);
  CHECK(evaluate(draft, today()).field("person.vornamen").required);
}

TEST_CASE("the German declaration is asked of those who read another language") {
  Draft draft(a3());
  CHECK_FALSE(evaluate(draft, today()).field("erkl.sprache").relevant);
  say(draft, "antrag.sprache", std::string("de"));
  CHECK_FALSE(evaluate(draft, today()).field("erkl.sprache").relevant);
  say(draft, "antrag.sprache", std::string("ar"));
  CHECK(evaluate(draft, today()).field("erkl.sprache").required);
}

TEST_CASE("headings speak to the visitor or about the person") {
  Draft draft(a3());
  const auto heading = [&] {
    const auto evaluation = evaluate(draft, today());
    return texts().text("de", a3()->heading_key(*a3()->find_page("person.name")),
                        evaluation.text_args());
  };
  CHECK(heading() == "Wie heißen Sie?");
  say(draft, "antrag.fuer", std::string("kind"));
  CHECK(heading() == "Wie heißt die Person?");
}

TEST_CASE("the German day changes at midnight in Germany, in winter and in summer") {
  using std::chrono::hours, std::chrono::minutes, std::chrono::sys_days;
  const auto at = [](Date date, hours h, minutes m) { return WallTime{sys_days{date} + h + m}; };
  CHECK(german_day(at(day(2026, 11, 24), hours{22}, minutes{59})) == day(2026, 11, 24));
  CHECK(german_day(at(day(2026, 11, 24), hours{23}, minutes{0})) == day(2026, 11, 25));
  CHECK(german_day(at(day(2026, 7, 1), hours{21}, minutes{59})) == day(2026, 7, 1));
  CHECK(german_day(at(day(2026, 7, 1), hours{22}, minutes{0})) == day(2026, 7, 2));
  // Last Sundays of 2026: 29 March and 25 October, 01:00 UTC.
  CHECK(german_day(at(day(2026, 3, 28), hours{22}, minutes{30})) == day(2026, 3, 28));
  CHECK(german_day(at(day(2026, 3, 29), hours{22}, minutes{30})) == day(2026, 3, 30));
  CHECK(german_day(at(day(2026, 10, 24), hours{22}, minutes{30})) == day(2026, 10, 25));
  CHECK(german_day(at(day(2026, 10, 25), hours{22}, minutes{30})) == day(2026, 10, 25));
}
