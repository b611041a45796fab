// SPDX-License-Identifier: EUPL-1.2
// Proving who one is on the pages: offered where it can be done, and asked for with all that the
// holder of a card must be shown (§ 18 (4) PAuswG).
#include "lobby.hpp"
#include "scenes.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::screens_test;

namespace {

std::string words(const char* key, const std::string& language = "de") {
  return house().texts.text(language, key);
}

} // namespace

TEST_CASE("it is offered where the answers are checked, until it is proven") {
  Lobby lobby;
  CHECK(only<visit::ProveIdentity>(lobby.tap(scene("check_answers-proof"), "prove")));
  lobby.show(scene("check_answers"));
  CHECK(lobby.ui->find("prove") == nullptr);
  lobby.show(scene("check_answers-proven"));
  CHECK(lobby.ui->find("prove") == nullptr);
  CHECK(lobby.node("proof").label.find(words("visit.prove.proven")) != std::string::npos);
}

TEST_CASE("who asks, what for and for which data is on the page before any PIN") {
  Lobby lobby;
  const auto state = scene("eid_consent");
  lobby.show(state);
  const auto says = [&](const char* id, const char* text) {
    return lobby.node(id).label.find(text) != std::string::npos ||
           lobby.node(id).value.find(text) != std::string::npos;
  };
  CHECK(says("consent.who.0", "Stadt Nürnberg, Amt für Migration"));
  CHECK(says("consent.who.1", "https://www.nuernberg.example"));
  CHECK(says("consent.why.0", "Nachweis der Identität"));
  CHECK(says("consent.valid", "31.12.2026"));
  CHECK(says("consent.terms.0", "Hauptmarkt 18"));
  CHECK(says("consent.terms.1", "poststelle@nuernberg.example"));
  CHECK(says("consent.terms.2", "Landesbeauftragte"));
  CHECK(says("consent.data.list.0", "Familienname"));
  CHECK(says("consent.data.list.3", "ShoeSize")); // nobody's word for it is known
  // A German voice says them wherever the page is read in another.
  lobby.show(scene("eid_consent", "ar"));
  CHECK(lobby.node("consent.terms.0").language == "de");
  CHECK(lobby.node("consent.data.list.3").language == "en");
  CHECK(lobby.node("consent.data.list.0").language.empty());
  lobby.show(state);
  CHECK(only<visit::GoBack>(lobby.tap(state, "page.back")));
  // Yes is said by who has seen all of it.
  for (int i = 0; i < 20 && lobby.ui->find("page.more") != nullptr; ++i)
    lobby.tap(state, "page.more");
  CHECK(only<visit::GoOn>(lobby.tap(state, "page.primary")));
}

TEST_CASE("the data asked for have words in every language") {
  for (const auto& language : house().texts.languages())
    for (const char* right :
         {"Address", "BirthName", "FamilyName", "GivenNames", "PlaceOfBirth", "DateOfBirth",
          "DoctoralDegree", "ArtisticName", "Pseudonym", "ValidUntil", "Nationality",
          "IssuingCountry", "DocumentType", "ResidencePermitI", "ResidencePermitII", "CommunityID",
          "AddressVerification", "AgeVerification"}) {
      CAPTURE(language.code, right);
      CHECK_FALSE(
          words((std::string("visit.prove.right.") + right).c_str(), language.code).empty());
    }
}

TEST_CASE("how it ended is told as what it was for, and leads on to the application") {
  Lobby lobby;
  CHECK(only<visit::GoOn>(lobby.tap(scene("eid_done-proof"), "page.primary")));
  CHECK(lobby.node("eid.end").label.find(words("visit.prove.done_text")) != std::string::npos);
  CHECK(lobby.node("eid.not_filed").label.find(words("visit.prove.not_filed")) !=
        std::string::npos);
  lobby.show(scene("eid_number-proof"));
  CHECK(lobby.ui->find("page.secondary") == nullptr); // a PIN letter's digits prove nothing
}

TEST_CASE("a failure says that the application is not touched by it") {
  Lobby lobby;
  for (const char* name : {"eid_problem-proof-eid_refused", "eid_problem-proof-eid_not_offered"})
    CHECK(only<visit::GoOn>(lobby.tap(scene(name), "page.primary")));
  for (const char* name : {"eid_problem-proof-line_down", "eid_problem-proof-card_removed"}) {
    const auto state = scene(name);
    CHECK(only<visit::TryAgain>(lobby.tap(state, "page.primary")));
    CHECK(only<visit::GoOn>(lobby.tap(state, "page.secondary")));
    CHECK(lobby.node("problem").label.find(words("visit.prove.failed")) != std::string::npos);
  }
}
