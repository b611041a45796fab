// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <card/test_pki.hpp>
#include <eid/crypto.hpp>
#include <eid/mrz.hpp>
#include <eid/password.hpp>
#include <eid/states.hpp>

#include <catch2/catch.hpp>

#include <array>

using namespace foyer;
using namespace foyer::eid;
using nlohmann::json;
using test::Example;

namespace {

std::string zone_of(const json& sample) {
  std::string zone;
  for (const auto& line : sample.at("lines"))
    zone += line.get<std::string>();
  return zone;
}

char letter(MrzSex sex) {
  if (sex == MrzSex::female)
    return 'F';
  return sex == MrzSex::male ? 'M' : '<';
}

std::string name(MrzLayout layout) {
  constexpr std::array names{"TD1", "TD2", "TD3", "MRVA", "MRVB"};
  return names.at(static_cast<std::size_t>(layout));
}

void check_sample(const json& sample) {
  INFO(sample.at("id").get<std::string>());
  const auto mrz = Mrz::parse(zone_of(sample));
  if (!sample.contains("fields")) {
    CHECK_FALSE(mrz.ok());
    return;
  }
  REQUIRE(mrz.ok());
  const json& fields = sample.at("fields");
  const auto text = [&](const char* key) { return fields.at(key).get<std::string>(); };
  CHECK(mrz->document_code == text("document_code"));
  CHECK(mrz->issuer == text("issuer"));
  CHECK(mrz->document_number == text("document_number"));
  CHECK(mrz->nationality == text("nationality"));
  CHECK(mrz->birth == text("birth"));
  // The zone knows F, M and a filler; the samples' X is read as unspecified.
  CHECK((text("sex") == std::string(1, letter(mrz->sex)) || mrz->sex == MrzSex::unspecified));
  CHECK(mrz->expiry == text("expiry"));
  CHECK(mrz->optional == text("optional"));
  CHECK(mrz->optional2 == fields.value("optional2", ""));
  CHECK(mrz->surname == text("surname"));
  CHECK(mrz->given_names == text("given"));
  CHECK(mrz->name_maybe_truncated == fields.at("maybe_truncated").get<bool>());
  const json& digits = sample.at("check_digits_ok");
  CHECK(mrz->check_digits.document_number == digits.at("document_number").get<bool>());
  CHECK(mrz->check_digits.birth == digits.at("birth").get<bool>());
  CHECK(mrz->check_digits.expiry == digits.at("expiry").get<bool>());
  CHECK(mrz->check_digits.composite.has_value() == digits.contains("composite"));
  if (mrz->check_digits.composite)
    CHECK(*mrz->check_digits.composite == digits.at("composite").get<bool>());
  CHECK(name(mrz->layout) == sample.at("format").get<std::string>());
  CHECK(mrz->check_digits.optional_data.has_value() == (mrz->layout == MrzLayout::td3));
  if (mrz->check_digits.optional_data)
    CHECK(*mrz->check_digits.optional_data == digits.at("optional").get<bool>());
}

WallTime at(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                               std::chrono::day(day));
}

} // namespace

TEST_CASE("mrz: check digits are those of the examples in ICAO 9303-3 App. A") {
  const Example group("check_digit");
  for (const char* example : {"ex1", "ex2", "ex3", "ex4", "ex5"}) {
    const std::string name = example;
    CHECK(check_digit(group.text(name + "_data")) == group.text(name + "_digit")[0]);
  }
  CHECK_FALSE(check_digit("abc"));
  CHECK_FALSE(check_digit("A B"));
}

TEST_CASE(
    "mrz: specimens, long numbers, mononyms and unknown dates are read; damaged zones refused") {
  const json samples =
      test::load_json(std::string(FOYER_SOURCE_DIR) + "/tests/unit/eid/mrz_samples.json");
  for (const json& sample : samples.at("samples"))
    check_sample(sample);
  CHECK(samples.at("samples").size() == 218);
}

TEST_CASE("mrz: every other length is refused") {
  for (std::size_t size = 0; size < 120; ++size)
    CHECK(Mrz::parse(std::string(size, '<')).ok() == (size == 72 || size == 88 || size == 90));
}

TEST_CASE("mrz: lines are joined as they were typed") {
  CHECK(zone_of_lines("p<utoeriksson<<anna\r\nL898902C36 UTO\n") ==
        "P<UTOERIKSSON<<ANNAL898902C36UTO");
  CHECK(zone_of_lines("").empty());
}

TEST_CASE("mrz: any single wrong character in a covered field breaks a digit") {
  // TD3 of 9303-4 App. B: number, birth, expiry, optional data and their digits.
  const std::string good = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
                           "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
  REQUIRE(Mrz::parse(good)->check_digits.all_ok());
  for (std::size_t at = 44; at < good.size(); ++at) {
    if ((at >= 54 && at < 57) || at == 64) // nationality and sex are in no check digit
      continue;
    std::string bad = good;
    bad[at] = bad[at] == '1' ? '2' : '1';
    // 1, B and L weigh alike modulo 10: that no digit can see.
    if (check_digit(good.substr(at, 1)) != check_digit(bad.substr(at, 1)))
      CHECK_FALSE(Mrz::parse(bad)->check_digits.all_ok());
  }
}

