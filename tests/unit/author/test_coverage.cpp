// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

#include <author/coverage.hpp>
#include <author/graph.hpp>

using namespace foyer;
using namespace foyer::author;
using namespace foyer::author::test;
using Catch::Matchers::Contains;
using Gaps = std::vector<std::string>;

TEST_CASE("what nobody met is told in the order of the definition") {
  const Office office;
  Coverage coverage(office.assistant());
  const auto wanted = coverage.wanted();
  coverage.add(office.run(R"({ "hund.anlass": "abmelden" })"));
  const auto gaps = coverage.gaps();
  CHECK(gaps.at(0) == "field hund.seit is never asked");
  CHECK(gaps.at(1) == "error check.hund.zukunft at hund.seit is never said");
  CHECK(gaps.at(2) == "error check.hund.zukunft at hund.seit is never silent");
  CHECK(gaps.back() == "document dok.impfpass is never asked for");
  CHECK(coverage.wanted() == wanted);

  coverage.add(office.run(whole));
  CHECK(coverage.gaps() == Gaps{"error check.hund.zukunft at hund.seit is never said",
                                "warning check.hund.spaet at hund.seit is never said",
                                "notice check.hund.bald at hund.seit is never said",
                                "hint check.hund.wink at hund.seit is never said",
                                "error check.hund.einkommen at hund.einkommen is never silent"});
  coverage.add(office.run(R"({ "hund.anlass": "anmelden", "hund.seit": "2026-10-01",
                               "hund.einkommen": 1 })"));
  coverage.add(office.run(R"({ "hund.anlass": "anmelden", "hund.seit": "2026-12-24" })"));
  CHECK(coverage.gaps() == Gaps{});
}

TEST_CASE("an empty answer is no proof that a check is silent") {
  const Office office;
  Coverage coverage(office.assistant());
  coverage.add(office.run(R"({ "hund.anlass": "anmelden" })"));
  CHECK_THAT(coverage.gaps(), Catch::VectorContains(std::string(
                                  "warning check.hund.spaet at hund.seit is never silent")));
}

TEST_CASE("what no answer can reach is left out by rule, and nothing else is") {
  const auto assistant = Office().assistant();
  std::vector<std::string> never_asked, never_said;
  for (const auto& field : assistant->fields) {
    if (Coverage::cannot_be_asked(field))
      never_asked.push_back(field.id);
    for (const auto& check : field.constraints)
      if (Coverage::cannot_speak(field, check))
        never_said.push_back(check.message_key);
  }
  CHECK(never_asked == Gaps{"hund.extra"});
  CHECK(never_said == Gaps{"check.hund.rasse", "check.hund.einkommen"});
}

TEST_CASE("the graph has every page, the guards as labels, and rows that come back") {
  const auto dot = author::dot(*Office().assistant());
  CHECK_THAT(dot, Catch::StartsWith("digraph \"hund\" {"));
  CHECK_THAT(dot, Contains(R"("begin" -> "hund.anlass";)"));
  CHECK_THAT(dot, Contains(R"("hund.anlass" -> "hunde[]" [label="hund.anlass == 'anmelden'"];)"));
  CHECK_THAT(dot, Contains(R"("hunde[]" -> "hund.hund";)"));
  CHECK_THAT(dot, Contains(R"("hund.hund" -> "hunde[]";)"));
  // Past the rows when there are none to tell, too.
  CHECK_THAT(dot, Contains(R"("hund.anlass" -> "hund.steuer";)"));
  CHECK_THAT(dot, Contains(R"("hunde[]" -> "hund.steuer";)"));
  CHECK_THAT(dot, Contains(R"("hund.steuer" -> "documents";)"));
  CHECK_THAT(dot, Contains(R"("check_answers" -> "hund.richtig";)"));
  CHECK_THAT(dot, Contains(R"("hund.richtig" -> "file";)"));
}
