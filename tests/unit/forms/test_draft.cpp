// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

#include <forms/prefill.hpp>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;

namespace {

CardFacts card() {
  return {.kind = CardKind::residence_card,
          .surname = "SEVCENKO",
          .given_names = "OLENA",
          .birth_date = "1990-05-01",
          .sex = CardSex::female,
          .nationality = "UKR",
          .issuing_state = "D",
          .document_number = "L01X00T47",
          .expiry = "2028-03-04",
          .verified = true};
}

std::string text(const Draft& draft, const char* field) {
  const auto* value = std::get_if<std::string>(&draft.answer(field).value.reveal());
  return value == nullptr ? "" : *value;
}

} // namespace

TEST_CASE("a residence card fills what it knows and nothing else") {
  Draft draft(a3());
  prefill_from_card(draft, card());
  CHECK(text(draft, "person.familienname") == "SEVCENKO");
  CHECK(text(draft, "person.vornamen") == "OLENA");
  CHECK(text(draft, "person.geburtsdatum") == "1990-05-01");
  CHECK(text(draft, "person.geschlecht") == "w");
  CHECK(draft.answer("person.staatsangehoerigkeiten").value.reveal() ==
        Value{std::vector<std::string>{"UKR"}});
  CHECK(text(draft, "karte.alt_nummer") == "L01X00T47");
  CHECK(text(draft, "titel.nummer") == "L01X00T47");
  CHECK(text(draft, "karte.alt_gueltig") == "2028-03-04");
  CHECK(text(draft, "titel.gueltig_bis") == "2028-03-04");
  CHECK(text(draft, "pass.nummer").empty());
  CHECK(text(draft, "titel.art").empty());
  const Answer& name = draft.answer("person.familienname");
  CHECK(name.source == Source::chip_dg1);
  CHECK(name.verified);
  CHECK_FALSE(name.original);
  // All of it fits its fields.
  const Evaluation evaluation = evaluate(draft, today());
  for (const auto& field : a3()->fields)
    if (answered(draft.answer(field.id).value.reveal()) && evaluation.field(field.id).relevant) {
      INFO(field.id);
      CHECK(evaluation.field(field.id).findings.empty());
    }
}

TEST_CASE("a passport fills the passport, German codes are understood") {
  Draft draft(a3());
  CardFacts facts = card();
  facts.kind = CardKind::passport;
  facts.issuing_state = "D";
  facts.nationality = "D";
  facts.document_number = "C01X00T47";
  prefill_from_card(draft, facts);
  CHECK(text(draft, "pass.vorhanden") == "ja");
  CHECK(text(draft, "pass.art") == "nationalpass");
  CHECK(text(draft, "pass.nummer") == "C01X00T47");
  CHECK(text(draft, "pass.staat") == "DEU");
  CHECK(text(draft, "pass.gueltig_bis") == "2028-03-04");
  CHECK(draft.answer("person.staatsangehoerigkeiten").value.reveal() ==
        Value{std::vector<std::string>{"DEU"}});
  CHECK(text(draft, "karte.alt_nummer").empty());
}

TEST_CASE("the chip's full spelling goes before the zone's, and says where it is from") {
  Draft draft(a3());
  CardFacts facts = card();
  facts.kind = CardKind::passport;
  facts.full_surname = "Ševčenko";
  facts.full_given_names = "Olena";
  facts.birth_place = "Lwiw";
  facts.issued = "2020-02-03";
  facts.authority = "Migrationsamt Lwiw";
  prefill_from_card(draft, facts);
  CHECK(text(draft, "person.familienname") == "Ševčenko");
  CHECK(text(draft, "person.vornamen") == "Olena");
  CHECK(draft.answer("person.familienname").source == Source::chip_dg11);
  CHECK(text(draft, "person.geburtsort") == "Lwiw");
  CHECK(draft.answer("person.geburtsort").source == Source::chip_dg11);
  CHECK(text(draft, "pass.ausgestellt") == "2020-02-03");
  CHECK(text(draft, "pass.behoerde") == "Migrationsamt Lwiw");
  CHECK(draft.answer("pass.behoerde").source == Source::chip_dg12);
  CHECK(draft.answer("person.geburtsdatum").source == Source::chip_dg1);
  const Evaluation evaluation = evaluate(draft, today());
  for (const char* field : {"person.familienname", "person.vornamen", "person.geburtsort",
                            "pass.ausgestellt", "pass.behoerde"})
    CHECK(evaluation.field(field).findings.empty());
}

