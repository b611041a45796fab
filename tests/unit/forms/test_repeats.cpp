// SPDX-License-Identifier: EUPL-1.2
// Rows: a small definition of its own (data/hof) with repeats, a filter and the rarer types.
#include "fixture.hpp"

#include <forms/input.hpp>
#include <forms/submission.hpp>

#include <nlohmann/json.hpp>

#include <random>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;
using nlohmann::json;

namespace {

std::filesystem::path hof_folder() {
  return std::filesystem::path(FOYER_SOURCE_DIR) / "tests/unit/forms/data/hof";
}

std::shared_ptr<const Assistant> hof() {
  static const auto loaded = [] {
    auto result = Loader::load(hof_folder(), "hof");
    if (!result.ok())
      FAIL(result.failure().detail);
    return *result;
  }();
  return loaded;
}

const i18n::Catalogue& hof_texts() {
  static const auto loaded = *i18n::Catalogue::load(hof_folder() / "locales");
  return loaded;
}

void say_in(Draft& draft, std::string_view field, std::size_t row, Value value) {
  INFO(field << " " << row);
  REQUIRE(draft.set(field, row, std::move(value), noon()).ok());
}

std::string text(const char* letters) {
  return letters;
}

// Someone with two children, everything answered.
Draft family() {
  Draft draft(hof());
  say(draft, "hof.gruppe", text("arbeit"));
  say(draft, "hof.zweck", text("ernte"));
  say(draft, "hof.kinder", true);
  for (std::size_t row = 0; row < 2; ++row) {
    REQUIRE(draft.add_row("kinder").ok());
    say_in(draft, "kinder[].name", row, text(row == 0 ? "Amira" : "Ben"));
    say_in(draft, "kinder[].geboren", row, text(row == 0 ? "2015-03-01" : "2025-01-01"));
    say_in(draft, "kinder[].wohnt", row, text(row == 0 ? "gleich" : "anders"));
  }
  say(draft, "hof.zimmer", std::int64_t{3});
  say(draft, "hof.richtig", true);
  return draft;
}

std::size_t repeat(std::string_view id) {
  return *hof()->find_repeat(id);
}
std::size_t page(std::string_view id) {
  return *hof()->find_page(id);
}

} // namespace

TEST_CASE("rows are added up to the limit, removed and moved") {
  Draft draft(hof());
  CHECK(draft.rows("kinder") == 0);
  for (std::size_t row = 0; row < 3; ++row) {
    CHECK(*draft.add_row("kinder") == row);
    say_in(draft, "kinder[].name", row, std::string(1, static_cast<char>('A' + row)));
  }
  CHECK(draft.add_row("kinder").failure().code == FailureCode::answer_rejected);
  CHECK(draft.add_row("hunde").failure().code == FailureCode::answer_rejected);
  const auto names = [&] {
    std::string all;
    for (std::size_t row = 0; row < draft.rows("kinder"); ++row)
      all += std::get<std::string>(draft.answer("kinder[].name", row).value.reveal());
    return all;
  };
  REQUIRE(draft.remove_row("kinder", 1).ok());
  CHECK(names() == "AC");
  CHECK_FALSE(draft.remove_row("kinder", 2).ok());
  CHECK_FALSE(draft.set("kinder[].name", 2, text("D"), noon()).ok());
  CHECK_FALSE(draft.skip("kinder[].ort", noon(), 2).ok());
  CHECK_FALSE(draft.set("kinder[].alter", 0, std::int64_t{3}, noon()).ok());
  CHECK_FALSE(answered(draft.answer("kinder[].name", 7).value.reveal()));
}

TEST_CASE("where an answer in a row is from is kept row by row") {
  Draft draft(hof());
  REQUIRE(draft.add_row("kinder").ok());
  REQUIRE(draft.add_row("kinder").ok());
  REQUIRE(draft.prefill("kinder[].name", text("AMIRA"), Source::account, false, 1).ok());
  say_in(draft, "kinder[].name", 1, text("Amira"));
  CHECK(draft.answer("kinder[].name", 1).source == Source::user);
  CHECK(draft.answer("kinder[].name", 1).original->reveal() == Value{text("AMIRA")});
  CHECK(draft.answer("kinder[].name", 0).source == Source::none);
  draft.clear("kinder[].name", 1);
  CHECK(draft.answer("kinder[].name", 1).value.reveal() == Value{text("AMIRA")});
}

