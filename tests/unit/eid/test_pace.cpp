// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"
#include "scripted_channel.hpp"

#include <card/test_pki.hpp>
#include <card/virtual_card.hpp>
#include <eid/card_session.hpp>
#include <eid/pace.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

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
  for (const char* step : {"ga1", "ga2", "ga3"})
    channel.expect(group[std::string(step) + "_capdu"], group[std::string(step) + "_rapdu"]);
  // One example's last answer is printed without its status word.
  Bytes last = group["ga4_rapdu"];
  if (last[last.size() - 2] != 0x90)
    append(last, hex("9000"));
  channel.expect(group["ga4_capdu"], last);
}

// As open_chip does it, without what comes before.
Result<std::optional<MappingTranscript>> run_pace(CardSession& session, const PaceChoice& choice,
                                                  const Password& password,
                                                  const RandomSource& random) {
  FOYER_TRY(const std::uint16_t status, choose_protocol(session, choice, password.kind()));
  REQUIRE(status == sw::ok);
  return authenticate_password(session, choice, password, random);
}

Bytes with_status(Bytes bytes) {
  append(bytes, hex("9000"));
  return bytes;
}

// A transcript put together from an example that prints values and no commands.
struct Values {
  std::string oid;
  std::uint8_t reference = 1;
  Bytes encrypted_nonce;
  Bytes mapping_ours;
  Bytes mapping_answer; // data objects inside 7C
  Bytes key_ours;
  Bytes key_theirs;
  Bytes token_ours;
  Bytes token_theirs;
};

void record(ScriptedChannel& channel, const Values& values) {
  const auto authenticate = [&](const char* cla, std::uint32_t tag, const Bytes& value,
                                const Bytes& answer) {
    const Bytes data = tlv(0x7C, tag == 0 ? ByteView() : ByteView(tlv(tag, ByteView(value))));
    Bytes command = hex(std::string(cla) + "860000");
    command.push_back(static_cast<std::uint8_t>(data.size()));
    append(command, data);
    command.push_back(0);
    channel.expect(command, with_status(tlv(0x7C, ByteView(answer))));
  };
  Bytes chosen = tlv(0x80, ByteView(hex(values.oid)));
  append(chosen, tlv(0x83, ByteView(Bytes{values.reference})));
  Bytes command = hex("0022C1A4");
  command.push_back(static_cast<std::uint8_t>(chosen.size()));
  append(command, chosen);
  channel.expect(command, hex("9000"));
  authenticate("10", 0, {}, tlv(0x80, ByteView(values.encrypted_nonce)));
  authenticate("10", 0x81, values.mapping_ours, values.mapping_answer);
  authenticate("10", 0x83, values.key_ours, tlv(0x84, ByteView(values.key_theirs)));
  authenticate("00", 0x85, values.token_ours, tlv(0x86, ByteView(values.token_theirs)));
}

PaceChoice choice_of(const std::string& oid, std::uint8_t parameter) {
  const Bytes infos =
      tlv(0x31, {tlv(0x30, {tlv(0x06, ByteView(hex(oid))), tlv(0x02, ByteView(Bytes{2})),
                            tlv(0x02, ByteView(Bytes{parameter}))})});
  return pace_choices(*parse_security_infos(infos)).at(0);
}

// The examples draw their keys from 1 .. p-1, the terminal from 1 .. q-1, which gives the same
// public keys: the rest of a division, bit by bit.
Bytes modulo(const Bytes& number, const Bytes& divisor) {
  Bytes rest(divisor.size() + 1);
  Bytes wide = divisor;
  wide.insert(wide.begin(), 0);
  for (std::size_t bit = 0; bit < 8 * number.size(); ++bit) {
    unsigned carry = (number[bit / 8] >> (7 - bit % 8)) & 1U;
    for (auto digit = rest.rbegin(); digit != rest.rend(); ++digit) {
      const unsigned shifted = (static_cast<unsigned>(*digit) << 1U) | carry;
      *digit = static_cast<std::uint8_t>(shifted & 0xFFU);
      carry = shifted >> 8U;
    }
    if (std::lexicographical_compare(rest.begin(), rest.end(), wide.begin(), wide.end()))
      continue;
    int borrow = 0;
    for (std::size_t i = rest.size(); i-- > 0;) {
      const int digit = rest[i] - wide[i] - borrow;
      borrow = digit < 0 ? 1 : 0;
      rest[i] = static_cast<std::uint8_t>(digit & 0xFF);
    }
  }
  rest.erase(rest.begin());
  return rest;
}