TEST_CASE("a detail of the chip is put in where its field would take it") {
  const auto filled = [](const char* field, std::string CardFacts::* fact,
                         const std::string& value) {
    Draft draft(a3());
    CardFacts facts = card();
    facts.kind = CardKind::passport;
    facts.*fact = value;
    prefill_from_card(draft, facts);
    return text(draft, field);
  };
  // Authorities are numbers in Ukraine and have one in Georgia; letters count, not bytes.
  std::string long_one, too_long_one;
  for (int i = 0; i < 81; ++i)
    (i < 80 ? long_one : too_long_one) += "ü";
  too_long_one += long_one;
  for (const std::string& authority : {std::string("8034"), std::string("MIA 3201"), long_one})
    CHECK(filled("pass.behoerde", &CardFacts::authority, authority) == authority);
  CHECK(filled("pass.behoerde", &CardFacts::authority, too_long_one).empty());
  CHECK(filled("pass.behoerde", &CardFacts::authority, "M\x01IA").empty());
  CHECK(filled("person.geburtsort", &CardFacts::birth_place, long_one) == long_one);
  CHECK(filled("person.geburtsort", &CardFacts::birth_place, too_long_one).empty());
  CHECK(filled("person.geburtsort", &CardFacts::birth_place, "8034").empty());
}

TEST_CASE("a full spelling that a German form cannot carry leaves the zone's") {
  Draft draft(a3());
  CardFacts facts = card();
  facts.full_surname = "Шевченко";
  facts.full_given_names = "Олена";
  facts.birth_place = "Львів";
  facts.issued = "2020";
  prefill_from_card(draft, facts);
  CHECK(text(draft, "person.familienname") == "SEVCENKO");
  CHECK(draft.answer("person.familienname").source == Source::chip_dg1);
  CHECK(text(draft, "person.geburtsort").empty());
  CHECK(text(draft, "pass.ausgestellt").empty());
  // One run of names does not make a person with one name.
  facts.full_surname = "Ševčenko Olena";
  facts.full_given_names = "";
  CHECK_FALSE(best_name(facts).full);
}

TEST_CASE("what a card leaves open stays open") {
  Draft draft(a3());
  CardFacts facts = card();
  facts.given_names = "";
  facts.birth_date = "1990";
  facts.sex = CardSex::unspecified;
  facts.nationality = "XXB"; // refugee: no nationality
  facts.verified = false;
  prefill_from_card(draft, facts);
  CHECK(draft.answer("person.ein_name").value.reveal() == Value{true});
  CHECK(text(draft, "person.geburtsdatum") == "1990");
  CHECK(text(draft, "person.geschlecht").empty());
  CHECK_FALSE(answered(draft.answer("person.staatsangehoerigkeiten").value.reveal()));
  CHECK_FALSE(draft.answer("person.familienname").verified);
}

TEST_CASE("a change is kept beside what the card said and can be taken back") {
  Draft draft(a3());
  prefill_from_card(draft, card());
  say(draft, "person.familienname", std::string("Ševčenko"));
  const Answer& name = draft.answer("person.familienname");
  CHECK(text(draft, "person.familienname") == "Ševčenko");
  CHECK(name.source == Source::user);
  REQUIRE(name.original);
  CHECK(name.original->reveal() == Value{std::string("SEVCENKO")});
  CHECK(name.original_source == Source::chip_dg1);
  // A second change does not overwrite what was read.
  say(draft, "person.familienname", std::string("Müller"));
  CHECK(name.original->reveal() == Value{std::string("SEVCENKO")});
  // Emptied: the card's word is still known.
  say(draft, "person.familienname", Value{});
  CHECK(name.source == Source::user);
  REQUIRE(name.original);
  // Saying what the card said makes it the card's again.
  say(draft, "person.familienname", std::string("SEVCENKO"));
  CHECK(name.source == Source::chip_dg1);
  CHECK_FALSE(name.original);
  say(draft, "person.familienname", std::string("Müller"));
  draft.clear("person.familienname");
  CHECK(text(draft, "person.familienname") == "SEVCENKO");
  CHECK(name.source == Source::chip_dg1);
  draft.clear("person.familienname"); // nothing of the visitor's to forget
  CHECK(text(draft, "person.familienname") == "SEVCENKO");
}

