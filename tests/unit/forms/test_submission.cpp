// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

#include <forms/prefill.hpp>
#include <forms/submission.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;
using nlohmann::json;

namespace {

Submission submit(const Draft& draft) {
  auto result = compose(draft, evaluate(draft, today()), texts());
  if (!result.ok())
    FAIL(result.failure().detail);
  return std::move(*result);
}

json canonical(const Submission& submission) {
  return json::parse(as_text(submission.canonical.reveal()));
}

const Submission::Entry* entry(const Submission& submission, const std::string& field) {
  for (const auto& section : submission.sections)
    for (const auto& candidate : section.entries)
      if (candidate.field == field)
        return &candidate;
  return nullptr;
}

} // namespace

TEST_CASE("what is filed is German, whatever the visitor read") {
  const Submission submission = submit(filled("a105b"));
  CHECK(submission.title == "Neue Karte für den Aufenthaltstitel");
  CHECK(submission.concern == "Mein Titel klebt noch im Pass (§ 105b AufenthG)");
  CHECK(submission.help_language == "uk");
  const auto* sex = entry(submission, "person.geschlecht");
  REQUIRE(sex != nullptr);
  CHECK(sex->label == "Geschlecht");
  CHECK(sex->text.reveal() == "weiblich");
  CHECK(sex->raw.reveal() == Value{std::string("w")});
  CHECK(entry(submission, "titel.gueltig_bis")->text.reveal() == "04.03.2028");
  CHECK(entry(submission, "karte.titel_rest")->raw.reveal() == Value{std::int64_t{465}});
  CHECK(entry(submission, "adresse.ags")->text.reveal() == "09564000");
  CHECK(submission.fee_cents == 6700);
  CHECK(submission.definition_sha256 == a3()->sha256);
}

TEST_CASE("irrelevant answers and papers are left out and stay in the draft") {
  Draft draft = filled("a105b");
  say(draft, "karte.verlust_wo", std::string("U-Bahn"));
  REQUIRE(draft.set_pages("dok.a3_anzeige", 1).ok());
  REQUIRE(draft.set_pages("dok.a3_karte", 2).ok());
  const Submission submission = submit(draft);
  CHECK(entry(submission, "karte.verlust_wo") == nullptr);
  REQUIRE(submission.papers.size() == 1);
  CHECK(submission.papers[0].id == "dok.a3_karte");
  CHECK(submission.papers[0].pages == 2);
  CHECK(std::string(as_text(submission.canonical.reveal())).find("U-Bahn") == std::string::npos);
  CHECK(draft.answer("karte.verlust_wo").value.reveal() == Value{std::string("U-Bahn")});
}

TEST_CASE("what a card said is filed beside the visitor's change") {
  Draft draft = filled("a105b");
  CardFacts facts;
  facts.surname = "SEVCENKO";
  facts.given_names = "OLENA";
  facts.verified = true;
  prefill_from_card(draft, facts);
  const json filed = canonical(submit(draft));
  json name;
  for (const auto& section : filed["sections"])
    for (const auto& candidate : section["entries"])
      if (candidate["field"] == "person.familienname")
        name = candidate;
  CHECK(name["value"] == "Ševčenko");
  CHECK(name["source"] == "user");
  CHECK(name["original"] == json{{"source", "chip_dg1"}, {"text", "SEVCENKO"}});
}

TEST_CASE("declarations carry the hash of their wording and their time") {
  const Submission submission = submit(filled("a105b"));
  REQUIRE(submission.declarations.size() == 6); // five, and the hint on fingerprints
  const auto& notice = submission.declarations[1];
  CHECK(notice.id == "erkl.belehrung");
  CHECK(notice.at == noon());
  // Checked with another program, so that the office can do the same.
  const auto file = std::filesystem::temp_directory_path() / "foyer-wording.txt";
  std::ofstream(file, std::ios::binary) << texts().text("de", "field.erkl.belehrung.text") << '\n'
                                        << texts().text("de", "field.erkl.belehrung.label");
  FILE* pipe = ::popen(("sha256sum " + file.string()).c_str(), "r");
  REQUIRE(pipe != nullptr);
  char sum[65] = {};
  CHECK(std::fread(sum, 1, 64, pipe) == 64);
  ::pclose(pipe);
  std::filesystem::remove(file);
  CHECK(notice.wording_sha256 == sum);
  CHECK(canonical(submission)["declarations"][1]["at"] == "2026-11-25T12:00:00Z");
}

