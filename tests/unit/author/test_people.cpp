// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

using namespace foyer;
using namespace foyer::author;
using namespace foyer::author::test;
using Catch::Matchers::Contains;

TEST_CASE("answers come in JSON's kinds, rows in both ways of writing, papers by number") {
  const Office office;
  const auto people = office.people(R"([ { "name": "Ana", "assistant": "A1", "answers": {
    "a": true, "b": 7, "c": "x", "d": ["x", "y"], "e": [], "r": [ { "n": "1" }, { "n": "2" } ],
    "s[1].n": "3", "dok.p": 4 }, "expect": { "fee": 60, "warn": "c", "open": ["a", "b"] } } ])");
  const auto& ana = people.at(0);
  CHECK(ana.assistant == "a1");
  using List = std::vector<std::string>;
  const std::vector<std::pair<std::string, forms::Value>> wanted{{"a", true},
                                                                 {"b", std::int64_t{7}},
                                                                 {"c", std::string("x")},
                                                                 {"d", List{"x", "y"}},
                                                                 {"e", List{}},
                                                                 {"r[0].n", std::string("1")},
                                                                 {"r[1].n", std::string("2")},
                                                                 {"s[1].n", std::string("3")}};
  CHECK(ana.answers == wanted);
  CHECK(ana.papers == std::map<std::string, int>{{"dok.p", 4}});
  REQUIRE(ana.expect.size() == 3);
  CHECK(ana.expect[0].value == List{"60"});
  CHECK(ana.expect[2].value == List{"a", "b"});
}

TEST_CASE("a file that is no list of people is told with its name and the person") {
  const Office office;
  const auto told = [&](const std::string& json) {
    office.write("bad.json", json);
    const auto read = read_people(office.file("bad.json"));
    REQUIRE_FALSE(read.ok());
    CHECK(read.failure().code == FailureCode::definition_broken);
    CHECK_THAT(read.failure().detail, Contains("bad.json"));
    return read.failure().detail;
  };
  CHECK_THAT(told("{"), Contains("no JSON"));
  CHECK_THAT(told("{}"), Contains("list of people"));
  CHECK_THAT(told("[ {} ]"), Contains("person 1"));
  CHECK_THAT(told(R"([ { "name": "x", "assistant": "a1", "answers": {} },
                       { "name": "y", "assistant": "a1", "answers": { "a": { "b": 1 } } } ])"),
             Contains("person 2"));
  CHECK_THAT(told(R"([ { "name": "x", "assistant": "a1", "answers": { "a": 1.5 } } ])"),
             Contains("1.5"));
  CHECK_FALSE(read_people(office.file("missing.json")).ok());
}

TEST_CASE("what is expected and holds says nothing") {
  const Office office;
  const auto outcome = office.run(whole, R"({ "complete": true, "nowarn": "", "nonotice": "",
    "nohint": "", "visible": ["hund.seit", "hunde[0].name"], "hidden": "hund.extra",
    "open": "hund.chip", "notopen": "dok.impfpass", "documents": "dok.impfpass", "fee": 6000,
    "hund.zahl": 1, "hund.anlass": "anmelden", "hunde[0].rasse": ["dackel"], "hund.chip": "",
    "silent": ["check.hund.spaet", "check.hund.zukunft"] })");
  CHECK(outcome.failed == std::vector<std::string>{});
}

TEST_CASE("each severity is looked for where it belongs") {
  const Office office;
  const std::string late = R"({ "hund.anlass": "anmelden", "hund.seit": "2026-10-01" })";
  CHECK(office
            .run(late, R"({ "warn": "hund.seit", "notice": "hund.seit", "hint": "hund.seit",
                 "says": ["check.hund.spaet", "check.hund.bald", "check.hund.wink"],
                 "complete": false })")
            .failed.empty());
  const std::string week = R"({ "hund.anlass": "anmelden", "hund.seit": "2026-11-13" })";
  CHECK(office.run(week, R"({ "nowarn": "", "notice": "hund.seit" })").failed.empty());
}

TEST_CASE("what is expected and does not hold is told, one sentence each") {
  const Office office;
  const auto says = [&](const std::string& expect, const std::string& part,
                        const std::string& answers = whole) {
    const auto failed = office.run(answers, expect).failed;
    INFO(expect);
    REQUIRE(failed.size() == 1);
    CHECK_THAT(failed[0], Contains("Ana: ") && Contains(part));
  };
  says(R"({ "warn": "hund.seit" })", "nothing is said at hund.seit");
  says(R"({ "warn": "" })", "nothing is said");
  says(R"({ "notice": "hund.seit" })", "notice");
  says(R"({ "hint": "hund.seit" })", "hint");
  says(R"({ "says": "check.hund.spaet" })", "check.hund.spaet");
  says(R"({ "hidden": "hund.seit" })", "is asked");
  says(R"({ "visible": "hund.extra" })", "is not asked");
  says(R"({ "open": "dok.impfpass" })", "is not still open");
  says(R"({ "notopen": "hund.chip" })", "is still open");
  says(R"({ "documents": "dok.other" })", "is not asked for");
  says(R"({ "nodocuments": "dok.impfpass" })", "is asked for");
  says(R"({ "fee": 1 })", "6000");
  says(R"({ "fee": "" })", "6000");
  says(R"({ "hund.zahl": 2 })", "expected \"2\", but it is \"1\"");
  says(R"({ "complete": false })", "can be filed");
  says(R"({ "no.such.key": 1 })", "is no field");
  says(R"({ "visible": "no.such.field" })", "is no field");

  const std::string late = R"({ "hund.anlass": "anmelden", "hund.seit": "2026-10-01" })";
  says(R"({ "nowarn": "" })", "check.hund.spaet", late);
  says(R"({ "nonotice": "hund.seit" })", "check.hund.bald", late);
  says(R"({ "nohint": "" })", "check.hund.wink", late);
  says(R"({ "silent": "check.hund.spaet" })", "is said", late);
  says(R"({ "complete": true })", "cannot be filed yet: hund.richtig", late);
}

TEST_CASE("an answer that no field takes is a failure, not silence") {
  const Office office;
  const auto fails = [&](const std::string& answers, const std::string& part) {
    const auto failed = office.run(answers).failed;
    INFO(answers);
    REQUIRE(failed.size() == 1);
    CHECK_THAT(failed[0], Contains(part));
  };
  fails(R"({ "hund.anlas": "anmelden" })", "hund.anlas: is no field of hund");
  fails(R"({ "hund.anlass": 7 })", "does not take this kind of answer");
  fails(R"({ "hund.zahl": 7 })", "does not take this kind of answer");
  fails(R"({ "dok.other": 1 })", "is no document of this assistant");
  fails(R"({ "hunde[2].name": "C" })", "more rows than there may be");
  // An answer of another kind that is a wrong content is judged by the engine.
  CHECK(
      office.run(R"({ "hund.anlass": "kaufen" })", R"({ "warn": "hund.anlass" })").failed.empty());
}