TEST_CASE("mrz: the century of a birth is the latest that is not in the future") {
  Mrz mrz;
  const WallTime now = at(2026, 11, 25);
  const auto birth = [&](const char* yymmdd) {
    mrz.birth = yymmdd;
    return birth_date(mrz, now);
  };
  CHECK(birth("880314") == "1988-03-14");
  CHECK(birth("260314") == "2026-03-14");
  CHECK(birth("261125") == "2026-11-25");
  CHECK(birth("261126") == "1926-11-26");
  CHECK(birth("72<<<<") == "1972");
  CHECK(birth("6807<<") == "1968-07");
  CHECK(birth("<<<<<<") == "");
  CHECK(birth("740230") == "");
  CHECK(birth("741312") == "");
  CHECK(birth("74O812") == "");
  CHECK(birth("000229") == "2000-02-29");
  // Unknown parts as some states print them.
  CHECK(birth("740000") == "1974");
  CHECK(birth("740800") == "1974-08");
  CHECK(birth("74XXXX") == "1974");
  CHECK(birth("74<812") == "");
  CHECK(birth("740012") == "");
}

TEST_CASE("mrz: an expiry is a whole date of this century or nothing") {
  Mrz mrz;
  const auto expiry = [&](const char* yymmdd) {
    mrz.expiry = yymmdd;
    return expiry_date(mrz);
  };
  CHECK(expiry("270831") == "2027-08-31");
  CHECK(expiry("280229") == "2028-02-29");
  CHECK(expiry("270229") == "");
  CHECK(expiry("27<<<<") == "");
  CHECK(expiry("<<<<<<") == "");
}

TEST_CASE("mrz: the specimen's zone has right check digits") {
  const std::string zone = card::td1_zone({});
  const auto mrz = Mrz::parse(zone);
  REQUIRE(mrz.ok());
  CHECK(mrz->check_digits.all_ok());
  CHECK(mrz->document_code == "AR");
  CHECK(mrz->issuer == "D");
  CHECK(mrz->document_number == "YT8P3R0M4");
  CHECK(mrz->surname == "KOVALENKO");
  CHECK(mrz->given_names == "OKSANA MARIIA");
}

TEST_CASE("mrz: a wiped zone holds nothing") {
  auto mrz = Mrz::parse(card::td1_zone({}));
  mrz->wipe();
  CHECK(*mrz == Mrz());
}

TEST_CASE("password: a CAN is six digits, blanks forgiven") {
  CHECK(as_text(Can::parse("500540")->digits().reveal()) == "500540");
  CHECK(as_text(Can::parse(" 500 540 ")->digits().reveal()) == "500540");
  for (const char* bad : {"", "50054", "5005401", "50054A", "-50054", "５００５４０"})
    CHECK(Can::parse(bad).failure().code == FailureCode::can_malformed);
}

TEST_CASE("password: the MRZ key seed is SHA-1 over the MRZ information") {
  const Example group("pace_g1_ecdh_gm");
  const auto password = Password::from_mrz_fields("T22000129", "640812", "101031");
  CHECK(to_bytes(password->key_seed().reveal()) == group["k"]);
  CHECK(password->kind() == PasswordKind::mrz);
  CHECK_FALSE(Password::from_mrz_fields("t22000129", "640812", "101031").ok());
  // ICAO 9303-11 App. D.2: short numbers are filled up, long ones taken whole.
  const Example bac("bac_d2");
  CHECK(to_bytes(Password::from_mrz_fields("L898902C", "690806", "940623")->key_seed().reveal()) ==
        digest(Hash::sha1, bac["td1_mrz_information"]));
  CHECK(to_bytes(
            Password::from_mrz_fields("D23145890734", "340712", "950712")->key_seed().reveal()) ==
        digest(Hash::sha1, bac["td1_long_mrz_information"]));
}

TEST_CASE("states: codes are found, Germany's with and without fillers") {
  CHECK(find_state("D<<")->iso3 == "DEU");
  CHECK(find_state("D")->iso2 == "DE");
  CHECK(find_state("DEU")->mrz == "D");
  CHECK(find_state("UKR")->iso2 == "UA");
  CHECK(find_state("SYR")->iso3 == "SYR");
  CHECK(find_state("XXA")->iso2.empty());
  CHECK(find_state("RKS")->mrz == "RKS");
  CHECK(find_state("ZWE")->iso2 == "ZW");
  CHECK(find_state("AFG")->iso2 == "AF");
  CHECK_FALSE(find_state("XYZ"));
  CHECK_FALSE(find_state(""));
  CHECK_FALSE(find_state("<<<"));
}
