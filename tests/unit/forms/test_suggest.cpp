// SPDX-License-Identifier: EUPL-1.2
// Nobody is asked twice: what an earlier answer says is put in and only confirmed.
#include "fixture.hpp"

#include <forms/draft_bytes.hpp>
#include <forms/prefill.hpp>
#include <forms/submission.hpp>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;

namespace {

using List = std::vector<std::string>;

std::shared_ptr<const Assistant> loaded(const std::string& id) {
  auto result = Loader::load(assets(), id);
  if (!result.ok())
    FAIL(result.failure().detail);
  return *result;
}

// A card that is to be replaced, its number told once.
Draft told() {
  Draft draft(a3());
  say(draft, "karte.grund", std::string("defekt"));
  say(draft, "titel.art", std::string("ae"));
  say(draft, "titel.nummer", std::string("AT1234567"));
  prefill_from_answers(draft, today());
  return draft;
}

const Value& value(const Draft& draft, std::string_view field, std::size_t row = 0) {
  return draft.answer(field, row).value.reveal();
}

} // namespace

TEST_CASE("what was said before is put in, marked as such") {
  const Draft draft = told();
  CHECK(value(draft, "karte.alt_nummer") == Value{std::string("AT1234567")});
  CHECK(draft.answer("karte.alt_nummer").source == Source::answer);
  CHECK(name(Source::answer) == "answer");
}

TEST_CASE("it follows the earlier answer until the visitor changes it") {
  Draft draft = told();
  say(draft, "titel.nummer", std::string("AT7654321"));
  prefill_from_answers(draft, today());
  CHECK(value(draft, "karte.alt_nummer") == Value{std::string("AT7654321")});
  // Where it no longer fits, it goes.
  say(draft, "titel.nummer", std::string("12"));
  prefill_from_answers(draft, today());
  CHECK(draft.answer("karte.alt_nummer") == Answer{});

  say(draft, "karte.alt_nummer", std::string("BX1234567"));
  say(draft, "titel.nummer", std::string("AT1234567"));
  prefill_from_answers(draft, today());
  CHECK(value(draft, "karte.alt_nummer") == Value{std::string("BX1234567")});
  CHECK(draft.answer("karte.alt_nummer").source == Source::user);
  CHECK_FALSE(draft.answer("karte.alt_nummer").original);
}

TEST_CASE("what the visitor empties, skips or a card said is left alone") {
  Draft draft = told();
  say(draft, "karte.alt_nummer", Value{});
  prefill_from_answers(draft, today());
  CHECK(value(draft, "karte.alt_nummer") == Value{});
  REQUIRE(draft.skip("karte.alt_nummer", noon()).ok());
  prefill_from_answers(draft, today());
  CHECK(draft.answer("karte.alt_nummer").skipped);

  Draft read(a3());
  REQUIRE(read.prefill("karte.alt_nummer", std::string("CARD12345"), Source::chip_dg1).ok());
  say(read, "karte.grund", std::string("defekt"));
  say(read, "titel.art", std::string("ae"));
  say(read, "titel.nummer", std::string("AT1234567"));
  prefill_from_answers(read, today());
  CHECK(value(read, "karte.alt_nummer") == Value{std::string("CARD12345")});
}

TEST_CASE("nothing is put in where it is not asked, or before the earlier answer is there") {
  Draft draft(a3());
  prefill_from_answers(draft, today());
  CHECK(draft == Draft(a3()));
  say(draft, "karte.grund", std::string("verlust"));
  say(draft, "titel.art", std::string("ae"));
  say(draft, "titel.nummer", std::string("AT1234567"));
  prefill_from_answers(draft, today());
  CHECK(draft.answer("karte.alt_nummer") == Answer{});
}

TEST_CASE("in a repeat each row gets its entry of the list") {
  Draft draft(loaded("a7"));
  say(draft, "person.staatsangehoerigkeiten", List{"SYR", "TUR"});
  for (int row = 0; row < 3; ++row)
    REQUIRE(draft.add_row("staat.jetzt").ok());
  prefill_from_answers(draft, today());
  CHECK(value(draft, "staat.jetzt[].land", 0) == Value{std::string("SYR")});
  CHECK(value(draft, "staat.jetzt[].land", 1) == Value{std::string("TUR")});
  CHECK(draft.answer("staat.jetzt[].land", 2) == Answer{});
}

TEST_CASE("the visa one has is not asked for again as the visa one came with") {
  Draft draft(loaded("a1"));
  say(draft, "titel.art", std::string("visum_d"));
  say(draft, "titel.nummer", std::string("D1234567"));
  say(draft, "titel.gueltig_bis", std::string("2027-01-02"));
  say(draft, "einreise.geboren_d", false);
  say(draft, "einreise.art", std::string("visum_d"));
  prefill_from_answers(draft, today());
  CHECK(value(draft, "einreise.visum_nr") == Value{std::string("D1234567")});
  CHECK(value(draft, "einreise.visum_bis") == Value{std::string("2027-01-02")});
  CHECK(value(draft, "einreise.visum_von") == Value{});
  say(draft, "einreise.art", std::string("visum_c"));
  prefill_from_answers(draft, today());
  CHECK(value(draft, "einreise.visum_nr") == Value{});
}

TEST_CASE("it is filed as the visitor's own answer, and a kept draft remembers where it is from") {
  Draft draft = filled("a105b");
  say(draft, "titel.nummer", std::string("AT1234567"));
  prefill_from_answers(draft, today());
  const auto submission = compose(draft, evaluate(draft, today()), texts());
  REQUIRE(submission.ok());
  bool filed = false;
  for (const auto& section : submission->sections)
    for (const auto& entry : section.entries)
      if (entry.field == "karte.alt_nummer") {
        filed = true;
        CHECK(entry.source == Source::user);
      }
  CHECK(filed);

  const auto kept = to_bytes(draft);
  const auto again = draft_from_bytes(kept.reveal(), a3(), assets());
  REQUIRE(again.ok());
  CHECK(again->answer("karte.alt_nummer").source == Source::answer);
}
