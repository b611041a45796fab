// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <card/test_pki.hpp>
#include <eid/curve.hpp>
#include <eid/security_infos.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Group;

namespace {

Bytes pace_info(std::uint8_t mapping, std::uint8_t cipher, std::uint8_t parameter) {
  const Bytes oid{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, mapping, cipher};
  return tlv(0x30, {tlv(0x06, ByteView(oid)), tlv(0x02, ByteView(Bytes{2})),
                    tlv(0x02, ByteView(Bytes{parameter}))});
}

std::optional<PaceChoice> choice_from(std::initializer_list<Bytes> infos) {
  const Bytes file = tlv(0x31, infos);
  return choose_pace(*parse_security_infos(file));
}

} // namespace

TEST_CASE("card access: the file of ICAO 9303-11 App. G.1 offers ECDH-GM with AES-128 on BP256r1") {
  const auto infos = parse_security_infos(Group("pace_g1_ecdh_gm")["ef_card_access"]);
  REQUIRE(infos.ok());
  REQUIRE(infos->pace.size() == 1);
  CHECK(infos->pace[0].elliptic_curve);
  CHECK(infos->pace[0].mapping == PaceMapping::generic);
  CHECK(infos->pace[0].cipher == Cipher::aes128);
  CHECK(infos->pace[0].parameter_id == 13);
  const auto choice = choose_pace(*infos);
  REQUIRE(choice);
  CHECK_FALSE(choice->name_parameters);
}

TEST_CASE("card access: unknown entries, CAv3 and trailing bytes of real cards do not disturb") {
  const Group group("ef_card_access");
  const auto count = [&](const char* name) {
    const auto infos = parse_security_infos(group[name]);
    REQUIRE(infos.ok());
    return std::pair(static_cast<int>(infos->pace.size()), infos->others);
  };
  CHECK(count("new_test_card_2010") == std::pair(1, 4));
  CHECK(count("ca3") == std::pair(2, 8));
  CHECK(count("slovenia") == std::pair(0, 4));
  CHECK(count("ausweisapp_simulator") == std::pair(1, 5));
  // Generic mapping is preferred; both offers use the same curve, so it need not be named.
  const auto choice = choose_pace(*parse_security_infos(group["ca3"]));
  REQUIRE(choice);
  CHECK(choice->info.mapping == PaceMapping::generic);
  CHECK_FALSE(choice->name_parameters);
  // PACE version 1 with explicit parameters is not spoken any more.
  CHECK_FALSE(choose_pace(*parse_security_infos(group["old_test_card_2010"])));
  CHECK_FALSE(choose_pace(*parse_security_infos(group["slovenia"])));
}

TEST_CASE(
    "card access: the strongest variant is chosen and its parameters named where there are more") {
  auto choice = choice_from({pace_info(2, 1, 12), pace_info(2, 4, 13), pace_info(2, 2, 18)});
  REQUIRE(choice);
  CHECK(choice->info.cipher == Cipher::aes256);
  CHECK(choice->info.parameter_id == 13);
  CHECK(choice->name_parameters);
  choice = choice_from({pace_info(2, 2, 12), pace_info(2, 2, 17), pace_info(2, 2, 13)});
  REQUIRE(choice);
  CHECK(choice->info.parameter_id == 17);
  // DH groups and integrated mapping are not spoken; chip-authentication mapping opens too.
  choice = choice_from({pace_info(1, 4, 0), pace_info(4, 4, 13), pace_info(6, 2, 13)});
  REQUIRE(choice);
  CHECK(choice->info.mapping == PaceMapping::chip_authentication);
  CHECK_FALSE(choice_from({pace_info(1, 2, 0)}));
  CHECK_FALSE(choice_from({pace_info(2, 2, 99)}));
}

TEST_CASE("card access: every truncation is refused or skipped, never read beyond") {
  const Bytes whole = Group("ef_card_access")["ca3"];
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(parse_security_infos(
                    Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)))
                    .ok());
  // Entries inside that are cut off end the list; the ones before count.
  Bytes inner = pace_info(2, 2, 13);
  append(inner, Bytes{0x30, 0x20, 0x06});
  const auto infos = parse_security_infos(tlv(0x31, ByteView(inner)));
  REQUIRE(infos.ok());
  CHECK(infos->pace.size() == 1);
}

TEST_CASE("curves: all standardised elliptic curves are there, the other ids are not") {
  const std::map<int, int> bits{{8, 192},  {9, 192},  {10, 224}, {11, 224}, {12, 256}, {13, 256},
                                {14, 320}, {15, 384}, {16, 384}, {17, 512}, {18, 521}};
  for (int id = 0; id < 40; ++id) {
    const auto curve = Curve::standardised(id);
    REQUIRE(curve.has_value() == (bits.count(id) != 0));
    if (curve)
      CHECK(curve->order_bits() == bits.at(id));
  }
}

TEST_CASE("curves: points off the curve, at infinity or compressed are refused") {
  const auto curve = Curve::standardised(13);
  const Secret one(Bytes{1});
  Bytes point = curve->generator();
  CHECK(*curve->multiply(point, one) == point);
  point.back() ^= 1;
  CHECK_FALSE(curve->multiply(point, one).ok());
  CHECK_FALSE(curve->multiply(Bytes{0}, one).ok());
  CHECK_FALSE(curve->multiply({}, one).ok());
  CHECK_FALSE(curve->multiply(curve->generator(), Secret(Bytes{0})).ok());
  Bytes compressed = curve->generator();
  compressed[0] = 0x02;
  compressed.resize(33);
  CHECK_FALSE(curve->multiply(compressed, one).ok());
}
