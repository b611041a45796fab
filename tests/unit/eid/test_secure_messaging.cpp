// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <card/card_messaging.hpp>
#include <eid/secure_messaging.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Example;
using test::hex;

namespace {

SessionKeys keys(Cipher cipher, const Example& group) {
  return {cipher, Secret(group["ks_enc"]), Secret(group["ks_mac"])};
}

// Both sides against one published exchange.
void check_exchange(SecureMessaging& terminal, card::CardMessaging& chip, const Example& group,
                    const std::string& name, const std::string& data) {
  INFO(name);
  const CommandApdu plain = *CommandApdu::parse(group[name + "_capdu_plain"]);
  const auto sent = terminal.protect(plain);
  REQUIRE(sent.ok());
  CHECK(to_hex(sent->encode()) == to_hex(group[name + "_capdu_protected"]));

  const auto opened = chip.open(*CommandApdu::parse(group[name + "_capdu_protected"]));
  REQUIRE(opened.ok());
  CHECK(opened->encode() == plain.encode());
  const auto sealed = chip.seal({hex(data), 0x9000});
  REQUIRE(sealed.ok());
  CHECK(to_hex(*sealed) == to_hex(group[name + "_rapdu_protected"]));

  const auto answer = terminal.unprotect(group[name + "_rapdu_protected"]);
  REQUIRE(answer.ok());
  CHECK(answer->sw == 0x9000);
  CHECK(answer->data == hex(data));
}

} // namespace

TEST_CASE("secure messaging: both sides speak the 3DES example of ICAO 9303-11 App. D.4") {
  const Example group("sm_d4");
  SecureMessaging terminal(keys(Cipher::tdes, group), group["ssc_start"]);
  card::CardMessaging chip(keys(Cipher::tdes, group), group["ssc_start"]);
  check_exchange(terminal, chip, group, "select_ef_com", "");
  check_exchange(terminal, chip, group, "read_binary_4", group.text("read_binary_4_decrypted"));
  check_exchange(terminal, chip, group, "read_binary_18", group.text("read_binary_18_decrypted"));
}

TEST_CASE("secure messaging: both sides speak the published AES-256 session") {
  const Example group("sm_aes256_gmrtd");
  SecureMessaging terminal(keys(Cipher::aes256, group), group["ssc_start"]);
  card::CardMessaging chip(keys(Cipher::aes256, group), group["ssc_start"]);
  check_exchange(terminal, chip, group, "select_ef_com", "");
  check_exchange(terminal, chip, group, "read_binary_4", group.text("read_binary_4_decrypted"));
  check_exchange(terminal, chip, group, "read_binary_22", group.text("read_binary_22_decrypted"));
}

TEST_CASE("secure messaging: AES-128 commands of all cases are protected as published") {
  const Example group("sm_aes128_ausweisapp");
  int cases = 0;
  for (const auto& [name, value] : group.values().items()) {
    const std::string suffix = "_plain";
    if (name.size() <= suffix.size() || name.substr(name.size() - suffix.size()) != suffix)
      continue;
    INFO(name);
    const std::string stem = name.substr(0, name.size() - suffix.size());
    auto terminal = SecureMessaging::after_pace(keys(Cipher::aes128, group));
    const CommandApdu plain = *CommandApdu::parse(group[name]);
    CHECK(to_hex(terminal.protect(plain)->encode()) == to_hex(group[stem + "_protected"]));
    card::CardMessaging chip(keys(Cipher::aes128, group));
    const auto opened = chip.open(*CommandApdu::parse(group[stem + "_protected"]));
    REQUIRE(opened.ok());
    CHECK(opened->data == plain.data);
    CHECK(opened->le == plain.le);
    ++cases;
  }
  CHECK(cases == 8);
}

TEST_CASE("secure messaging: the counter moves on with every command") {
  const Example group("sm_aes128_ausweisapp");
  auto terminal = SecureMessaging::after_pace(keys(Cipher::aes128, group));
  const CommandApdu plain = *CommandApdu::parse(group["data_le65536_plain"]);
  for (const char* name : {"ssc_sequence_1", "ssc_sequence_2", "ssc_sequence_3", "ssc_sequence_4"})
    CHECK(to_hex(terminal.protect(plain)->encode()) == to_hex(group[name]));
}

TEST_CASE("secure messaging: answers without right protection are refused") {
  const Example group("sm_negative");
  const Example example("sm_d4");
  for (const auto& [name, value] : group.values().items()) {
    INFO(name);
    SecureMessaging terminal(keys(Cipher::tdes, example), hex("887022120C06C227"));
    const auto answer = terminal.unprotect(group[name]);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.failure().code == FailureCode::secure_messaging_broken);
  }
}

TEST_CASE("secure messaging: every truncation and every flipped bit of an answer is noticed") {
  const Example group("sm_d4");
  const Bytes good = group["read_binary_4_rapdu_protected"];
  const auto refused = [&](const Bytes& answer) {
    SecureMessaging terminal(keys(Cipher::tdes, group), group["read_binary_4_ssc_cmd"]);
    return !terminal.unprotect(answer).ok();
  };
  REQUIRE_FALSE(refused(good));
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK(refused(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))));
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    Bytes bent = good;
    bent[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    CHECK(refused(bent));
  }
}

TEST_CASE("secure messaging: an answer repeated later is not believed") {
  const Example group("sm_d4");
  SecureMessaging terminal(keys(Cipher::tdes, group), group["read_binary_4_ssc_cmd"]);
  REQUIRE(terminal.unprotect(group["read_binary_4_rapdu_protected"]).ok());
  REQUIRE(terminal.protect({0x00, 0xB0, 0, 0, {}, 4}).ok());
  CHECK_FALSE(terminal.unprotect(group["read_binary_4_rapdu_protected"]).ok());
}

TEST_CASE("secure messaging: the largest payload of a short answer is 223 bytes with AES, 231 with "
          "3DES") {
  const Example group("sm_d4");
  const SecureMessaging tdes(keys(Cipher::tdes, group), Bytes(8));
  const auto aes =
      SecureMessaging::after_pace(keys(Cipher::aes128, Example("sm_aes128_ausweisapp")));
  CHECK(tdes.payload_limit(256) == 231);
  CHECK(aes.payload_limit(256) == 223);
  // And it really fits, while one more does not.
  for (const std::size_t size : {223U, 224U}) {
    card::CardMessaging chip(keys(Cipher::aes128, Example("sm_aes128_ausweisapp")));
    const Bytes sealed = *chip.seal({Bytes(size, 1), 0x9000});
    CHECK((sealed.size() - 2 <= 256) == (size == 223));
  }
}

TEST_CASE("secure messaging: odd instructions travel in data object 85") {
  const Example group("sm_aes128_ausweisapp");
  auto terminal = SecureMessaging::after_pace(keys(Cipher::aes128, group));
  card::CardMessaging chip(keys(Cipher::aes128, group));
  const auto command = terminal.protect({0x00, 0xB1, 0, 0, hex("54020100"), 256});
  REQUIRE(command.ok());
  CHECK(command->data[0] == 0x85);
  CHECK(chip.open(*command)->data == hex("54020100"));
  const auto answer = terminal.unprotect(*chip.seal({hex("5301AA"), 0x9000}));
  REQUIRE(answer.ok());
  CHECK(answer->data == hex("5301AA"));
}