Password example_password(const Example& group) {
  const std::string zone = group.text("mrz_information"); // number cd birth cd expiry cd
  return *Password::from_mrz_fields(zone.substr(0, 9), zone.substr(10, 6), zone.substr(17, 6));
}

PaceChoice example_choice(const Example& group) {
  const Bytes infos = tlv(0x31, ByteView(group["pace_info"]));
  return pace_choices(*parse_security_infos(infos)).at(0);
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
  const auto choices = pace_choices(*infos);
  REQUIRE_FALSE(choices.empty());
  const PaceChoice* choice = &choices.front();
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

TEST_CASE("pace: the terminal speaks the DH example of ICAO 9303-11 App. G.2 byte by byte") {
  const Example group("pace_g2_dh_gm");
  ScriptedChannel channel;
  record(channel, group);
  CardSession session(channel);
  const auto result = run_pace(session, example_choice(group), example_password(group),
                               prepared_random({group["sk_map_ifd"], group["sk_dh_ifd"]}));
  CHECK(result.ok());
  CHECK(channel.finished());
  CHECK(channel.strayed.empty());
  CHECK(session.is_protected());
}

TEST_CASE("pace: chip-authentication mapping gives what App. I.1 prints") {
  const Example group("pace_i1_cam");
  ScriptedChannel channel;
  record(channel, group);
  CardSession session(channel);
  const auto result = run_pace(session, example_choice(group), example_password(group),
                               prepared_random({group["sk_map_ifd"], group["sk_dh_ifd"]}));
  REQUIRE(result.ok());
  REQUIRE(result->has_value());
  const MappingTranscript& mapping = **result;
  CHECK(mapping.mapping_key == group["pk_map_ic"]);
  CHECK(mapping.authentication_data == group["ca_ic"]);
  // 9303-11 §4.4.3.5.4: the data times the chip's key is the mapping key.
  CHECK(*Group::standardised(13)->multiply(group["pk_ic"], Secret(mapping.authentication_data)) ==
        group["ca_check"]);
}

TEST_CASE("pace: the integrated mapping of App. H.1 and H.2 gives the printed generators") {
  const std::array<std::pair<const char*, int>, 2> examples{
      {{"pace_h1_ecdh_im", 13}, {"pace_h2_dh_im", 0}}};
  for (const auto& [name, parameter] : examples) {
    INFO(name);
    const Example group(name);
    const auto domain = Group::standardised(parameter);
    const Secret nonce(*decrypt_cbc(Cipher::aes128, Secret(group["k_pi"]), {}, group["z"]));
    CHECK(to_bytes(nonce.reveal()) == group["s"]);
    const auto number = integrated_number(Cipher::aes128, nonce, group["t"], domain->prime_bits());
    REQUIRE(number.ok());
    CHECK(to_hex(number->reveal()) == to_hex(group["r_st"]));
    const auto generator = domain->map_integrated(*number);
    REQUIRE(generator.ok());
    CHECK(to_hex(*generator) == to_hex(group["g_mapped"]));
    // The reduced number is the same one.
    CHECK(*domain->map_integrated(Secret(group["rp_st"])) == *generator);
  }
}

TEST_CASE("pace: the terminal speaks the example of App. H.1 byte by byte") {
  const Example group("pace_h1_ecdh_im");
  Values values{"04007F00070202040402",
                1,
                group["z"],
                group["t"],
                {},
                group["pk_dh_ifd"],
                group["pk_dh_ic"],
                group["t_ifd"],
                group["t_ic"]};
  // The card's mapping answer is empty; cards say so in three ways.
  for (const char* answer : {"", "8200", "-"}) {
    INFO(answer);
    ScriptedChannel channel;
    values.mapping_answer = answer[0] == '-' ? Bytes{} : hex(answer);
    record(channel, values);
    if (answer[0] == '-')
      channel.replace_answer(2, group["ga2_rapdu"]);
    CardSession session(channel);
    const PaceChoice choice = choice_of(values.oid, 13);
    CHECK(*choose_protocol(session, choice, PasswordKind::mrz) == sw::ok);
    const auto result = authenticate_password(session, choice, *Password::from_pin("123456"),
                                              prepared_random({group["t"], group["sk_dh_ifd"]}));
    CHECK(result.ok());
    CHECK(channel.finished());
    CHECK(channel.strayed.empty());
  }
}

TEST_CASE("pace: the commands that App. H.1 prints are those of its transcript") {
  const Example group("pace_h1_ecdh_im");
  ScriptedChannel channel;
  channel.expect(group["mse_set_at_capdu"], hex("9000"));
  channel.expect(group["ga1_capdu"], group["ga1_rapdu"]);
  channel.expect(group["ga2_capdu"], group["ga2_rapdu"]);
  CardSession session(channel);
  const PaceChoice choice = choice_of("04007F00070202040402", 13);
  CHECK(*choose_protocol(session, choice, PasswordKind::mrz) == sw::ok);
  // The script is over before the keys are exchanged, which is where it ends.
  CHECK(authenticate_password(session, choice, *Password::from_pin("123456"),
                              prepared_random({group["t"], group["sk_dh_ifd"]}))
            .failure()
            .code == FailureCode::card_mute);
  CHECK(channel.strayed.empty());
}

TEST_CASE("pace: the terminal speaks the DH example of App. H.2 with its printed values") {
  const Example group("pace_h2_dh_im");
  const Bytes order = Example("pace_g2_dh_gm")["dh_q"];
  ScriptedChannel channel;
  record(channel, {"04007F00070202040302",
                   3,
                   group["z"],
                   group["t"],
                   {},
                   group["pk_dh_ifd"],
                   group["pk_dh_ic"],
                   group["t_ifd"],
                   group["t_ic"]});
  CardSession session(channel);
  const auto result =
      run_pace(session, choice_of("04007F00070202040302", 0), *Password::from_pin("123456"),
               prepared_random({group["t"], modulo(group["sk_dh_ifd"], order)}));
  CHECK(result.ok());
  CHECK(channel.finished());
  CHECK(channel.strayed.empty());
}

TEST_CASE("pace: the terminal speaks the TR-03110 examples on a curve and in a modular group") {
  for (const bool elliptic : {true, false}) {
    INFO("elliptic " << elliptic);
    const Example group(elliptic ? "eac2_ecdh" : "eac2_dh");
    const std::string oid = elliptic ? "04007F00070202040202" : "04007F00070202040102";
    // One number is printed with a leading zero, as a signed one would be.
    Bytes key = group["pk_dh_pcd"];
    if (!elliptic && key[0] == 0)
      key.erase(key.begin());
    Values values{oid,
                  3,
                  group["z"],
                  group["pk_map_pcd"],
                  tlv(0x82, ByteView(group["pk_map_picc"])),
                  key,
                  group["pk_dh_picc"],
                  group["t_pcd"],
                  group["t_picc"]};
    ScriptedChannel channel;
    record(channel, values);
    Bytes map_key = group["sk_map_pcd"];
    Bytes dh_key = group["sk_dh_pcd"];
    if (elliptic) {
      dh_key.erase(dh_key.begin()); // a leading zero here as well
    } else {
      const Bytes order = Example("pace_g2_dh_gm")["dh_q"];
      map_key = modulo(map_key, order);
      dh_key = modulo(dh_key, order);
    }
    CardSession session(channel);
    const auto result =
        run_pace(session, pace_choices(*parse_security_infos(group["ef_card_access"])).at(0),
                 *Password::from_pin(as_text(group["pin"])), prepared_random({map_key, dh_key}));
    CHECK(result.ok());
    CHECK(channel.finished());
    CHECK(channel.strayed.empty());
  }
}

TEST_CASE("pace: no answer of any example survives being cut anywhere") {
  for (const char* name : {"pace_g1_ecdh_gm", "pace_g2_dh_gm", "pace_i1_cam"}) {
    const Example group(name);
    for (const char* step : {"ga1", "ga2", "ga3", "ga4"}) {
      const Bytes whole = group[std::string(step) + "_rapdu"];
      const std::size_t data = whole.size() - (whole[whole.size() - 2] == 0x90 ? 2 : 0);
      for (std::size_t size = 0; size < data; ++size)
        for (const bool status : {true, false}) {
          Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
          if (status)
            append(cut, hex("9000"));
          ScriptedChannel channel;
          record(channel, group);
          channel.replace_answer(step[2] - '0', cut);
          CardSession session(channel);
          INFO(name << " " << step << " " << size);
          CHECK_FALSE(run_pace(session, example_choice(group), example_password(group),
                               prepared_random({group["sk_map_ifd"], group["sk_dh_ifd"]}))
                          .ok());
          CHECK_FALSE(session.is_protected());
        }
    }
  }
}

TEST_CASE("pace: a nonce of the wrong size for integrated mapping ends it") {
  const Example group("pace_h1_ecdh_im");
  ScriptedChannel channel;
  channel.expect(group["mse_set_at_capdu"], hex("9000"));
  channel.expect(group["ga1_capdu"], with_status(tlv(0x7C, {tlv(0x80, ByteView(Bytes(32, 7)))})));
  channel.expect(group["ga2_capdu"], hex("9000"));
  CardSession session(channel);
  const PaceChoice choice = choice_of("04007F00070202040402", 13);
  (void)choose_protocol(session, choice, PasswordKind::mrz);
  CHECK(authenticate_password(session, choice, *Password::from_pin("123456"),
                              prepared_random({group["t"]}))
            .failure()
            .code == FailureCode::card_data_malformed);
}

TEST_CASE("pace: a card that uses its mapping key twice is not talked to") {
  const Example group("pace_g1_ecdh_gm");
  ScriptedChannel channel;
  record(channel, group);
  channel.replace_answer(3, with_status(tlv(0x7C, {tlv(0x84, ByteView(group["pk_map_ic"]))})));
  CardSession session(channel);
  CHECK(run_pace(session, example_choice(group), example_password(group),
                 prepared_random({group["sk_map_ifd"], group["sk_dh_ifd"]}))
            .failure()
            .code == FailureCode::card_data_malformed);
}

TEST_CASE("pace: a modular key with a leading zero is drawn again") {
  // One power of the generator in 256 begins with a zero byte.
  const auto group = Group::standardised(0);
  Bytes zero_first;
  for (int i = 1; zero_first.empty() && i < 5000; ++i) {
    Bytes key(20);
    key[18] = static_cast<std::uint8_t>(i >> 8);
    key[19] = static_cast<std::uint8_t>(i);
    key[0] = 1;
    if ((*group->multiply(group->generator(), Secret(key)))[0] == 0)
      zero_first = key;
  }
  REQUIRE_FALSE(zero_first.empty());
  const Example example("pace_g2_dh_gm");
  ScriptedChannel channel;
  record(channel, example);
  CardSession session(channel);
  CHECK(run_pace(session, example_choice(example), example_password(example),
                 prepared_random({zero_first, example["sk_map_ifd"], example["sk_dh_ifd"]}))
            .ok());
  CHECK(channel.strayed.empty());
}
