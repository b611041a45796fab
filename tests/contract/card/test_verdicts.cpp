// SPDX-License-Identifier: EUPL-1.2
// Every personality read as the terminal reads it: how it was opened, and each verdict, is what was
// written down beside it; and the office comes to the same from the evidence alone.
#include "reading.hpp"

#include <eid/verify_evidence.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace foyer;
using namespace foyer::card;
using namespace foyer::card::contract;

namespace {

// "failed hash_wrong" for a check, the worst of its results first; empty where it was not made.
std::string verdict_of(const eid::DocumentReading& reading, const std::string& check) {
  const auto badness = [](eid::Verdict verdict) {
    return verdict == eid::Verdict::failed ? 2 : verdict == eid::Verdict::undetermined ? 1 : 0;
  };
  const eid::CheckResult* worst = nullptr;
  for (const eid::CheckResult& result : reading.checks)
    if (eid::name(result.check) == check &&
        (worst == nullptr || badness(result.verdict) > badness(worst->verdict)))
      worst = &result;
  if (worst == nullptr)
    return {};
  std::string found(eid::name(worst->verdict));
  if (worst->reason != eid::Reason::none)
    found += " " + std::string(eid::name(worst->reason));
  return found;
}

// The office with the same lists, from the bundle's bytes.
void check_office(const eid::DocumentReading& reading) {
  const auto bundle = eid::encode_evidence(reading.evidence.reveal());
  REQUIRE(bundle.ok());
  const auto report = eid::verify_evidence(*bundle, world_trust(), today);
  REQUIRE(report.ok());
  std::string doubts = "chip " + std::string(eid::name(report->chip));
  for (const eid::EvidenceFinding& one : report->findings) {
    CHECK_FALSE(one.contradicted);
    if (!one.accepted)
      doubts += " " + std::string(eid::name(one.own.check)) + " " +
                std::string(eid::name(one.own.reason));
  }
  INFO(doubts);
  CHECK(report->accepted() == reading.authentic());
}

std::string all_verdicts(const eid::DocumentReading& reading) {
  std::string text;
  std::set<std::string> names;
  for (const eid::CheckResult& result : reading.checks)
    names.insert(std::string(eid::name(result.check)));
  for (const std::string& name : names)
    text += "\n  " + name + ": " + verdict_of(reading, name);
  return text;
}

void check_reading(const Personality& one, const Result<eid::DocumentReading>& reading,
                   const CardImage& image) {
  const Expectation& expected = one.expected;
  if (expected.failure) {
    CHECK_FALSE(reading.ok());
    if (!reading.ok())
      CHECK(name(reading.failure().code) == name(*expected.failure));
    return;
  }
  if (!reading.ok()) {
    FAIL_CHECK(spelled(reading));
    return;
  }
  INFO(all_verdicts(*reading));
  CHECK(eid::name(reading->protocol) == expected.access);
  const auto doubt = [](const std::optional<FailureCode>& code) {
    return code ? std::string(name(*code)) : "authentic";
  };
  CHECK(doubt(reading->doubt) == doubt(expected.doubt));
  for (const auto& [check, verdict] : expected.checks) {
    INFO(check);
    // A verdict without a reason asks for the verdict alone.
    CHECK(verdict_of(*reading, check).substr(0, verdict.size()) == verdict);
  }
  if (reading->authentic())
    CHECK(is_true(*reading, image));
  check_office(*reading);
  // What nobody has signed fills no form.
  if (verdict_of(*reading, "sod_signature") != "passed") {
    const eid::Holder& holder = reading->holder.reveal();
    CHECK_FALSE(holder.name_from_dg11);
    CHECK(holder.national_name.empty());
    CHECK(holder.birth_place.empty());
    CHECK(reading->issued.empty());
    CHECK(reading->authority.empty());
  }
}

} // namespace

TEST_CASE("verdicts: every personality is read, and judged as is written down beside it") {
  for (const Personality& one : personalities()) {
    INFO(one.name << ": " << one.about);
    const CardImage image = make_personality(one.name);
    VirtualCard chip(image);
    check_reading(one, read(chip, image), image);
    // Whatever the document: fingerprints, irises and, in a visit, the face are never asked for.
    for (const std::uint16_t file : chip.files_asked_for()) {
      INFO("file " << file);
      CHECK((file != 0x0102 && file != 0x0103 && file != 0x0104));
    }
  }
}

TEST_CASE("verdicts: names are unique, and each personality survives its JSON") {
  std::set<std::string> names;
  for (const Personality& one : personalities()) {
    INFO(one.name);
    CHECK(names.insert(one.name).second);
    CHECK_FALSE(one.about.empty());
    CHECK(find_personality(one.name) == &one);
  }
  CHECK(find_personality("nobody") == nullptr);
  CHECK_THROWS(make_personality("nobody"));
  const auto file = std::filesystem::path(FOYER_BINARY_DIR) / "personality.json";
  for (const char* name : {"title", "passport-ca-and-aa", "pace-ecdh-cam-aes256", "limit-named",
                           "dies-in-sod", "pin-suspended", "sod-status-6581"}) {
    INFO(name);
    const CardImage made = make_personality(name);
    REQUIRE(made.save(file).ok());
    const auto loaded = CardImage::load(file);
    REQUIRE(loaded.ok());
    CHECK(*loaded == made);
  }
  std::filesystem::remove(file);
}

TEST_CASE("verdicts: without the world's lists nobody is trusted, and nothing is called forged") {
  for (const char* name : {"title", "passport", "signer-explicit-brainpool", "signer-linked"}) {
    INFO(name);
    const CardImage image = make_personality(name);
    VirtualCard chip(image);
    CardChannel channel(chip);
    const auto reading =
        eid::read_document(channel, keys_of(image), eid::TrustList(), today, eid::ReadOptions());
    REQUIRE(reading.ok());
    CHECK(reading->doubt == FailureCode::signer_untrusted);
  }
}

TEST_CASE("verdicts: a wrong CAN is told, and neither BAC nor another password is tried then") {
  for (const char* name : {"title", "passport-pace-and-bac", "pace-dh-im-aes256"}) {
    INFO(name);
    CardImage image = make_personality(name);
    VirtualCard chip(image);
    image.can = "000000";
    CardChannel channel(chip);
    const auto reading =
        eid::read_document(channel, keys_of(image), world_trust(), today, eid::ReadOptions());
    REQUIRE_FALSE(reading.ok());
    CHECK(reading.failure().code == FailureCode::can_wrong);
    CHECK_FALSE(chip.opened());
  }
}