TEST_CASE("the same draft gives the same bytes, another answer others") {
  const Draft draft = filled("a105b");
  const Submission one = submit(draft), two = submit(draft);
  CHECK(one.canonical == two.canonical);
  CHECK(one.sha256 == two.sha256);
  CHECK(one.sha256.size() == 64);
  Draft other = draft;
  say(other, "adresse.hausnummer", std::string("12b"));
  CHECK(submit(other).sha256 != one.sha256);
  CHECK(submit(other).definition_sha256 == one.definition_sha256);
  CHECK(submit(other).wording_sha256 != one.wording_sha256);
  // The order in which things were said does not matter.
  Draft again(a3());
  for (std::size_t i = a3()->fields.size(); i-- > 0;) {
    const auto& field = a3()->fields[i];
    if (field.requirement != Requirement::calculated)
      REQUIRE(again.set(field.id, draft.answer(field.id).value.reveal(), noon()).ok());
  }
  CHECK(submit(again).sha256 == one.sha256);
}

TEST_CASE("canonical bytes are one line of sorted keys without white space") {
  const Submission submission = submit(filled("a105b"));
  const std::string bytes(as_text(submission.canonical.reveal()));
  CHECK(bytes.find('\n') == std::string::npos);
  CHECK(bytes.rfind(R"({"assistant":"a3","concern":")", 0) == 0);
  CHECK(json::parse(bytes).dump() == bytes);
  CHECK(bytes.find("Ševčenko") != std::string::npos); // not escaped
}

TEST_CASE("an incomplete application is not composed, and the reason names no answer") {
  Draft draft = filled("a105b");
  draft.clear("erkl.richtig");
  const auto declarations = compose(draft, evaluate(draft, today()), texts());
  CHECK(declarations.failure().code == FailureCode::answer_rejected);
  CHECK(declarations.failure().detail == "page erklaerung.richtig is not complete");
  draft = filled("verlust");
  CHECK(compose(draft, evaluate(draft, today()), texts()).failure().detail ==
        "page a3.verlust is not complete");
}

TEST_CASE("what is open is filed with its German name") {
  const json filed = canonical(submit(filled("a105b")));
  bool height = false;
  for (const auto& item : filed["open"])
    height = height || item == json{{"id", "person.groesse"},
                                    {"kind", "answer"},
                                    {"title", "Körpergröße in Zentimetern"}};
  CHECK(height);
}

TEST_CASE("a paper that cannot be had is filed as open with what was said of it") {
  Draft draft = filled("a105b");
  REQUIRE(draft.set_cannot("dok.a3_karte", Personal(std::string("Mein Mann hat sie."))).ok());
  const auto item = [](const Submission& submission) {
    for (const auto& open : submission.open)
      if (open.id == "dok.a3_karte")
        return open;
    FAIL("not open");
    return Submission::Open{};
  };
  const auto with_reason = submit(draft);
  CHECK(item(with_reason).statement.reveal() == "Das kann ich nicht bekommen: Mein Mann hat sie.");
  bool said = false;
  const json filed = canonical(with_reason);
  for (const auto& open : filed["open"])
    said = said || open.value("statement", "") == "Das kann ich nicht bekommen: Mein Mann hat sie.";
  CHECK(said);
  REQUIRE(draft.set_cannot("dok.a3_karte", Personal(std::string())).ok());
  CHECK(item(submit(draft)).statement.reveal() == "Das kann ich nicht bekommen");
  REQUIRE(draft.set_cannot("dok.a3_karte", std::nullopt).ok());
  CHECK(item(submit(draft)).statement.reveal().empty());
}
