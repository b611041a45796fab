// SPDX-License-Identifier: EUPL-1.2
// The chip's side against the worked examples of ICAO 9303-11 and TR-03110: what the terminal is
// tested with must itself be right, and nothing of the terminal's code takes part here.
#include "../../unit/eid/examples.hpp"

#include "ber.hpp"
#include "chip_crypto.hpp"
#include "chip_group.hpp"
#include "chip_pace.hpp"
#include "chip_proof.hpp"

#include <card/test_pki.hpp>
#include <card/virtual_card.hpp>

#include <catch2/catch.hpp>

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <deque>

using namespace foyer;
using namespace foyer::card;
using test::Example;
using test::hex;

namespace {

// Gives out these values in turn.
RandomSource prepared(std::vector<Bytes> values) {
  auto queue = std::make_shared<std::deque<Bytes>>(values.begin(), values.end());
  return [queue](std::span<std::uint8_t> out) {
    REQUIRE_FALSE(queue->empty());
    REQUIRE(queue->front().size() == out.size());
    std::copy(queue->front().begin(), queue->front().end(), out.begin());
    queue->pop_front();
  };
}

// A zone with the key fields that the examples of PACE are made with.
std::string example_zone() {
  HolderSpec holder;
  holder.document_number = "T22000129";
  holder.birth = "640812";
  holder.expiry = "101031";
  return td1_zone(holder);
}

void check_steps(VirtualCard& chip, const Example& example) {
  CHECK(to_hex(chip.answer(example["mse_set_at_capdu"])) == "9000");
  for (const char* step : {"ga1", "ga2", "ga3"}) {
    INFO(step);
    const std::string name = step;
    CHECK(to_hex(chip.answer(example[name + "_capdu"])) == to_hex(example[name + "_rapdu"]));
  }
  // One example's chip tells a certificate holder beside its token; ours has none to tell.
  CHECK(to_hex(chip.answer(example["ga4_capdu"])) == "7c0a8608" + to_hex(example["t_ic"]) + "9000");
}

Bytes card_access_of(const Bytes& pace_info) {
  return ber::element(0x31, ByteView(pace_info));
}

} // namespace

TEST_CASE("chip: derives and answers basic access control as ICAO 9303-11 App. D.3") {
  const Example example("bac_d3");
  CardImage image;
  image.bac = true;
  image.can = "500540";
  HolderSpec holder; // the zone of App. D.2
  holder.document_number = "L898902C";
  holder.birth = "690806";
  holder.expiry = "940623";
  image.mrz = td1_zone(holder);
  VirtualCard chip(image, prepared({example["rnd_ic"], example["k_ic"]}));
  CHECK(to_hex(chip.answer(hex("00A4040C07A0000002471001"))) == "9000");
  CHECK(to_hex(chip.answer(example["get_challenge_capdu"])) ==
        to_hex(example["get_challenge_rapdu"]));
  CHECK_FALSE(chip.opened());
  CHECK(to_hex(chip.answer(example["external_authenticate_capdu"])) ==
        to_hex(example["external_authenticate_rapdu"]));
  CHECK(chip.opened());
  // The session goes on as App. D.4 has it: EF.COM is selected and read under these keys.
  const Example session("sm_d4");
  image.ef_com = session["ef_com"];
  VirtualCard whole(image, prepared({example["rnd_ic"], example["k_ic"]}));
  (void)whole.answer(hex("00A4040C07A0000002471001"));
  (void)whole.answer(example["get_challenge_capdu"]);
  (void)whole.answer(example["external_authenticate_capdu"]);
  for (const char* step : {"select_ef_com", "read_binary_4", "read_binary_18"}) {
    INFO(step);
    const std::string name = step;
    CHECK(to_hex(whole.answer(session[name + "_capdu_protected"])) ==
          to_hex(session[name + "_rapdu_protected"]));
  }
}

TEST_CASE("chip: a wrong zone does not open basic access control") {
  const Example example("bac_d3");
  CardImage image;
  image.bac = true;
  image.mrz = example_zone();
  VirtualCard chip(image, prepared({example["rnd_ic"]}));
  (void)chip.answer(hex("00A4040C07A0000002471001"));
  (void)chip.answer(example["get_challenge_capdu"]);
  CHECK(to_hex(chip.answer(example["external_authenticate_capdu"])) == "6300");
  CHECK_FALSE(chip.opened());
}

