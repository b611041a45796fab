// SPDX-License-Identifier: EUPL-1.2
#include <same_person.hpp>

#include <catch2/catch.hpp>

using namespace foyer::middletier;

TEST_CASE("A name is the same in capitals, respelled as in a passport's zone, or without marks") {
  const auto [one, other] = GENERATE(table<std::string, std::string>({
      {"MÜSTERMANN", "Müstermann"},
      {"Müstermann", "MUESTERMANN"},
      {"Müstermann", "Mustermann"},
      {"Groß", "GROSS"},
      {"Groß", "GROẞ"},
      {"Şükrü", "SUEKRUE"},
      {"Şükrü", "Sukru"},
      {"Łukasz-Jan", "LUKASZ JAN"},
      {"O’Connor", "O'CONNOR"},
      {"Nguyễn  Thị", "NGUYEN THI"},
      {"Åse", "AASE"},
      {"Bjørn", "BJOERN"},
      {"Đorđe", "Dorde"},
      {"I\u0307pek", "\u0130pek"}, // the same letter, composed or not
  }));
  CAPTURE(one, other);
  CHECK(same_name(one, other));
  CHECK(same_name(other, one));
}

TEST_CASE("Another name is another, and none is not any") {
  const auto [one, other] = GENERATE(table<std::string, std::string>({
      {"Mustermann", "Mustermann-Schmidt"},
      {"Erika", "Erik"},
      {"Kovalenko", ""},
      {"", "Kovalenko"},
      {"Van Dam", "Vandam"},
  }));
  CAPTURE(one, other);
  CHECK_FALSE(same_name(one, other));
}

TEST_CASE("A date of birth is the same where both know the same of it") {
  CHECK(same_birth("19640812", "1964-08-12"));
  CHECK(same_birth("1964    ", "1964"));
  CHECK(same_birth("196408  ", "1964-08"));
  CHECK_FALSE(same_birth("19640812", "1964-08-13"));
  CHECK_FALSE(same_birth("19640812", "1964"));
  CHECK_FALSE(same_birth("", ""));
}

TEST_CASE("A person is names and birth together") {
  const EidPerson erika{"ERIKA", "MÜSTERMANN", "19640812"};
  CHECK(same_person(erika, {"Erika", "Müstermann", "1964-08-12"}));
  CHECK_FALSE(same_person(erika, {"Heidi", "Müstermann", "1964-08-12"}));
  CHECK_FALSE(same_person(erika, {"Erika", "Muster", "1964-08-12"}));
  CHECK_FALSE(same_person(erika, {"Erika", "Müstermann", "1964-08-11"}));
}