TEST_CASE("a card read late does not overwrite what the visitor said") {
  Draft draft(a3());
  say(draft, "person.familienname", std::string("Ševčenko"));
  say(draft, "person.geburtsdatum", std::string("1990-05-01"));
  prefill_from_card(draft, card());
  CHECK(text(draft, "person.familienname") == "Ševčenko");
  CHECK(draft.answer("person.familienname").source == Source::user);
  CHECK(draft.answer("person.familienname").original->reveal() == Value{std::string("SEVCENKO")});
  // The same said by both is the card's.
  CHECK(draft.answer("person.geburtsdatum").source == Source::chip_dg1);
}

TEST_CASE("only soft fields can be left for later") {
  Draft draft(a3());
  CHECK(draft.skip("person.groesse").ok());
  CHECK(draft.answer("person.groesse").skipped);
  CHECK_FALSE(draft.skip("person.familienname").ok());
  CHECK_FALSE(draft.skip("antrag.az").ok());
  say(draft, "person.groesse", std::int64_t{170});
  CHECK_FALSE(draft.answer("person.groesse").skipped);
  CHECK(draft.skip("person.groesse").ok());
  CHECK_FALSE(answered(draft.answer("person.groesse").value.reveal()));
}

TEST_CASE("pages of a document are counted and can be promised") {
  Draft draft(a3());
  CHECK(draft.pages("dok.a3_pass") == 0);
  CHECK(draft.set_later("dok.a3_pass", true).ok());
  CHECK(draft.later("dok.a3_pass"));
  CHECK(draft.set_pages("dok.a3_pass", 2).ok());
  CHECK(draft.pages("dok.a3_pass") == 2);
  CHECK_FALSE(draft.later("dok.a3_pass"));
  CHECK_FALSE(draft.set_pages("dok.a3_pass", -1).ok());
  CHECK_FALSE(draft.set_pages("dok.nichts", 1).ok());
}

TEST_CASE("a draft without an assistant refuses everything") {
  Draft draft;
  CHECK(draft.set("karte.grund", std::string("verlust")).failure().code ==
        FailureCode::answer_rejected);
  CHECK(draft.answer("karte.grund") == Answer{});
  CHECK(draft.pages("dok.a3_pass") == 0);
  prefill_from_card(draft, card());
  CHECK(draft == Draft{});
}

TEST_CASE("of a paper the last word holds: scanned, later, or not to be had") {
  Draft draft(a3());
  const std::string_view paper = "dok.a3_karte";
  CHECK_FALSE(draft.cannot(paper));
  REQUIRE(draft.set_later(paper, true).ok());
  REQUIRE(draft.set_cannot(paper, Personal(std::string("Mein Mann hat es."))).ok());
  CHECK_FALSE(draft.later(paper));
  CHECK(draft.cannot(paper)->reveal() == "Mein Mann hat es.");
  REQUIRE(draft.set_cannot(paper, std::nullopt).ok());
  CHECK_FALSE(draft.cannot(paper));
  REQUIRE(draft.set_cannot(paper, Personal(std::string())).ok());
  REQUIRE(draft.set_later(paper, true).ok());
  CHECK_FALSE(draft.cannot(paper));
  REQUIRE(draft.set_cannot(paper, Personal(std::string())).ok());
  REQUIRE(draft.set_pages(paper, 1).ok());
  CHECK_FALSE(draft.cannot(paper));
  CHECK(draft.set_cannot("dok.gibt_es_nicht", Personal(std::string())).failure().code ==
        FailureCode::answer_rejected);
  CHECK_FALSE(draft.set_cannot(paper, Personal(std::string(1001, 'x'))).ok());
}
