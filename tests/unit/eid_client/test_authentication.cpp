// SPDX-License-Identifier: EUPL-1.2
// Proving who one is, as a talk: consent, the rights of the service, and its results.
#include "talk.hpp"

namespace foyer::eid_client {

using api::EidTask;

namespace {

constexpr const char* certificate =
    R"({"msg":"CERTIFICATE","description":{"subjectName":"Stadt","subjectUrl":"https://a.example",)"
    R"("purpose":"Anträge","termsOfUsage":"Straße 1\r\n90403 Nürnberg"},)"
    R"("validity":{"effectiveDate":"2026-11-25","expirationDate":"2026-12-31"}})";

std::string result(const std::string& major, const std::string& minor) {
  return R"({"msg":"AUTH","result":{"major":"http://www.bsi.bund.de/ecard/api/1.1/resultmajor#)" +
         major + R"(","minor":"http://www.bsi.bund.de/ecard/api/1.1/resultminor/al/common#)" +
         minor + R"("},"url":"https://a.example/back?ref=1"})";
}

} // namespace

TEST_CASE("The address of the token is handed over as it is") {
  Talk talk(EidTask::authenticate, "https://a.example/tc?x=\"1\"");
  talk->begin();
  talk.hear(Talk::info);
  talk.hear(R"({"msg":"API_LEVEL","available":[2],"current":2})");
  talk.hear(R"({"msg":"API_LEVEL","available":[2],"current":2})");
  CHECK(talk.commands().back() ==
        R"({"cmd":"RUN_AUTH","tcTokenURL":"https://a.example/tc?x=\"1\""})");
}

TEST_CASE("Somebody is asked before anything is read, and only for what must be known") {
  Talk talk(EidTask::authenticate);
  talk.start();
  talk.hear(
      R"({"msg":"ACCESS_RIGHTS","chat":{"effective":["FamilyName","Pseudonym","CanAllowed"],"optional":["Pseudonym","CanAllowed"],"required":["FamilyName"]}})");
  CHECK(talk.command() == R"({"cmd":"SET_ACCESS_RIGHTS","chat":[]})");
  talk.hear(
      R"({"msg":"ACCESS_RIGHTS","chat":{"effective":["FamilyName"],"optional":["Pseudonym","CanAllowed"],"required":["FamilyName"]}})");
  CHECK(talk.command() == R"({"cmd":"GET_CERTIFICATE"})");
  talk.hear(certificate);
  const auto consent = talk.news<api::EidConsent>();
  REQUIRE(consent);
  CHECK(consent->service == "Stadt");
  CHECK(consent->rights == std::vector<std::string>{"FamilyName"});
  CHECK(consent->purpose == "Anträge");
  CHECK(consent->terms == "Straße 1\r\n90403 Nürnberg");
  CHECK(consent->valid_until == "2026-12-31");
  CHECK(talk->waits_for_person());
  CHECK(talk.commands().empty());
  talk->consent();
  CHECK(talk.command() == R"({"cmd":"ACCEPT"})");
  talk->consent();
  CHECK(talk.commands().empty());

  talk.lay_card(3);
  talk.ask("ENTER_PIN", 3);
  const auto question = talk.question();
  CHECK(question.shortest == 6); // a transport PIN proves nothing
  talk.answer("123456");
  talk.hear(result("ok", ""));
  CHECK(talk.outcome().refresh_url.reveal() == "https://a.example/back?ref=1");
}

TEST_CASE("A service that wants to read by CAN, to write or to manage PINs is refused") {
  const std::string right =
      GENERATE("CanAllowed", "PinManagement", "WriteAddress", "WriteResidencePermitI");
  Talk talk(EidTask::authenticate);
  talk.start();
  talk.hear(R"({"msg":"ACCESS_RIGHTS","chat":{"effective":["FamilyName",")" + right +
            R"("],"optional":[],"required":["FamilyName",")" + right + R"("]}})");
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
  talk.hear(result("error", "cancellationByUser"));
  CHECK(talk.failure() == FailureCode::eid_refused);
}

TEST_CASE("A companion that keeps optional rights switched on is not obeyed") {
  Talk talk(EidTask::authenticate);
  talk.start();
  const char* rights =
      R"({"msg":"ACCESS_RIGHTS","chat":{"effective":["FamilyName","Pseudonym"],"optional":["Pseudonym"]}})";
  talk.hear(rights);
  (void)talk.commands();
  talk.hear(rights);
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
}

TEST_CASE("A service without a name is refused") {
  Talk talk(EidTask::authenticate);
  talk.start();
  talk.hear(R"({"msg":"ACCESS_RIGHTS","chat":{"effective":["FamilyName"]}})");
  (void)talk.commands();
  talk.hear(R"({"msg":"CERTIFICATE","description":{"subjectName":""}})");
  CHECK(talk.command() == R"({"cmd":"CANCEL"})");
}

TEST_CASE("The companion's results are failures of ours") {
  struct Row {
    std::string message;
    FailureCode code;
  };
  const auto row = GENERATE(
      Row{R"({"msg":"AUTH","error":"Validation of tcTokenURL failed"})", FailureCode::eid_refused},
      Row{result("error", "trustedChannelEstablishmentFailed"), FailureCode::eid_refused},
      Row{result("error", "cancellationByUser"), FailureCode::cancelled},
      Row{result("error", "internalError"), FailureCode::eid_refused},
      Row{result("error", "no word"), FailureCode::eid_refused});
  Talk talk(EidTask::authenticate);
  talk.start();
  talk.hear(row.message);
  CHECK(talk.failure() == row.code);
}

TEST_CASE("An internal error with the card gone is a card gone, and so is a cancel of nobody's") {
  Talk talk(EidTask::authenticate);
  talk.start();
  talk.lay_card(3);
  talk.hear(result("error", GENERATE("internalError", "cancellationByUser")));
  CHECK_FALSE(talk.over());
  talk.hear(Talk::reader("null"));
  CHECK(talk.failure() == FailureCode::card_removed);
}

} // namespace foyer::eid_client
