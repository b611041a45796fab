// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"
#include "scripted_channel.hpp"

#include <card/test_pki.hpp>
#include <card/virtual_card.hpp>
#include <eid/card_session.hpp>
#include <eid/pace.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Example;
using test::hex;
using test::prepared_random;
using test::ScriptedChannel;

namespace {

// The example's transcript as a card that only plays it.
void record(ScriptedChannel& channel, const Example& group) {
  channel.expect(group["mse_set_at_capdu"], hex("9000"));
  for (const char* step : {"ga1", "ga2", "ga3", "ga4"})
    channel.expect(group[std::string(step) + "_capdu"], group[std::string(step) + "_rapdu"]);
}

Password example_password(const Example& group) {
  const std::string zone = group.text("mrz_information"); // number cd birth cd expiry cd
  return *Password::from_mrz_fields(zone.substr(0, 9), zone.substr(10, 6), zone.substr(17, 6));
}

PaceChoice example_choice(const Example& group) {
  const Bytes infos = tlv(0x31, ByteView(group["pace_info"]));
  return *choose_pace(*parse_security_infos(infos));
}

} // namespace

TEST_CASE("pace: the terminal speaks the example of ICAO 9303-11 App. G.1 byte by byte") {
  const Example group("pace_g1_ecdh_gm");
  ScriptedChannel channel;
  record(channel, group);
  CardSession session(channel);
  const auto result = run_pace(session, example_choice(group), example_password(group),
                               prepared_random({group["sk_map_ifd"], group["sk_dh_ifd"]}));
  CHECK(result.ok());
  CHECK(channel.finished());
  CHECK(channel.strayed.empty());
}

TEST_CASE(
    "pace: chip-authentication mapping opens the card of App. I.1, and its session works on") {
  const Example group("pace_i1_cam");
  ScriptedChannel channel;
  record(channel, group);
  const Example after("sm_after_i1_gmrtd");
  for (const char* step : {"select_ef_card_security", "read_binary_4", "read_binary_98"})
    channel.expect(after[std::string(step) + "_capdu_protected"],
                   after[std::string(step) + "_rapdu_protected"]);
  CardSession session(channel);
  REQUIRE(run_pace(session, example_choice(group), example_password(group),
                   prepared_random({group["sk_map_ifd"], group["sk_dh_ifd"]}))
              .ok());
  CHECK(session.select_file(0x011D)->ok());
  CHECK(session.exchange({0x00, 0xB0, 0, 0, {}, 4})->ok());
  const auto rest = session.exchange({0x00, 0xB0, 0, 4, {}, 98});
  REQUIRE(rest.ok());
  CHECK(rest->data.size() == 98);
  CHECK(channel.strayed.empty());
}

TEST_CASE("pace: the virtual card answers the example of ICAO 9303-11 App. G.1 byte by byte") {
  const Example group("pace_g1_ecdh_gm");
  card::CardImage image;
  image.ef_card_access = group["ef_card_access"];
  // Card access and password are all that PACE looks at: a TD1 zone with the example's fields.
  card::HolderSpec holder;
  holder.document_number = "T22000129";
  holder.birth = "640812";
  holder.expiry = "101031";
  image.mrz = card::td1_zone(holder);
  card::VirtualCard chip(image,
                         prepared_random({group["s"], group["sk_map_ic"], group["sk_dh_ic"]}));
  CHECK(chip.answer(group["mse_set_at_capdu"]) == hex("9000"));
  for (const char* step : {"ga1", "ga2", "ga3", "ga4"}) {
    INFO(step);
    CHECK(to_hex(chip.answer(group[std::string(step) + "_capdu"])) ==
          to_hex(group[std::string(step) + "_rapdu"]));
  }
  CHECK(chip.opened());
}