TEST_CASE("a repeat is asked when it is relevant, and needs its rows") {
  Draft draft = family();
  Evaluation evaluation = evaluate(draft, today());
  CHECK(evaluation.repeat_visible(repeat("kinder")));
  CHECK(evaluation.rows(repeat("kinder")) == 2);
  CHECK(evaluation.complete(PageKind::questions));
  say(draft, "hof.kinder", false);
  evaluate_into(evaluation, draft, today());
  CHECK_FALSE(evaluation.repeat_visible(repeat("kinder")));
  CHECK(evaluation.rows(repeat("kinder")) == 0);
  CHECK_FALSE(evaluation.field("kinder[].name", 0).relevant);
  CHECK_FALSE(evaluation.field("hof.zimmer").relevant);
  CHECK(draft.rows("kinder") == 2); // they stay in the draft
  say(draft, "hof.kinder", true);
  REQUIRE(draft.remove_row("kinder", 0).ok());
  REQUIRE(draft.remove_row("kinder", 0).ok());
  evaluate_into(evaluation, draft, today());
  CHECK(evaluation.first_incomplete(PageKind::questions) == Stop::overview(repeat("kinder")));
  CHECK(evaluation.can_add_row(repeat("kinder")));
  REQUIRE(draft.add_row("kinder").ok());
  evaluate_into(evaluation, draft, today());
  CHECK(evaluation.first_incomplete(PageKind::questions) ==
        Stop{page("hof.kind"), repeat("kinder"), 0});
  CHECK_FALSE(evaluation.row_complete(repeat("kinder"), 0));
  // A repeat without "min" may stay empty.
  CHECK(evaluation.repeat_visible(repeat("hof.zeiten")));
  CHECK(evaluation.complete(Stop::overview(repeat("hof.zeiten"))));
}

TEST_CASE("going on: the overview, then past it; a row's pages lead back to the overview") {
  Draft draft = family();
  const Evaluation evaluation = evaluate(draft, today());
  const auto overview = Stop::overview(repeat("kinder"));
  const Stop before{page("hof.zweck")}, after{page("hof.gemeinsam")};
  CHECK(evaluation.next(before) == overview);
  CHECK(evaluation.next(overview) == after);
  CHECK(evaluation.previous(after) == overview);
  CHECK(evaluation.previous(overview) == before);
  const Stop kind{page("hof.kind"), repeat("kinder"), 0};
  const Stop wohnt{page("hof.kind_wohnt"), repeat("kinder"), 0};
  const Stop schule{page("hof.kind_schule"), repeat("kinder"), 0};
  CHECK(evaluation.enter_row(repeat("kinder"), 0) == kind);
  CHECK(evaluation.next(kind) == wohnt);
  CHECK(evaluation.next(wohnt) == schule); // Amira is eleven
  CHECK(evaluation.next(schule) == overview);
  CHECK(evaluation.previous(schule) == wohnt);
  CHECK(evaluation.previous(kind) == overview);
  const Stop wohnt2{page("hof.kind_wohnt"), repeat("kinder"), 1};
  CHECK(evaluation.next(wohnt2) == overview); // Ben is one
  CHECK(evaluation.visible(wohnt2));
  CHECK_FALSE(evaluation.visible({page("hof.kind_schule"), repeat("kinder"), 1}));
  CHECK_FALSE(evaluation.visible({page("hof.kind"), repeat("kinder"), 2}));
  CHECK_FALSE(evaluation.visible({page("hof.kind")}));
  CHECK(evaluation.enter_row(repeat("kinder"), 9) == overview);
  CHECK(evaluation.stop_of("kinder[].wohnt", 1) == wohnt2);
  CHECK(evaluation.progress(overview).section == 2);
  CHECK(evaluation.progress(wohnt2).section == 2);
  CHECK(evaluation.progress(after).sections == 5);
}

