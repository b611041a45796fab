// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <card/test_pki.hpp>
#include <eid/security_infos.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Example;

namespace {

Bytes pace_info(std::uint8_t mapping, std::uint8_t cipher, std::uint8_t parameter) {
  const Bytes oid{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, mapping, cipher};
  return tlv(0x30, {tlv(0x06, ByteView(oid)), tlv(0x02, ByteView(Bytes{2})),
                    tlv(0x02, ByteView(Bytes{parameter}))});
}

std::optional<PaceChoice> first_choice(const SecurityInfos& infos) {
  auto choices = pace_choices(infos);
  return choices.empty() ? std::nullopt : std::optional(std::move(choices.front()));
}

std::optional<PaceChoice> choice_from(std::initializer_list<Bytes> infos) {
  const Bytes file = tlv(0x31, infos);
  return first_choice(*parse_security_infos(file));
}

} // namespace

TEST_CASE("card access: the file of ICAO 9303-11 App. G.1 offers ECDH-GM with AES-128 on BP256r1") {
  const auto infos = parse_security_infos(Example("pace_g1_ecdh_gm")["ef_card_access"]);
  REQUIRE(infos.ok());
  REQUIRE(infos->pace.size() == 1);
  CHECK(infos->pace[0].elliptic_curve);
  CHECK(infos->pace[0].mapping == PaceMapping::generic);
  CHECK(infos->pace[0].cipher == Cipher::aes128);
  CHECK(infos->pace[0].parameter_id == 13);
  const auto choice = first_choice(*infos);
  REQUIRE(choice);
  CHECK_FALSE(choice->name_parameters);
}

TEST_CASE("card access: unknown entries, CAv3 and trailing bytes of real cards do not disturb") {
  const Example group("ef_card_access");
  const auto count = [&](const char* name) {
    const auto infos = parse_security_infos(group[name]);
    REQUIRE(infos.ok());
    return std::pair(static_cast<int>(infos->pace.size()), infos->others);
  };
  CHECK(count("new_test_card_2010") == std::pair(1, 3));
  CHECK(count("ca3") == std::pair(2, 6));
  CHECK(count("slovenia") == std::pair(0, 3));
  CHECK(count("ausweisapp_simulator") == std::pair(1, 4));
  // Chip-authentication mapping is preferred; both offers use the same curve, so it need not be
  // named.
  const auto choice = first_choice(*parse_security_infos(group["ca3"]));
  REQUIRE(choice);
  CHECK(choice->info.mapping == PaceMapping::chip_authentication);
  CHECK_FALSE(choice->name_parameters);
  // PACE version 1 is not spoken any more.
  CHECK_FALSE(first_choice(*parse_security_infos(group["old_test_card_2010"])));
  CHECK_FALSE(first_choice(*parse_security_infos(group["slovenia"])));
}

TEST_CASE("card access: the files of the TR-03110 worked examples offer PACE and chip "
          "authentication, on a curve and in a modular group") {
  for (const bool elliptic : {true, false}) {
    const Example group(elliptic ? "eac2_ecdh" : "eac2_dh");
    const auto infos = parse_security_infos(group["ef_card_access"]);
    REQUIRE(infos.ok());
    REQUIRE(infos->chip_authentication.size() == 1);
    const ChipAuthenticationInfo& chip = infos->chip_authentication[0];
    CHECK(chip.elliptic == elliptic);
    CHECK(chip.cipher == Cipher::aes128);
    CHECK(chip.version == 2);
    CHECK(chip.key_id == Bytes{1});
    const auto choice = first_choice(*infos);
    REQUIRE(choice);
    CHECK(choice->group.elliptic() == elliptic);
    CHECK(choice->info.parameter_id == (elliptic ? 13 : 0));
  }
}

TEST_CASE("security infos: the key of the App. I.1 chip is found and lies on its curve") {
  const Example group("pace_i1_cam");
  const auto infos =
      parse_security_infos(tlv(0x31, ByteView(group["chip_authentication_public_key_info"])));
  REQUIRE(infos.ok());
  REQUIRE(infos->chip_keys.size() == 1);
  CHECK(infos->chip_keys[0].elliptic);
  const auto key = Group::public_point(infos->chip_keys[0].public_key);
  REQUIRE(key.ok());
  CHECK(*key == group["pk_ic"]);
  CHECK(standardised_id(*Group::of_public_key(infos->chip_keys[0].public_key)) == 13);
}

TEST_CASE("security infos: active authentication names its signature algorithm once") {
  const Bytes protocol{0x67, 0x81, 0x08, 0x01, 0x01, 0x05};
  const auto entry = [&](const Bytes& algorithm) {
    return tlv(0x30, {tlv(0x06, ByteView(protocol)), tlv(0x02, ByteView(Bytes{1})),
                      tlv(0x06, ByteView(algorithm))});
  };
  const Bytes sha256{0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, 0x03};
  const auto infos = parse_security_infos(tlv(0x31, {entry(sha256), entry({0x2A})}));
  REQUIRE(infos.ok());
  REQUIRE(infos->active_authentication);
  CHECK(infos->active_authentication->signature_algorithm == sha256);
  CHECK(infos->others == 1);
}

TEST_CASE("security infos: a leading zero of a key's number does not make it another key") {
  const auto chip = [](std::initializer_list<std::uint8_t> number) {
    const Bytes oid{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03, 2, 4};
    const auto infos = parse_security_infos(
        tlv(0x31, {tlv(0x30, {tlv(0x06, ByteView(oid)), tlv(0x02, ByteView(Bytes{1})),
                              tlv(0x02, ByteView(Bytes(number)))})}));
    return infos->chip_authentication.at(0).key_id;
  };
  CHECK(chip({0x00, 0xC8}) == Bytes{0xC8});
  CHECK(chip({0x00}) == Bytes{0x00});
}