TEST_CASE("pace: the arithmetic is that of the TR-03110 worked example") {
  const Example group("eac2_ecdh");
  const auto infos = parse_security_infos(group["ef_card_access"]);
  const auto choice = choose_pace(*infos);
  REQUIRE(choice);
  CHECK(choice->info.parameter_id == 13);
  const Secret password_key = derive_key(Cipher::aes128, group["pin"], KeyUse::password);
  CHECK(to_bytes(password_key.reveal()) == group["k_pi"]);
  const Secret nonce(*decrypt_cbc(Cipher::aes128, password_key, {}, group["z"]));
  CHECK(to_bytes(nonce.reveal()) == group["s"]);

  const auto curve = Group::standardised(13);
  const Secret map_key(group["sk_map_pcd"]);
  CHECK(*curve->multiply(curve->generator(), map_key) == group["pk_map_pcd"]);
  const Bytes shared = *curve->multiply(group["pk_map_picc"], map_key);
  CHECK(shared == group["h"]);
  const Bytes generator = *curve->map_generic(nonce, shared);
  CHECK(generator == group["g_mapped"]);
  const Secret key(group["sk_dh_pcd"]);
  CHECK(*curve->multiply(generator, key) == group["pk_dh_pcd"]);
  const Bytes agreed = *curve->multiply(group["pk_dh_picc"], key);
  CHECK(to_bytes(curve->shared_secret(agreed)) == group["k_shared"]);
  const Secret mac_key = derive_key(Cipher::aes128, group["k_shared"], KeyUse::mac);
  CHECK(to_bytes(mac_key.reveal()) == group["ks_mac"]);
  CHECK(pace_token(choice->info, mac_key, group["pk_dh_picc"]) == group["t_pcd"]);
  CHECK(pace_token(choice->info, mac_key, group["pk_dh_pcd"]) == group["t_picc"]);

  // The example's first protected bytes.
  SecureMessaging messaging = SecureMessaging::after_pace(
      {Cipher::aes128, Secret(group["ks_enc"]), Secret(group["ks_mac"])});
  const auto command = messaging.protect({0x00, 0x22, 0x81, 0xB6, group["sm_plain_ssc1"]});
  CHECK(Bytes(command->data.begin() + 3, command->data.begin() + 3 + 16) ==
        group["sm_cipher_ssc1"]);
}

TEST_CASE("pace: a card that does not know the password cannot fake its token") {
  const Example group("pace_g1_ecdh_gm");
  ScriptedChannel channel;
  channel.expect(group["mse_set_at_capdu"], hex("9000"));
  for (const char* step : {"ga1", "ga2", "ga3"})
    channel.expect(group[std::string(step) + "_capdu"], group[std::string(step) + "_rapdu"]);
  Bytes forged = group["ga4_rapdu"];
  forged[5] ^= 1;
  channel.expect(group["ga4_capdu"], forged);
  CardSession session(channel);
  const auto result = run_pace(session, example_choice(group), example_password(group),
                               prepared_random({group["sk_map_ifd"], group["sk_dh_ifd"]}));
  REQUIRE_FALSE(result.ok());
  CHECK(result.failure().code == FailureCode::authenticity_failed);
}

TEST_CASE("pace: a card that echoes our own key is not talked to") {
  const Example group("pace_g1_ecdh_gm");
  for (const int echoed : {2, 3}) {
    ScriptedChannel channel;
    channel.expect(group["mse_set_at_capdu"], hex("9000"));
    channel.expect(group["ga1_capdu"], group["ga1_rapdu"]);
    const Bytes echo2 = tlv(0x7C, {tlv(0x82, ByteView(group["pk_map_ifd"]))});
    const Bytes echo3 = tlv(0x7C, {tlv(0x84, ByteView(group["pk_dh_ifd"]))});
    const auto with_status = [](Bytes bytes) {
      append(bytes, hex("9000"));
      return bytes;
    };
    channel.expect(group["ga2_capdu"], echoed == 2 ? with_status(echo2) : group["ga2_rapdu"]);
    if (echoed == 3)
      channel.expect(group["ga3_capdu"], with_status(echo3));
    CardSession session(channel);
    const auto result = run_pace(session, example_choice(group), example_password(group),
                                 prepared_random({group["sk_map_ifd"], group["sk_dh_ifd"]}));
    REQUIRE_FALSE(result.ok());
    CHECK(result.failure().code == FailureCode::card_data_malformed);
  }
}

TEST_CASE("pace: every elliptic curve and every cipher opens a card") {
  for (int parameter = 8; parameter <= 18; ++parameter)
    for (int cipher = 1; cipher <= 4; ++cipher) {
      INFO("parameter " << parameter << " cipher " << cipher);
      card::CardImage image;
      image.can = "500540";
      image.ef_card_access = card::ef_card_access(cipher, parameter);
      card::VirtualCard chip(image);
      test::FunctionChannel channel(
          [&](ByteView command) -> Result<Bytes> { return chip.answer(command); });
      CardSession session(channel);
      const auto choice = choose_pace(*parse_security_infos(image.ef_card_access));
      REQUIRE(choice);
      CHECK(run_pace(session, *choice, Password::from_can(*Can::parse("500540")), system_random())
                .ok());
      CHECK(chip.opened());
      CHECK(session.select_application(hex("A0000002471001"))->ok());
    }
}