TEST_CASE("a check in a row sees this row and the one before") {
  Draft draft = family();
  for (int row = 0; row < 3; ++row)
    REQUIRE(draft.add_row("hof.zeiten").ok());
  const char* spans[3][2] = {
      {"2010-01-01", "2012-06-30"}, {"2012-01-01", "2013-01-31"}, {"2014-01-01", "2013-05-01"}};
  for (std::size_t row = 0; row < 3; ++row) {
    say_in(draft, "hof.zeiten[].von", row, text(spans[row][0]));
    say_in(draft, "hof.zeiten[].bis", row, text(spans[row][1]));
  }
  const Evaluation evaluation = evaluate(draft, today());
  CHECK(keys_of(evaluation.field("hof.zeiten[].von", 0)).empty()); // nothing before it
  CHECK(keys_of(evaluation.field("hof.zeiten[].von", 1)) ==
        std::vector<std::string>{"check.hof.ueberschneidung"});
  REQUIRE(keys_of(evaluation.field("hof.zeiten[].von", 2)) ==
          std::vector<std::string>{"check.hof.luecke"});
  const Finding& gap = evaluation.field("hof.zeiten[].von", 2).findings[0];
  CHECK(gap.severity == Severity::notice);
  CHECK(gap.args.at("monate") == i18n::Arg{std::int64_t{11}});
  CHECK(evaluation.page_complete(page("hof.zeit"), 1)); // a warning holds nobody up
  CHECK_FALSE(evaluation.page_complete(page("hof.zeit"), 2));
  CHECK(evaluation.first_incomplete(PageKind::questions) ==
        Stop{page("hof.zeit"), repeat("hof.zeiten"), 2});
}

TEST_CASE("what is calculated, asked and open in a row follows from that row") {
  Draft draft = family();
  const Evaluation evaluation = evaluate(draft, today());
  CHECK(evaluation.field("kinder[].alter", 0).calculated == Value{std::int64_t{11}});
  CHECK(evaluation.field("kinder[].alter", 1).calculated == Value{std::int64_t{1}});
  CHECK_FALSE(evaluation.field("kinder[].ort", 0).relevant);
  CHECK(evaluation.field("kinder[].ort", 1).relevant);
  CHECK(evaluation.field("hof.viele").calculated == Value{true});
  CHECK(evaluation.field("hof.zimmer").relevant);
  REQUIRE(evaluation.open_items().size() == 3); // a place, the account, a paper
  CHECK(evaluation.open_items()[0].id == "kinder[].ort");
  CHECK(evaluation.open_items()[0].row == 1);
  CHECK(evaluation.open_items()[0].label_key() == "field.kinder[].ort.label");
  CHECK(evaluation.documents() == std::vector<std::size_t>{0}); // Ben is under three
}

TEST_CASE("a choice that follows from another one is offered and judged by it") {
  Draft draft = family();
  const auto field = *hof()->find_field("hof.zweck");
  const auto offered = [&] {
    std::string all;
    for (const Code* code : offered_codes(draft, evaluate(draft, today()), field))
      all += code->code + " ";
    return all;
  };
  CHECK(offered() == "ernte stall ");
  CHECK(hof()->fields[field].codes->find("ernte")->law == "§ 1 HofO");
  say(draft, "hof.gruppe", text("lernen"));
  CHECK(offered() == "kurs ");
  // What was chosen before is not held against anybody: it is asked again.
  CHECK(found(evaluate(draft, today()), "hof.zweck", "check.required.choice"));
  CHECK_FALSE(found(evaluate(draft, today()), "hof.zweck", "check.code"));
  CHECK_FALSE(evaluate(draft, today()).field("hof.zweck").answered);
  draft.clear("hof.gruppe");
  CHECK(offered() == "ernte stall kurs ");
  CHECK_FALSE(found(evaluate(draft, today()), "hof.zweck", "check.code"));
}