TEST_CASE("security infos: what DG14 signs must be what EF.CardAccess offered") {
  const auto infos = [](std::initializer_list<Bytes> entries) {
    return *parse_security_infos(tlv(0x31, entries));
  };
  const SecurityInfos both = infos({pace_info(2, 4, 13), pace_info(2, 2, 13)});
  CHECK(confirms_pace(both, infos({pace_info(2, 2, 13), pace_info(2, 4, 13)})));
  // Withholding the strong one is how a downgrade looks, adding a weak one as well.
  CHECK_FALSE(confirms_pace(both, infos({pace_info(2, 2, 13)})));
  CHECK_FALSE(confirms_pace(infos({pace_info(2, 4, 13)}), both));
  CHECK_FALSE(confirms_pace(infos({pace_info(2, 4, 13)}), infos({pace_info(2, 4, 12)})));
}

TEST_CASE("card access: parameters written out are taken when they are standardised ones") {
  const Bytes pace{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 2, 2};
  const Bytes domain(pace.begin(), pace.begin() + 9);
  const auto choice_for = [&](const Bytes& algorithm) {
    return choice_from(
        {tlv(0x30, {tlv(0x06, ByteView(pace)), tlv(0x02, ByteView(Bytes{2})),
                    tlv(0x02, ByteView(Bytes{40}))}),
         tlv(0x30, {tlv(0x06, ByteView(domain)), algorithm, tlv(0x02, ByteView(Bytes{40}))})});
  };
  // ecPublicKey with the named curve brainpoolP256r1, then with secp256k1, which is not one.
  const auto choice = choice_for(test::hex("301406072A8648CE3D020106092B2403030208010107"));
  REQUIRE(choice);
  CHECK(standardised_id(choice->group) == 13);
  CHECK(choice->info.parameter_id == 40);
  CHECK_FALSE(choice_for(test::hex("301006072A8648CE3D020106052B8104000A")));
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
  // Not above a group that is weaker than the cipher: RFC 5114 §2.1 is worth 80 bits.
  choice = choice_from({pace_info(1, 4, 0), pace_info(2, 1, 12)});
  REQUIRE(choice);
  CHECK(choice->info.parameter_id == 12);
  // Chip-authentication mapping, then generic, then integrated; curves before modular groups.
  choice = choice_from({pace_info(2, 2, 13), pace_info(6, 2, 13), pace_info(4, 2, 13)});
  REQUIRE(choice);
  CHECK(choice->info.mapping == PaceMapping::chip_authentication);
  choice = choice_from({pace_info(4, 2, 13), pace_info(2, 2, 13)});
  REQUIRE(choice);
  CHECK(choice->info.mapping == PaceMapping::generic);
  choice = choice_from({pace_info(1, 2, 2), pace_info(2, 2, 10)});
  REQUIRE(choice);
  CHECK(choice->info.elliptic_curve);
  CHECK(choice_from({pace_info(1, 2, 0)}));
  CHECK(choice_from({pace_info(3, 1, 0)}));
}

TEST_CASE("card access: variants that cannot be are not chosen") {
  CHECK_FALSE(choice_from({pace_info(2, 2, 99)}));
  CHECK_FALSE(choice_from({pace_info(2, 2, 0)}));  // a curve's protocol over a modular group
  CHECK_FALSE(choice_from({pace_info(1, 2, 13)})); // and the other way round
  CHECK_FALSE(choice_from({pace_info(4, 2, 10)})); // no integrated mapping on secp224r1
  CHECK_FALSE(choice_from({pace_info(6, 1, 13)})); // chip-authentication mapping needs AES
}

TEST_CASE("security infos: more entries than any document has are refused, whatever they say") {
  const auto set_of = [](std::size_t count, const Bytes& entry) {
    Bytes entries;
    for (std::size_t i = 0; i < count; ++i)
      append(entries, entry);
    return tlv(0x31, ByteView(entries));
  };
  for (const Bytes& entry : {pace_info(2, 2, 13), test::hex("3000"), test::hex("0400")}) {
    CHECK(parse_security_infos(set_of(64, entry)).ok());
    CHECK(parse_security_infos(set_of(65, entry)).failure().code ==
          FailureCode::card_data_malformed);
  }
  CHECK(pace_choices(*parse_security_infos(set_of(64, pace_info(2, 2, 13)))).size() == 64);
}

TEST_CASE("card access: of parameters that a card writes out only the first few are looked at") {
  const Bytes pace{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 2, 2};
  const Bytes domain(pace.begin(), pace.begin() + 9);
  const auto choice_behind = [&](int others) {
    Bytes entries = tlv(0x30, {tlv(0x06, ByteView(pace)), tlv(0x02, ByteView(Bytes{2})),
                               tlv(0x02, ByteView(Bytes{40}))});
    const auto add = [&](const char* algorithm) {
      append(entries, tlv(0x30, {tlv(0x06, ByteView(domain)), test::hex(algorithm),
                                 tlv(0x02, ByteView(Bytes{40}))}));
    };
    for (int i = 0; i < others; ++i)
      add("301006072A8648CE3D020106052B8104000A"); // secp256k1: not one of ours
    add("301406072A8648CE3D020106092B2403030208010107");
    return first_choice(*parse_security_infos(tlv(0x31, ByteView(entries))));
  };
  CHECK(choice_behind(7));
  CHECK_FALSE(choice_behind(8));
}

TEST_CASE("card access: every truncation is refused or skipped, never read beyond") {
  const Bytes whole = Example("ef_card_access")["ca3"];
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
