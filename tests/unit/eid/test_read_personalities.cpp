// SPDX-License-Identifier: EUPL-1.2
// Every document of the invented world through the whole reading, against what must be found.
#include "scripted_channel.hpp"

#include <card/personalities.hpp>
#include <card/virtual_card.hpp>
#include <eid/read_document.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;

namespace {

const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);

Result<TrustList> world() {
  return TrustList::from_pem(card::world_trust_pem() + card::world_revocation_pem());
}

// "failed hash_wrong" or "failed": one of the checks of that name says so.
bool says(const DocumentReading& reading, const std::string& check, const std::string& expected) {
  for (const CheckResult& result : reading.checks) {
    const std::string verdict(name(result.verdict));
    if (name(result.check) == check &&
        (expected == verdict || expected == verdict + " " + std::string(name(result.reason))))
      return true;
  }
  return false;
}

std::string in_words(const DocumentReading& reading) {
  std::string out;
  for (const CheckResult& result : reading.checks)
    out += std::string(name(result.check)) + (result.data_group != 0 ? " DG" : "") +
           (result.data_group != 0 ? std::to_string(result.data_group) : "") + " " +
           std::string(name(result.verdict)) + " " + std::string(name(result.reason)) + "\n";
  return out;
}

} // namespace

TEST_CASE("reading: every document of the invented world is judged as it must be") {
  const auto trust = world();
  REQUIRE(trust.ok());
  for (const card::Personality& personality : card::personalities()) {
    INFO(personality.name << ": " << personality.about);
    const card::CardImage image = card::make_personality(personality.name);
    card::VirtualCard chip(image);
    test::FunctionChannel channel(
        [&](ByteView command) -> Result<Bytes> { return chip.answer(command); },
        image.extended_length);
    AccessKeys keys;
    keys.can = Password::from_can(*Can::parse(image.can.empty() ? "500540" : image.can));
    if (auto mrz = Mrz::parse(image.mrz))
      keys.mrz = Password::from_mrz(*mrz);
    const auto reading = read_document(channel, keys, *trust, now);
    const card::Expectation& expected = personality.expected;
    if (expected.failure) {
      CHECK_FALSE(reading.ok());
      if (!reading.ok() && *expected.failure != FailureCode::card_removed)
        CHECK(name(reading.failure().code) == name(*expected.failure));
      continue;
    }
    if (!reading.ok())
      UNSCOPED_INFO(name(reading.failure().code) << " " << reading.failure().detail);
    CHECK(reading.ok());
    if (!reading.ok())
      continue;
    UNSCOPED_INFO(in_words(*reading));
    CHECK(name(reading->protocol) == expected.access);
    CHECK(reading->doubt == expected.doubt);
    for (const auto& [check, verdict] : expected.checks) {
      UNSCOPED_INFO(check << " must be " << verdict);
      CHECK(says(*reading, check, verdict));
    }
    // The office would come to the same from the evidence alone, and nothing in it is a face.
    CHECK(encode_evidence(reading->evidence.reveal()).ok());
  }
}
