// SPDX-License-Identifier: EUPL-1.2
#include <i18n/same_words.hpp>

#include <catch2/catch.hpp>

using namespace foyer::i18n;

TEST_CASE("a label is told by a question that has its words") {
  CHECK(says_the_same("Welche Bescheinigung brauchen Sie?", "Bescheinigung"));
  CHECK(says_the_same("Haben Sie einen besonderen Status?", "Besonderer Status"));
  CHECK(says_the_same("Чи є у Вас діти?", "Діти"));
  CHECK(says_the_same("Welchen Aufenthalts·titel haben Sie?", "Aufenthalts·titel"));
  CHECK_FALSE(says_the_same("Warum brauchen Sie eine neue Karte?", "Grund"));
  CHECK_FALSE(says_the_same("Wo wohnt das Kind?", "Wohnort des Kindes"));
  CHECK_FALSE(says_the_same("Wie heißen Sie?", ""));
}
