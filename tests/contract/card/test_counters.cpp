// SPDX-License-Identifier: EUPL-1.2
// Passwords that are counted: what the chip says before and after each try, and how it is opened
// again (TR-03110-2 §3.3, TR-03110-3 B.1). The terminal's side is played by eid's PACE.
#include "channel.hpp"

#include <card/personalities.hpp>
#include <eid/access.hpp>
#include <eid/card_session.hpp>
#include <eid/mrz.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::card;
using contract::CardChannel;

namespace {

// MSE:Set AT alone, in the clear: the status word tells the counter.
std::string asked(VirtualCard& chip, const char* password) {
  chip.reset();
  return to_hex(
      chip.answer(*from_hex(std::string("0022C1A40F800A04007F000702020402028301") + password)));
}
const char* const can = "02";
const char* const pin = "03";
const char* const puk = "04";

bool opens(VirtualCard& chip, eid::Password password) {
  CardChannel channel(chip);
  eid::CardSession session(channel);
  return eid::open_chip(session, eid::AccessKeys::of(std::move(password)), eid::system_random())
      .ok();
}

eid::Password pin_of(const char* digits) {
  return *eid::Password::from_pin(digits);
}

VirtualCard chip_of(const char* name) {
  return VirtualCard(make_personality(name));
}

} // namespace

TEST_CASE("counters: wrong PINs are counted down to the last try, and the right one counts up") {
  VirtualCard chip = chip_of("pin-3");
  CHECK(asked(chip, pin) == "9000");
  CHECK_FALSE(opens(chip, pin_of("000000")));
  CHECK(chip.tries().pin == 2);
  CHECK(asked(chip, pin) == "63c2");
  CHECK(opens(chip, pin_of("123456")));
  CHECK(chip.tries().pin == 3);
  CHECK(asked(chip, pin) == "9000");
}

TEST_CASE("counters: the last try wants the CAN first; without it even the right PIN is refused") {
  VirtualCard chip = chip_of("pin-2");
  CHECK(asked(chip, pin) == "63c2");
  CHECK_FALSE(opens(chip, pin_of("000000")));
  CHECK(asked(chip, pin) == "63c1");
  CHECK_FALSE(opens(chip, pin_of("123456")));
  CHECK(chip.tries().pin == 1);
  CHECK(asked(chip, can) == "9000");
}

TEST_CASE("counters: a blocked PIN is refused, right or wrong, and CAN and PUK still open") {
  VirtualCard chip = chip_of("pin-blocked");
  CHECK(asked(chip, pin) == "63c0");
  CHECK_FALSE(opens(chip, pin_of("123456")));
  CHECK(opens(chip, eid::Password::from_can(*eid::Can::parse("500540"))));
  CHECK(asked(chip, puk) == "9000");
  CHECK(opens(chip, *eid::Password::from_puk("9876543210")));
  CHECK(chip.tries().pin == 0);
}

TEST_CASE("counters: after the PUK the counter is set back, as often as the PUK allows") {
  VirtualCard chip = chip_of("puk-last");
  CardChannel channel(chip);
  eid::CardSession session(channel);
  REQUIRE(eid::open_chip(session, eid::AccessKeys::of(*eid::Password::from_puk("9876543210")),
                         eid::system_random())
              .ok());
  const eid::CommandApdu unblock{0x00, 0x2C, 0x03, 0x03};
  CHECK(session.exchange(unblock)->sw == 0x9000);
  CHECK(chip.tries().pin == 3);
  CHECK(chip.tries().puk == 0);
  CHECK(session.exchange(unblock)->sw == 0x6982);
  CHECK(asked(chip, puk) == "63c0");
  CHECK(opens(chip, pin_of("123456")));
}

TEST_CASE("counters: the CAN first makes the last PIN try possible in the same session") {
  VirtualCard chip = chip_of("pin-suspended");
  CardChannel channel(chip);
  eid::CardSession session(channel);
  REQUIRE(eid::open_chip(session,
                         eid::AccessKeys::of(eid::Password::from_can(*eid::Can::parse("500540"))),
                         eid::system_random())
              .ok());
  const auto chosen =
      session.exchange({0x00, 0x22, 0xC1, 0xA4, *from_hex("800A04007F00070202040202830103")});
  REQUIRE(chosen.ok());
  CHECK(chosen->sw == 0x63C1);
  const auto nonce = session.exchange({0x10, 0x86, 0, 0, *from_hex("7C00"), 256});
  REQUIRE(nonce.ok());
  CHECK(nonce->ok());
  // Without it the same try ends before it began.
  VirtualCard other = chip_of("pin-suspended");
  CHECK(asked(other, pin) == "63c1");
  CHECK(to_hex(other.answer(*from_hex("10860000027C0000"))) == "6985");
}

TEST_CASE("counters: tries outlive the power") {
  VirtualCard chip = chip_of("pin-3");
  CHECK_FALSE(opens(chip, pin_of("000000")));
  chip.reset();
  CHECK(chip.tries().pin == 2);
  CHECK_FALSE(chip.opened());
}
