// SPDX-License-Identifier: EUPL-1.2
// What a visitor is told of languages, and where they can change theirs.
#include "lobby.hpp"

#include <catch2/catch.hpp>

namespace foyer::screens_test {

TEST_CASE("The language can be changed on every page of a visit") {
  Lobby lobby;
  for (const auto& [name, state] : scenes("de")) {
    if (state.place == visit::Place::attract)
      continue;
    lobby.show(state);
    INFO(name);
    REQUIRE(lobby.ui->find("bar.language") != nullptr);
    CHECK(lobby.node("bar.language").target);
  }
}

TEST_CASE("Who chooses a language of the second tier is told so before, in that language") {
  Lobby lobby;
  const auto state = scene("language");
  lobby.show(state);
  for (const auto& language : house().texts.languages()) {
    INFO(language.code);
    const auto key = language.tier == 1 ? "visit.language.question" : "ui.questions_german";
    CHECK(house().texts.has(language.code, key));
    CHECK(lobby.node("language." + language.code).help == house().texts.text(language.code, key));
  }
}

TEST_CASE("An application that is German says so before it begins, and nowhere else") {
  Lobby lobby;
  for (const auto& language : house().texts.languages()) {
    INFO(language.code);
    lobby.show(scene("information", language.code));
    const auto* told = lobby.ui->find("information.questions");
    REQUIRE((told != nullptr) == (language.tier == 2));
    if (told == nullptr)
      continue;
    CHECK(told->label == house().texts.text(language.code, "ui.questions_german"));
    CHECK(lobby.node("information.questions.german").label ==
          house().texts.text("de", "ui.questions_german"));
  }
  // An office's own assistant that nobody has translated (the probe) in a language of the first
  // tier.
  auto state = scene("information", "en");
  state.draft = forms::Draft(house().assistants.at("probe"));
  lobby.show(state);
  CHECK(lobby.ui->find("information.questions") != nullptr);
}

} // namespace foyer::screens_test
