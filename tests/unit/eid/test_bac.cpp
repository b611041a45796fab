// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"
#include "scripted_channel.hpp"

#include <eid/bac.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Example;
using test::hex;
using test::prepared_random;
using test::ScriptedChannel;

namespace {

// L898902C<3 690806 1 940623 6, the document of App. D.
Password example_zone() {
  return *Password::from_mrz_fields("L898902C<", "690806", "940623");
}

void record(ScriptedChannel& channel, const Example& group) {
  channel.expect(group["get_challenge_capdu"], group["get_challenge_rapdu"]);
  channel.expect(group["external_authenticate_capdu"], group["external_authenticate_rapdu"]);
}

Status run(ScriptedChannel& channel, const Example& group) {
  CardSession session(channel);
  return run_bac(session, example_zone(), prepared_random({group["rnd_ifd"], group["k_ifd"]}));
}

// Keys are compared without their parity bits, which DES ignores and the examples set.
Bytes without_parity(Bytes key) {
  for (std::uint8_t& byte : key)
    byte &= 0xFEU;
  return key;
}

} // namespace

TEST_CASE("bac: keys come from the seed as ICAO 9303-11 App. D.1 prints them") {
  const Example group("bac_d1");
  const auto derived = [&](KeyUse use) {
    return without_parity(to_bytes(derive_key(Cipher::tdes, group["k_seed"], use).reveal()));
  };
  CHECK(derived(KeyUse::encryption) == without_parity(group["k_enc"]));
  CHECK(derived(KeyUse::mac) == without_parity(group["k_mac"]));
  const Password zone = example_zone();
  CHECK(to_bytes(zone.key_seed().reveal().first(16)) == group["k_seed"]);
}

TEST_CASE("bac: the terminal speaks the example of App. D.3 and goes on as D.4 byte by byte") {
  const Example group("bac_d3");
  const Example after("sm_d4");
  ScriptedChannel channel;
  record(channel, group);
  for (const char* step : {"select_ef_com", "read_binary_4", "read_binary_18"})
    channel.expect(after[std::string(step) + "_capdu_protected"],
                   after[std::string(step) + "_rapdu_protected"]);
  CardSession session(channel);
  REQUIRE(
      run_bac(session, example_zone(), prepared_random({group["rnd_ifd"], group["k_ifd"]})).ok());
  CHECK(session.select_file(0x011E)->ok());
  Bytes file = session.exchange({0x00, 0xB0, 0, 0, {}, 4})->data;
  append(file, session.exchange({0x00, 0xB0, 0, 4, {}, 18})->data);
  CHECK(file == after["ef_com"]);
  CHECK(channel.finished());
  CHECK(channel.strayed.empty());
}

TEST_CASE("bac: another zone is told by the card, in whichever word") {
  const Example group("bac_d3");
  for (const char* word : {"6300", "63C2", "6982", "6985", "6988", "6A80"}) {
    ScriptedChannel channel;
    record(channel, group);
    channel.replace_answer(1, hex(word));
    INFO(word);
    CHECK(run(channel, group).failure().code == FailureCode::can_wrong);
  }
  ScriptedChannel channel;
  record(channel, group);
  channel.replace_answer(1, hex("6D00"));
  CHECK(run(channel, group).failure().code == FailureCode::card_unsupported);
}

TEST_CASE("bac: a card that does not know the zone is found out") {
  const Example group("bac_d3");
  Bytes forged = group["external_authenticate_rapdu"];
  for (const std::size_t place : {std::size_t{0}, std::size_t{20}, std::size_t{33}}) {
    ScriptedChannel channel;
    record(channel, group);
    Bytes bent = forged;
    bent[place] ^= 1;
    channel.replace_answer(1, bent);
    CHECK(run(channel, group).failure().code == FailureCode::authenticity_failed);
  }
  // A right answer to another challenge: replayed.
  for (const bool ours : {true, false}) {
    Bytes reply = group["r"];
    reply[ours ? 8 : 0] ^= 1;
    Bytes token = *encrypt_cbc(Cipher::tdes, Secret(group["k_enc"]), {}, reply);
    append(token, mac(Cipher::tdes, Secret(group["k_mac"]), token));
    append(token, hex("9000"));
    ScriptedChannel channel;
    record(channel, group);
    channel.replace_answer(1, token);
    CHECK(run(channel, group).failure().code == FailureCode::authenticity_failed);
  }
}

TEST_CASE("bac: no answer survives being cut anywhere") {
  const Example group("bac_d3");
  for (const std::ptrdiff_t step : {0, 1}) {
    const Bytes whole = group[step == 0 ? "get_challenge_rapdu" : "external_authenticate_rapdu"];
    for (std::size_t size = 0; size + 2 < whole.size(); ++size)
      for (const bool status : {true, false}) {
        Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        if (status)
          append(cut, hex("9000"));
        ScriptedChannel channel;
        record(channel, group);
        channel.replace_answer(step, cut);
        INFO(step << " " << size);
        CHECK_FALSE(run(channel, group).ok());
      }
  }
}

TEST_CASE("bac: only a zone opens it") {
  ScriptedChannel channel;
  CardSession session(channel);
  CHECK(
      run_bac(session, Password::from_can(*Can::parse("500540")), system_random()).failure().code ==
      FailureCode::internal);
  CHECK(session.apdus() == 0);
}
