// SPDX-License-Identifier: EUPL-1.2
#include <eid/holder.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;

namespace {

const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);

// The name is cut, the day of birth unknown.
Mrz zone() {
  Mrz mrz;
  mrz.surname = "MUELLER LUEDENSCHEIDT";
  mrz.given_names = "ANNA SO";
  mrz.name_maybe_truncated = true;
  mrz.birth = "8803<<";
  mrz.nationality = "AUT";
  mrz.sex = MrzSex::female;
  return mrz;
}

PersonalDetails details() {
  PersonalDetails person;
  person.full_name = {"Müller-Lüdenscheidt", "Anna Sophie"};
  person.birth = "1988-03-14";
  person.birth_place = {"Graz", "Steiermark"};
  return person;
}

} // namespace

TEST_CASE("holder: without details the zone's spelling stands, with its doubts") {
  const Holder holder = make_holder(zone(), nullptr, now);
  CHECK(holder.surname == "MUELLER LUEDENSCHEIDT");
  CHECK(holder.given_names == "ANNA SO");
  CHECK(holder.name_maybe_truncated);
  CHECK_FALSE(holder.name_from_dg11);
  CHECK(holder.birth == "1988-03");
  CHECK(holder.birth_place.empty());
}

TEST_CASE("holder: the chip's Latin spelling wins over the zone's") {
  const PersonalDetails person = details();
  const Holder holder = make_holder(zone(), &person, now);
  CHECK(holder.surname == "Müller-Lüdenscheidt");
  CHECK(holder.given_names == "Anna Sophie");
  CHECK(holder.name_from_dg11);
  CHECK_FALSE(holder.name_maybe_truncated);
  CHECK(holder.birth == "1988-03-14");
  CHECK(holder.birth_place == std::vector<std::string>{"Graz", "Steiermark"});
  CHECK(holder.nationality == "AUT");
  CHECK(holder.sex == MrzSex::female);
}

TEST_CASE("holder: a name in another script is kept beside the zone's") {
  PersonalDetails person = details();
  person.full_name = {"Коваленко", "Оксана"};
  const Holder holder = make_holder(zone(), &person, now);
  CHECK(holder.surname == "MUELLER LUEDENSCHEIDT");
  CHECK_FALSE(holder.name_from_dg11);
  CHECK(holder.name_maybe_truncated);
  CHECK(holder.national_name == FullName{"Коваленко", "Оксана"});
}

TEST_CASE("holder: a full name in other parts than the zone's does not make one name of two") {
  PersonalDetails person = details();
  person.full_name = {"MÜLLER-LÜDENSCHEIDT ANNA SOPHIE", ""};
  CHECK_FALSE(make_holder(zone(), &person, now).name_from_dg11);
  person.full_name = {"", "ANNA"};
  CHECK_FALSE(make_holder(zone(), &person, now).name_from_dg11);
  // A person with one name stays one.
  Mrz single = zone();
  single.given_names.clear();
  person.full_name = {"Ñandú", ""};
  CHECK(make_holder(single, &person, now).surname == "Ñandú");
}

TEST_CASE("holder: the full birth date is taken where it does not contradict the zone") {
  const auto birth = [](const char* yymmdd, const char* full) {
    Mrz mrz = zone();
    mrz.birth = yymmdd;
    PersonalDetails person = details();
    person.birth = full;
    return make_holder(mrz, &person, now).birth;
  };
  CHECK(birth("250314", "1925-03-14") == "1925-03-14"); // the zone alone would say 2025
  CHECK(birth("880314", "1988-03-14") == "1988-03-14");
  CHECK(birth("88<<<<", "1988-03") == "1988-03");
  CHECK(birth("88<<<<", "1988") == "1988");
  CHECK(birth("<<<<<<", "1988-03-14") == "1988-03-14");
  CHECK(birth("880314", "1988-03-15") == "1988-03-14");
  CHECK(birth("880314", "1988") == "1988-03-14"); // says less
  CHECK(birth("260314", "2126-03-14") == "2026-03-14");
  CHECK(birth("880314", "") == "1988-03-14");
}

TEST_CASE("holder: a wiped holder holds nothing") {
  const PersonalDetails person = details();
  Holder holder = make_holder(zone(), &person, now);
  holder.wipe();
  CHECK(holder.surname.empty());
  CHECK(holder.national_name.empty());
  CHECK(holder.birth_place.empty());
}