TEST_CASE("no fee is told where the office decides") {
  Draft draft = family();
  CHECK(evaluate(draft, today()).fee_cents() == 2400);
  say(draft, "hof.zweck", text("stall"));
  CHECK_FALSE(evaluate(draft, today()).fee_cents());
  draft.clear("hof.zweck");
  CHECK_FALSE(evaluate(draft, today()).fee_cents());
  CHECK(hof()->fee_note == "assistant.hof.fee_note");
}

TEST_CASE("account numbers, languages and lists of texts are judged") {
  Draft draft = family();
  const auto& field = hof()->fields[*hof()->find_field("hof.konto")];
  CHECK(from_input(field, "de89 3704 0044 0532 0130 00") == Value{text("DE89370400440532013000")});
  CHECK(shown(field, text("DE89370400440532013000"), "de", hof_texts()) ==
        "DE89 3704 0044 0532 0130 00");
  for (const char* right : {"DE89370400440532013000", "GB82WEST12345698765432"}) {
    say(draft, "hof.konto", text(right));
    CHECK(evaluate(draft, today()).field("hof.konto").answered);
  }
  for (const char* wrong :
       {"DE89370400440532013001", "DE8937040044053201300", "x", "DE8937040044-532013000"}) {
    say(draft, "hof.konto", text(wrong));
    CHECK(found(evaluate(draft, today()), "hof.konto", "check.iban"));
  }
  using List = std::vector<std::string>;
  say(draft, "hof.sprachen", List{"ar", "uk"});
  CHECK(evaluate(draft, today()).field("hof.sprachen").answered);
  say(draft, "hof.sprachen", List{"Arabisch"});
  CHECK(found(evaluate(draft, today()), "hof.sprachen", "check.code"));
  say(draft, "hof.schulen", List{"Grundschule, Nürnberg", std::string(61, 'x')});
  CHECK(found(evaluate(draft, today()), "hof.schulen", "check.length"));
}

TEST_CASE("rows are filed one below the other, without what is not relevant") {
  Draft draft = family();
  say_in(draft, "kinder[].ort", 0, text("GEHEIM"));
  REQUIRE(draft.set_pages("dok.hof_attest", 1).ok());
  REQUIRE(draft.skip("hof.konto", noon()).ok());
  const auto made = compose(draft, evaluate(draft, today()), hof_texts());
  if (!made.ok())
    FAIL(made.failure().detail);
  const std::string bytes(as_text(made->canonical.reveal()));
  CHECK(bytes.find("GEHEIM") == std::string::npos);
  const json filed = json::parse(bytes);
  CHECK(filed.dump() == bytes);
  const json& kinder = filed["sections"][1]["entries"][0];
  CHECK(kinder["repeat"] == "kinder");
  CHECK(kinder["label"] == "Welche kinder?");
  REQUIRE(kinder["rows"].size() == 2);
  CHECK(kinder["rows"][1]["title"] == "Kind 2");
  const json& first = kinder["rows"][0]["entries"][0];
  CHECK(first["field"] == "kinder[].name");
  CHECK(first["value"] == "Amira");
  CHECK(first["source"] == "user");
  CHECK(kinder["rows"][0]["entries"].size() == 4); // name, birth, age, where
  CHECK(filed["open"][0]["row"] == 2);
  CHECK(filed["open"][0]["title"] == "Kind 2: Ort");
  CHECK(filed["documents"][0]["sensitive"] == true);
  CHECK(filed["fee_cents"] == 2400);
  // A grown-up child is a hint to staff, with the row's number.
  say_in(draft, "kinder[].geboren", 0, text("1999-01-01"));
  const auto again = compose(draft, evaluate(draft, today()), hof_texts());
  CHECK(again->staff_hints == std::vector<std::string>{"Kind 1 ist erwachsen."});
  // While the repeat is not relevant none of it is filed.
  say(draft, "hof.kinder", false);
  const auto without = compose(draft, evaluate(draft, today()), hof_texts());
  CHECK(std::string(as_text(without->canonical.reveal())).find("Amira") == std::string::npos);
  CHECK(without->papers.empty());
}

