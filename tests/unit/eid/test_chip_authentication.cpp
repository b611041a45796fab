// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <eid/chip_authentication.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Example;
using test::hex;

namespace {

// The signed SecurityInfos of an EF.CardSecurity, without a look at its signature.
Bytes content_of(ByteView ef_card_security) {
  ByteView at = ef_card_security;
  for (const std::uint32_t tag : {0x30U, 0xA0U, 0x30U, 0x30U, 0xA0U, 0x04U})
    at = find_tlv(at, tag).value().value;
  return to_bytes(at);
}

Secret scalar(const Bytes& bytes) {
  return Secret(bytes[0] == 0 ? Bytes(bytes.begin() + 1, bytes.end()) : bytes);
}

constexpr CheckResult good{Check::chip_authentication, Verdict::passed, Reason::none};

} // namespace

TEST_CASE("Both worked examples of TR-03110 agree on their keys, nonce included") {
  for (const char* name : {"eac2_ecdh", "eac2_dh"}) {
    INFO(name);
    const Example example(name);
    const auto infos = parse_security_infos(content_of(example["ef_card_security"]));
    REQUIRE(infos.ok());
    REQUIRE(infos->chip_keys.size() == 1);
    const Bytes spki = infos->chip_keys[0].public_key;
    const auto group = Group::of_public_key(spki);
    REQUIRE(group.ok());
    const auto chip_key = Group::public_point(spki);
    REQUIRE(chip_key.ok());
    CHECK(to_hex(*chip_key) == to_hex(example["ca_pk_picc"]));
    const Secret mine = scalar(example["ca_sk_pcd"]);
    const auto public_key = group->multiply(group->generator(), mine);
    REQUIRE(public_key.ok());
    CHECK(to_hex(*public_key) == to_hex(example["ca_pk_pcd"]));
    const auto shared = group->multiply(*chip_key, mine);
    REQUIRE(shared.ok());
    const ByteView secret = group->shared_secret(*shared);
    CHECK(to_hex(secret) == to_hex(example["ca_k_shared"]));

    REQUIRE(infos->chip_authentication.size() == 1);
    const auto& info = infos->chip_authentication[0];
    const SessionKeys keys = chip_session_keys(info.cipher, secret, example["ca_nonce"]);
    CHECK(to_hex(keys.encryption.reveal()) == to_hex(example["ca_ks_enc"]));
    CHECK(to_hex(keys.mac.reveal()) == to_hex(example["ca_ks_mac"]));
    // T_PICC, the chip's token over the terminal's key (TR-03110-2 §3.4.1).
    const std::uint32_t tag = group->elliptic() ? 0x86 : 0x84;
    const Bytes input =
        tlv(0x7F49, {tlv(0x06, ByteView(info.oid)), tlv(tag, ByteView(*public_key))});
    CHECK(to_hex(mac(info.cipher, keys.mac, input)) == to_hex(example["ca_token"]));
    // Version 2 wants terminal authentication before it: not for us.
    CHECK(info.version == 2);
    CHECK_FALSE(choose_chip_authentication(*infos).has_value());
    CHECK(offers_chip_authentication(*infos));
  }
}

TEST_CASE("The worked example of chip-authentication mapping proves its chip") {
  const Example example("pace_i1_cam");
  const Bytes set = tlv(0x31, ByteView(example["chip_authentication_public_key_info"]));
  const auto infos = parse_security_infos(set);
  REQUIRE(infos.ok());
  const MappingTranscript mapping{example["pk_map_ic"], example["ca_ic"]};
  CHECK(verify_cam(*infos, 13, mapping) == good);

  MappingTranscript other = mapping;
  other.authentication_data.back() ^= 1;
  CHECK(verify_cam(*infos, 13, other).reason == Reason::chip_answer_wrong);
  other = mapping;
  other.mapping_key = example["pk_map_ifd"];
  CHECK(verify_cam(*infos, 13, other).verdict == Verdict::failed);
  other = mapping;
  other.authentication_data.assign(32, 0);
  CHECK(verify_cam(*infos, 13, other).verdict == Verdict::failed);
  other.authentication_data.clear();
  CHECK(verify_cam(*infos, 13, other).verdict == Verdict::failed);
  for (std::size_t size = 0; size < mapping.mapping_key.size(); ++size) {
    other = mapping;
    other.mapping_key.resize(size);
    REQUIRE(verify_cam(*infos, 13, other).verdict == Verdict::failed);
  }
  // The key belongs to another group than the one PACE ran in.
  CHECK(verify_cam(*infos, 12, mapping).reason == Reason::key_unusable);
  CHECK(verify_cam(*infos, std::nullopt, mapping).reason == Reason::key_unusable);
  CHECK(verify_cam(SecurityInfos(), 13, mapping).reason == Reason::key_unusable);
}
