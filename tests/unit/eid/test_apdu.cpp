// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <eid/apdu.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::hex;

TEST_CASE("apdu: the four cases are written short where they fit") {
  CHECK(to_hex(CommandApdu{0x00, 0x22, 0x20, 0x30}.encode()) == "00222030");
  CHECK(to_hex(CommandApdu{0x00, 0xB0, 0, 4, {}, 0x12}.encode()) == "00b0000412");
  CHECK(to_hex(CommandApdu{0x00, 0xB0, 0, 0, {}, 256}.encode()) == "00b0000000");
  CHECK(to_hex(CommandApdu{0x00, 0xA4, 2, 0x0C, hex("011E")}.encode()) == "00a4020c02011e");
  CHECK(to_hex(CommandApdu{0x00, 0x86, 0, 0, hex("7C00"), 256}.encode()) == "00860000027c0000");
}

TEST_CASE("apdu: more than 255 bytes in or 256 out makes it extended") {
  CHECK(to_hex(CommandApdu{0x00, 0xB0, 0, 0, {}, 65536}.encode()) == "00b00000000000");
  CHECK(to_hex(CommandApdu{0x00, 0xB0, 0, 0, {}, 300}.encode()) == "00b0000000012c");
  CHECK(to_hex(CommandApdu{0x00, 0x22, 0x20, 0x30, hex("D0D1D2D3"), 65536}.encode()) ==
        "00222030000004d0d1d2d30000");
  const Bytes long_data(256, 0x42);
  CHECK(to_hex(CommandApdu{0x00, 0x22, 0, 0, long_data}.encode()).substr(0, 14) ==
        "00220000000100");
}

TEST_CASE("apdu: what is written is parsed back") {
  for (const std::size_t size : {0U, 1U, 255U, 256U, 3000U})
    for (const std::uint32_t le : {0U, 1U, 255U, 256U, 257U, 65536U}) {
      const CommandApdu command{0x0C, 0xB0, 1, 2, Bytes(size, 7), le};
      const auto parsed = CommandApdu::parse(command.encode());
      REQUIRE(parsed.ok());
      CHECK(parsed->data == command.data);
      CHECK(parsed->le == command.le);
    }
}

TEST_CASE("apdu: truncated commands are refused") {
  const Bytes whole = CommandApdu{0x0C, 0xB0, 1, 2, Bytes(300, 7)}.encode();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    if (size == 4 || size == 5 || size == 7)
      continue; // commands of their own: no body, Le of 256, extended Le
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(CommandApdu::parse(cut).ok());
  }
}

TEST_CASE("apdu: an answer needs a status word") {
  CHECK_FALSE(ResponseApdu::parse({}).ok());
  CHECK_FALSE(ResponseApdu::parse(hex("90")).ok());
  const auto answer = ResponseApdu::parse(hex("AABB6282"));
  REQUIRE(answer.ok());
  CHECK(answer->sw == sw::end_of_file);
  CHECK(to_hex(answer->data) == "aabb");
}

TEST_CASE("apdu: every status word is told in words") {
  for (unsigned status = 0x6000; status <= 0xFFFF; ++status) {
    const std::string text = describe(static_cast<std::uint16_t>(status));
    INFO(text);
    REQUIRE(text.size() > 10); // "sw xxxx, " and something
    const bool listed = (status >= 0x6100 && status <= 0x6FFF) || status == 0x9000;
    REQUIRE((text.find("not a status word") == std::string::npos) == listed);
  }
  CHECK(describe(0x6A82) == "sw 6a82, file not found");
  CHECK(describe(0x63C2) == "sw 63c2, 2 tries are left");
  CHECK(describe(0x6100) == "sw 6100, 256 bytes are waiting");
  CHECK(describe(0x6C10) == "sw 6c10, wrong length, 16 bytes would fit");
}

TEST_CASE("apdu: what the card lacks is unsupported, what it will not do is refused") {
  for (const int status : {0x6A82, 0x6A81, 0x6A88, 0x6D00, 0x6E00, 0x6882})
    CHECK(refusal(static_cast<std::uint16_t>(status), "read").code ==
          FailureCode::card_unsupported);
  for (const int status : {0x6982, 0x6985, 0x6700, 0x6F00, 0x6581, 0x6400})
    CHECK(refusal(static_cast<std::uint16_t>(status), "read").code == FailureCode::card_refused);
  CHECK(refusal(0x6982, "read").detail == "read: sw 6982, security status not satisfied");
}
