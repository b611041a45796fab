// SPDX-License-Identifier: EUPL-1.2
// A whole authentication: our client, the real AusweisApp on a real pcscd, a card in software, and
// a service with an eID server that reads it. The AusweisApp is Debian's, out of developer mode;
// its configuration names one more authority of test environments, and nothing else is changed.
#include "desk.hpp"
#include "person.hpp"
#include "service.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <thread>

namespace foyer::eid_client {

using api::EidNumber;
using api::EidTask;
using namespace std::chrono_literals;

namespace {

// One for all visits: making its keys takes longer than a visit.
Service& the_service() {
  static Service service;
  return service;
}

struct Counter {
  std::unique_ptr<Desk> desk = Desk::make();
  std::unique_ptr<AusweisApp> client;

  Counter() {
    if (!desk)
      return;
    desk->introduce(the_service());
    desk->card("insert");
    client = std::make_unique<AusweisApp>(desk->config);
  }
  Result<api::EidOutcome> run(const std::string& url, Person& person,
                              const std::stop_token& stop = {}) {
    return client->run({.task = EidTask::authenticate, .token_url = Personal(url)}, stop,
                       std::ref(person));
  }
  // The same where it has to come to nothing.
  Failure refused(const std::string& url, Person& person) {
    const auto outcome = run(url, person);
    REQUIRE_FALSE(outcome.ok());
    return outcome.failure();
  }
  Person somebody() { return Person(*client, {{EidNumber::pin, "123456"}}); }
};

constexpr const char* erika = "read ERIKA MÜSTERMANN 19640812";

} // namespace

TEST_CASE("The service learns who somebody is; the terminal learns where the service goes on") {
  Counter counter;
  if (!counter.desk)
    return;
  // The right to read with the CAN is left out, even where the service insists on it.
  const Visit visit = the_service().begin(GENERATE("", "attached", "choice", "greedy"));
  Person person = counter.somebody();
  const auto outcome = counter.run(visit.token_url, person);
  REQUIRE(outcome.ok());
  CHECK(outcome->end == api::EidEnd::done);
  CHECK(the_service().outcome(visit) == erika);
  const std::string& url = outcome->refresh_url.reveal();
  CHECK(url.ends_with("/done/" + visit.id));
  CHECK(the_service().page(url) == erika);

  REQUIRE(person.consents.size() == 1);
  CHECK(person.consents[0].service == "Foyer test office");
  CHECK(visit.token_url.starts_with(person.consents[0].service_url + "/"));
  CHECK(person.consents[0].terms.find("For tests only.") != std::string::npos);
  CHECK(person.consents[0].valid_until.size() == 10);
  auto rights = person.consents[0].rights;
  std::sort(rights.begin(), rights.end());
  CHECK(rights == std::vector<std::string>{"DateOfBirth", "FamilyName", "GivenNames"});
  CHECK(person.said_all());
  CHECK_FALSE(person.wrong_question);
}

TEST_CASE("A wrong PIN is asked for again, and counts on the card") {
  Counter counter;
  if (!counter.desk)
    return;
  const Visit visit = the_service().begin();
  Person person(*counter.client, {{EidNumber::pin, "111111"},
                                  {EidNumber::pin, "222222"},
                                  {EidNumber::can, "500540"},
                                  {EidNumber::pin, "123456"}});
  REQUIRE(counter.run(visit.token_url, person).ok());
  CHECK(the_service().outcome(visit) == erika);
  REQUIRE(person.questions.size() == 4);
  CHECK(person.questions[1].rejected == EidNumber::pin);
  CHECK(person.questions[1].tries == 2);
  CHECK(person.questions[2].tries == 1);
  CHECK(counter.desk->card_state() == "pin=123456 tries=3");
}

TEST_CASE(
    "A blocked PIN is unblocked on the way, and a card that is switched off is told as such") {
  Counter counter;
  if (!counter.desk)
    return;
  const bool blocked = GENERATE(true, false);
  counter.desk->card(blocked ? "set tries 0" : "set deactivated 1");
  const Visit visit = the_service().begin();
  Person person(*counter.client, {{EidNumber::puk, "9876543210"}, {EidNumber::pin, "123456"}});
  const auto outcome = counter.run(visit.token_url, person);
  if (blocked) {
    REQUIRE(outcome.ok());
    CHECK(person.said_all());
    CHECK(the_service().outcome(visit) == erika);
    return;
  }
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::eid_deactivated);
  CHECK(person.questions.empty());
}

TEST_CASE("Who leaves at the service's name or at the PIN has told the service nothing") {
  Counter counter;
  if (!counter.desk)
    return;
  const bool at_name = GENERATE(true, false);
  const Visit visit = the_service().begin();
  std::stop_source stop;
  Person person = counter.somebody();
  const auto leave = [&](bool here) {
    if (here)
      stop.request_stop();
    return !here;
  };
  person.agree = [&](const api::EidConsent&) { return leave(at_name); };
  person.before = [&](const api::EidQuestion&) { return leave(!at_name); };
  const auto outcome = counter.run(visit.token_url, person, stop.get_token());
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::cancelled);
  CHECK(the_service().outcome(visit) == "refused cancellationByUser");
  CHECK(counter.desk->card_state() == "pin=123456 tries=3");
}