TEST_CASE("nothing is filed while a row is not complete") {
  Draft draft = family();
  REQUIRE(draft.add_row("kinder").ok());
  CHECK(compose(draft, evaluate(draft, today()), hof_texts()).failure().code ==
        FailureCode::answer_rejected);
}

static bool same(const std::vector<Finding>& a, const std::vector<Finding>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.severity == y.severity && x.key == y.key && x.args == y.args && x.offer == y.offer &&
           x.check == y.check;
  });
}

TEST_CASE("an evaluation that is used again is the same as a fresh one") {
  std::mt19937 random(3);
  Draft draft = family();
  Evaluation used;
  for (int round = 0; round < 500; ++round) {
    switch (random() % 5) {
    case 0: (void)draft.add_row("kinder"); break;
    case 1: (void)draft.remove_row("kinder", random() % 3); break;
    case 2: say(draft, "hof.kinder", random() % 3 != 0); break;
    case 3: (void)draft.set("kinder[].wohnt", random() % 3, text("gleich"), noon()); break;
    default: {
      // To come, grown up (a hint with the row's number), no day, none.
      constexpr const char* days[] = {"2030-01-01", "1999-01-01", "1999-13-01", ""};
      const auto row = random() % 3;
      (void)draft.set("kinder[].geboren", row, text(days[random() % 4]), noon());
    }
    }
    evaluate_into(used, draft, today());
    const Evaluation fresh = evaluate(draft, today());
    for (std::size_t i = 0; i < hof()->fields.size(); ++i)
      for (std::size_t row = 0; row < 3; ++row) {
        REQUIRE(used.field(i, row).relevant == fresh.field(i, row).relevant);
        REQUIRE(used.field(i, row).answered == fresh.field(i, row).answered);
        REQUIRE(used.field(i, row).calculated == fresh.field(i, row).calculated);
        REQUIRE(same(used.field(i, row).findings, fresh.field(i, row).findings));
      }
    REQUIRE(used.open_items().size() == fresh.open_items().size());
    REQUIRE(used.first_incomplete(PageKind::questions) ==
            fresh.first_incomplete(PageKind::questions));
    REQUIRE(used.documents() == fresh.documents());
  }
}

// Whatever is answered, added and removed on the way: going on from stop to stop ends.
TEST_CASE("going on through rows always ends") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    Draft draft = random() % 2 == 0 ? family() : Draft(hof());
    for (std::size_t i = random() % 4; i > 0; --i)
      (void)draft.add_row("kinder");
    for (std::size_t i = random() % 4; i > 0; --i)
      (void)draft.add_row("hof.zeiten");
    const Evaluation evaluation = evaluate(draft, today());
    for (const PageKind kind : {PageKind::questions, PageKind::declarations}) {
      std::vector<Stop> walked, back;
      for (auto stop = evaluation.first_stop(kind); stop; stop = evaluation.next(*stop)) {
        REQUIRE(walked.size() < 50);
        walked.push_back(*stop);
        REQUIRE(evaluation.visible(*stop));
        if (!stop->is_overview())
          continue;
        for (std::size_t row = 0; row < evaluation.rows(stop->repeat); ++row) {
          int steps = 0;
          Stop in = evaluation.enter_row(stop->repeat, row);
          while (!in.is_overview()) {
            REQUIRE(++steps < 20);
            REQUIRE(evaluation.visible(in));
            REQUIRE_FALSE(evaluation.fields_on(in.page, in.row).empty());
            in = *evaluation.next(in);
          }
          REQUIRE(in == *stop);
        }
      }
      for (auto stop = evaluation.last_stop(kind); stop; stop = evaluation.previous(*stop))
        back.push_back(*stop);
      REQUIRE(std::vector<Stop>(back.rbegin(), back.rend()) == walked);
    }
  }
}

TEST_CASE("a field's id in a row carries the row's number") {
  CHECK(numbered("kinder[].name", 2) == "kinder[2].name");
  CHECK(numbered("person.vornamen", 2) == "person.vornamen");
}