TEST_CASE("chip: the hash of the zone takes long document numbers as ICAO 9303-11 App. D.2") {
  // D23145890734, in TD1 after a filler, then the check digit 9.
  const Example example("bac_d2");
  const std::string td1 = "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2"
                          "STEVENSON<<PETER<JOHN<<<<<<<<<";
  CHECK(to_hex(mrz_hash(td1)) == to_hex(hash("SHA-1", example["td1_long_mrz_information"])));
  const std::string short_td1 = "I<UTOL898902C<3<<<<<<<<<<<<<<<6908061F9406236UTO<<<<<<<<<<<2"
                                "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
  CHECK(to_hex(mrz_hash(short_td1)) == to_hex(hash("SHA-1", example["td1_mrz_information"])));
}

TEST_CASE("chip: speaks PACE with generic mapping over a curve as ICAO 9303-11 App. G.1") {
  const Example example("pace_g1_ecdh_gm");
  CardImage image;
  image.ef_card_access = example["ef_card_access"];
  image.mrz = example_zone();
  VirtualCard chip(image, prepared({example["s"], example["sk_map_ic"], example["sk_dh_ic"]}));
  check_steps(chip, example);
  CHECK(chip.opened());
}

TEST_CASE("chip: speaks PACE with generic mapping over numbers as ICAO 9303-11 App. G.2") {
  const Example example("pace_g2_dh_gm");
  CardImage image;
  image.ef_card_access = card_access_of(example["pace_info"]);
  image.mrz = example_zone();
  VirtualCard chip(image, prepared({example["s"], example["sk_map_ic"], example["sk_dh_ic"]}));
  check_steps(chip, example);
  CHECK(chip.opened());
}

TEST_CASE("chip: speaks PACE with integrated mapping over a curve as ICAO 9303-11 App. H.1") {
  const Example example("pace_h1_ecdh_im");
  CardImage image;
  image.ef_card_access = card_access_of(example["pace_info"]);
  image.can = "500540";
  // App. H gives the key that it derives from its password and not the password, so the steps are
  // held one by one.
  const auto group = ChipGroup::standard(13);
  REQUIRE(group);
  const auto mapped = group->map_integrated(Cipher::aes128, example["s"], example["t"]);
  REQUIRE(mapped);
  CHECK(to_hex(*mapped) == to_hex(example["g_mapped"]));
  CHECK(to_hex(*group->times(*mapped, example["sk_dh_ic"])) == to_hex(example["pk_dh_ic"]));
  const auto shared = group->times(example["pk_dh_ifd"], example["sk_dh_ic"]);
  CHECK(to_hex(group->secret(*shared)) == to_hex(example["k_shared"]));
  CHECK(to_hex(derive(Cipher::aes128, example["k_shared"], 2)) == to_hex(example["ks_mac"]));
  CHECK(to_hex(cbc_encrypt(Cipher::aes128, example["k_pi"], {}, example["s"])) ==
        to_hex(example["z"]));
}

TEST_CASE("chip: speaks PACE with integrated mapping over numbers as ICAO 9303-11 App. H.2") {
  const Example example("pace_h2_dh_im");
  const auto group = ChipGroup::standard(0);
  REQUIRE(group);
  const auto mapped = group->map_integrated(Cipher::aes128, example["s"], example["t"]);
  REQUIRE(mapped);
  CHECK(to_hex(*mapped) == to_hex(example["g_mapped"]));
  CHECK(to_hex(*group->times(*mapped, example["sk_dh_ic"])) == to_hex(example["pk_dh_ic"]));
  const auto shared = group->times(example["pk_dh_ifd"], example["sk_dh_ic"]);
  CHECK(to_hex(group->secret(*shared)) == to_hex(example["k_shared"]));
  CHECK(to_hex(derive(Cipher::aes128, example["k_shared"], 1)) == to_hex(example["ks_enc"]));
}