TEST_CASE("A service that hands out no usable token is refused") {
  Counter counter;
  if (!counter.desk)
    return;
  for (const std::string fault : {"junk", "html", "empty", "missing", "unreachable", "untrusted"}) {
    CAPTURE(fault);
    const Visit visit = the_service().begin(fault);
    Person person = counter.somebody();
    const Failure failure = counter.refused(visit.token_url, person);
    CHECK(failure.code == FailureCode::eid_refused);
    CHECK(failure.detail == "trustedChannelEstablishmentFailed");
    CHECK(the_service().was_asked(visit));
    CHECK(person.consents.empty());
  }
}

TEST_CASE("A service whose papers are not in order is refused before anybody is asked") {
  Counter counter;
  if (!counter.desk)
    return;
  // What is said to both, the terminal and the service; another host never hears of it.
  const std::map<std::string, std::string> reasons{{"origin", "parameterError"},
                                                   {"tls", "trustedChannelEstablishmentFailed"},
                                                   {"expired", "invalidCertificatePath"},
                                                   {"authority", "invalidCertificatePath"},
                                                   {"host", "trustedChannelEstablishmentFailed"}};
  for (const auto& [fault, reason] : reasons) {
    CAPTURE(fault);
    const bool other_host = fault == "host";
    const Visit visit = the_service().begin(other_host ? "" : fault);
    std::string url = visit.token_url;
    if (other_host)
      url.replace(url.find("localhost"), 9, "127.0.0.1");
    Person person = counter.somebody();
    const Failure failure = counter.refused(url, person);
    CHECK(failure.code == FailureCode::eid_refused);
    CHECK(failure.detail == reason);
    CHECK(person.consents.empty());
    CHECK(the_service().outcome(visit) == (other_host ? "open" : "refused " + reason));
  }
}

TEST_CASE("A service that would write onto the card is refused by the terminal") {
  Counter counter;
  if (!counter.desk)
    return;
  const Visit visit = the_service().begin("writes");
  Person person = counter.somebody();
  const Failure failure = counter.refused(visit.token_url, person);
  CHECK(failure.code == FailureCode::eid_refused);
  CHECK(failure.detail == "the service asks for more than is allowed");
  CHECK(person.consents.empty());
  CHECK(the_service().outcome(visit) == "refused cancellationByUser");
}

TEST_CASE("A service that does not have its certificate's key reads nothing") {
  Counter counter;
  if (!counter.desk)
    return;
  const Visit visit = the_service().begin("forged");
  Person person = counter.somebody();
  const Failure failure = counter.refused(visit.token_url, person);
  CHECK(failure.code == FailureCode::eid_refused);
  CHECK(failure.detail == "noPermission");
  CHECK(the_service().outcome(visit) == "refused noPermission");
}

TEST_CASE("A copied card, or one of another issuer, is refused by the service") {
  Counter counter;
  if (!counter.desk)
    return;
  const bool copied = GENERATE(true, false);
  if (copied)
    counter.desk->card("set cloned 1");
  else
    counter.desk->card("issue " + the_service().issuer().string() + ".other");
  const Visit visit = the_service().begin();
  Person person = counter.somebody();
  const Failure failure = counter.refused(visit.token_url, person);
  CHECK(failure.code == FailureCode::eid_refused);
  CHECK(failure.detail == "internalError");
  CHECK(the_service().outcome(visit) == (copied ? "refused the chip does not have the key"
                                                : "refused EF.CardSecurity is not the issuer's"));
}

TEST_CASE("A service that goes away when the card is open is told as such") {
  Counter counter;
  if (!counter.desk)
    return;
  const Visit visit = the_service().begin("gone");
  Person person = counter.somebody();
  const Failure failure = counter.refused(visit.token_url, person);
  CHECK(failure.code == FailureCode::eid_refused);
  CHECK(failure.detail == "trustedChannelEstablishmentFailed");
  CHECK(the_service().outcome(visit) == "refused gone");
  CHECK(counter.desk->card_state() == "pin=123456 tries=3");
}

TEST_CASE("A service that falls silent can be left at any moment") {
  Counter counter;
  if (!counter.desk)
    return;
  const std::string fault = GENERATE("slow", "silent");
  const Visit visit = the_service().begin(fault);
  std::stop_source stop;
  Person person = counter.somebody();
  std::jthread impatient([&] {
    processes::eventually([&] {
      return fault == "slow" ? the_service().was_asked(visit)
                             : the_service().outcome(visit) == "refused silent";
    });
    stop.request_stop();
  });
  const auto outcome = counter.run(visit.token_url, person, stop.get_token());
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::cancelled);
}

TEST_CASE("A card taken away while it is read is told as such, and the service has nothing") {
  Counter counter;
  if (!counter.desk)
    return;
  const Visit visit = the_service().begin();
  Person person = counter.somebody();
  person.before = [&](const api::EidQuestion&) {
    counter.desk->card("remove-after 12");
    return true;
  };
  const Failure failure = counter.refused(visit.token_url, person);
  CHECK(failure.code == FailureCode::card_removed);
  CHECK(the_service().outcome(visit) == "refused cancellationByUser");
}

TEST_CASE("An address that is none, or where nobody answers, is refused") {
  Counter counter;
  if (!counter.desk)
    return;
  for (const char* url : {"", "nonsense", "file:///etc/passwd", "https://localhost:1/token"}) {
    CAPTURE(url);
    Person person = counter.somebody();
    const Failure failure = counter.refused(url, person);
    CHECK(failure.code == FailureCode::eid_refused);
  }
}

} // namespace foyer::eid_client
