// SPDX-License-Identifier: EUPL-1.2
// Chip authentication, active authentication and the mapping's proof with every personality that
// has or pretends to have them: true chips pass, copies fail.
#include "channel.hpp"

#include <card/personalities.hpp>
#include <eid/access.hpp>
#include <eid/active_authentication.hpp>
#include <eid/card_session.hpp>
#include <eid/chip_authentication.hpp>
#include <eid/mrz.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::card;
using contract::CardChannel;

namespace {

bool is_copy(const Personality& one) {
  return one.name.rfind("clone-", 0) == 0 && one.name != "clone-ca-own-dg14";
}

// An opened chip, its application selected.
struct Talk {
  explicit Talk(const CardImage& image) : chip(image), channel(chip), session(channel) {
    eid::AccessKeys keys;
    keys.mrz = eid::Password::from_mrz(*eid::Mrz::parse(image.mrz));
    const auto opened = eid::open_chip(session, keys, eid::system_random());
    REQUIRE(opened.ok());
    REQUIRE(eid::select_emrtd(session).ok());
  }
  VirtualCard chip;
  CardChannel channel;
  eid::CardSession session;
};

bool concerns(const Personality& one, std::initializer_list<const char*> beginnings) {
  for (const char* beginning : beginnings)
    if (one.name.rfind(beginning, 0) == 0)
      return true;
  return false;
}

} // namespace

TEST_CASE("proofs: chip authentication tells every true chip from every copy") {
  int done = 0;
  for (const Personality& one : personalities()) {
    if (!concerns(one, {"ca-", "clone-ca", "passport-bac-ca", "title", "short-", "chains-"}))
      continue;
    INFO(one.name);
    const CardImage image = make_personality(one.name);
    if (!image.files.contains(0x010E))
      continue;
    const auto dg14 = eid::parse_dg14(image.files.at(0x010E));
    REQUIRE(dg14.ok());
    if (!eid::offers_chip_authentication(*dg14))
      continue;
    Talk talk(image);
    auto proof = eid::authenticate_chip(talk.session, *dg14, eid::system_random());
    REQUIRE(proof.ok());
    bool passed = false;
    if (proof->transcript) {
      const auto next = talk.session.read_file(eid::ElementaryFile::dg1_mrz);
      CHECK(next.ok() == !is_copy(one));
      proof->transcript->first_answer = talk.session.first_answer();
      passed =
          eid::verify_chip_transcript(*dg14, *proof->transcript).verdict == eid::Verdict::passed;
    }
    CHECK(passed == !is_copy(one));
    if (passed)
      CHECK(talk.chip.chip_authenticated());
    ++done;
  }
  CHECK(done >= 14);
}

TEST_CASE("proofs: active authentication tells every true chip from every copy") {
  int done = 0;
  for (const Personality& one : personalities()) {
    if (!concerns(one, {"aa-", "clone-aa", "passport-bac-aa", "passport-ca-and-aa"}))
      continue;
    INFO(one.name);
    const CardImage image = make_personality(one.name);
    Talk talk(image);
    const Bytes challenge = *from_hex("0123456789abcdef");
    std::optional<eid::SecurityInfos> dg14;
    if (image.files.contains(0x010E)) {
      auto parsed = eid::parse_dg14(image.files.at(0x010E));
      REQUIRE(parsed.ok());
      dg14 = std::move(*parsed);
    }
    const Bytes& dg15 = image.files.at(0x010F);
    const auto response = eid::internal_authenticate(talk.session, dg15, challenge);
    const auto verdict = eid::verify_active_authentication(dg15, dg14 ? &*dg14 : nullptr, challenge,
                                                           response.ok() ? *response : Bytes());
    CHECK((verdict.verdict == eid::Verdict::passed) == !is_copy(one));
    // The same signature is none over another challenge.
    if (response.ok())
      CHECK(eid::verify_active_authentication(dg15, dg14 ? &*dg14 : nullptr,
                                              *from_hex("0123456789abcdee"), *response)
                .verdict == eid::Verdict::failed);
    ++done;
  }
  CHECK(done >= 15);
}