TEST_CASE("chip: proves its key inside PACE as ICAO 9303-11 App. I") {
  const Example example("pace_i1_cam");
  const auto group = ChipGroup::standard(13);
  REQUIRE(group);
  // The example keeps the static key for itself; it follows from what was proven with it.
  const Bytes key = group->divided(example["sk_map_ic"], example["ca_ic"]);
  CHECK(to_hex(*group->times(group->generator(), key)) == to_hex(example["pk_ic"]));
  CHECK(to_hex(group->divided(example["sk_map_ic"], key)) == to_hex(example["ca_ic"]));
  const Bytes iv = cbc_encrypt(Cipher::aes128, example["ks_enc"], {}, Bytes(16, 0xFF));
  CHECK(to_hex(iv) == to_hex(example["iv"]));
  CHECK(to_hex(cbc_encrypt(Cipher::aes128, example["ks_enc"], iv, padded(example["ca_ic"], 16))) ==
        to_hex(example["a_ic"]));
}

TEST_CASE("chip: opens with a PIN as the worked example of TR-03110") {
  const Example example("eac2_ecdh");
  CardImage image;
  image.ef_card_access = example["ef_card_access"];
  image.pin = "123456";
  VirtualCard chip(image, prepared({example["s"], example["sk_map_picc"], example["sk_dh_picc"]}));
  CHECK(to_hex(chip.answer(hex("0022C1A40F800A04007F00070202040202830103"))) == "9000");
  const auto step = [&](std::uint8_t cla, const Bytes& inner) {
    Bytes command{cla, 0x86, 0, 0};
    const Bytes data = ber::element(0x7C, ByteView(inner));
    command.push_back(static_cast<std::uint8_t>(data.size()));
    append(command, data);
    command.push_back(0);
    return to_hex(chip.answer(command));
  };
  const auto answer = [&](std::uint32_t tag, const Bytes& value) {
    return to_hex(ber::element(0x7C, {ber::element(tag, ByteView(value))})) + "9000";
  };
  CHECK(step(0x10, {}) == answer(0x80, example["z"]));
  CHECK(step(0x10, ber::element(0x81, ByteView(example["pk_map_pcd"]))) ==
        answer(0x82, example["pk_map_picc"]));
  CHECK(step(0x10, ber::element(0x83, ByteView(example["pk_dh_pcd"]))) ==
        answer(0x84, example["pk_dh_picc"]));
  CHECK(step(0x00, ber::element(0x85, ByteView(example["t_pcd"]))) ==
        answer(0x86, example["t_picc"]));
  CHECK(chip.opened());
}

TEST_CASE("chip: agrees in chip authentication as the worked examples of TR-03110") {
  const auto agreed = [](const char* name, int parameters, std::size_t fixed) {
    const Example example(name);
    const auto group = ChipGroup::standard(parameters);
    REQUIRE(group);
    Bytes theirs = example["ca_pk_pcd"];
    if (theirs.size() > fixed)
      theirs.erase(theirs.begin()); // a sign byte in the published number
    const auto shared = group->times(theirs, example["ca_sk_picc"]);
    REQUIRE(shared);
    CHECK(to_hex(group->secret(*shared)) == to_hex(example["ca_k_shared"]));
  };
  agreed("eac2_ecdh", 13, 65);
  agreed("eac2_dh", 0, 128);
}

TEST_CASE("chip: signs the recoverable message of ICAO 9303-11 App. F in active authentication") {
  const Example example("aa_f");
  const TestKey key(KeyType::rsa1024, "example");
  CardImage image;
  image.active_key = ChipKey{"", {}, key.pkcs8()};
  const RandomSource random = prepared({example["m1"]});
  const ChipProof proof(image, random);
  const auto answer = proof.sign(example["rnd_ifd"]);
  REQUIRE(answer.ok());
  EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key.handle(), nullptr);
  Bytes recovered(128);
  std::size_t size = recovered.size();
  REQUIRE(EVP_PKEY_verify_recover_init(context) == 1);
  REQUIRE(EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1);
  REQUIRE(EVP_PKEY_verify_recover(context, recovered.data(), &size, answer.data.data(),
                                  answer.data.size()) == 1);
  EVP_PKEY_CTX_free(context);
  CHECK(to_hex(recovered) == to_hex(example["f"]));
}
