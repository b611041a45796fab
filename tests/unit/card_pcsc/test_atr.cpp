// SPDX-License-Identifier: EUPL-1.2
#include <card/virtual_card.hpp>
#include <card_pcsc/atr.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using card_pcsc::announces_extended_length;

namespace {
Bytes hex(const char* text) {
  return *from_hex(text);
}
} // namespace

TEST_CASE("atr: extended length is read from the card capabilities") {
  // Contactless documents behind PC/SC part 3: 3B 8n 80 01, historical bytes, check byte.
  CHECK(announces_extended_length(hex("3B8580018073C8004037")));
  CHECK_FALSE(announces_extended_length(hex("3B8580018073C8000077")));
  CHECK_FALSE(announces_extended_length(hex("3B888001"
                                            "0073C84000009000"
                                            "62")));
  CHECK(announces_extended_length(hex("3B888001"
                                      "0073C84040009000"
                                      "22")));
  // Other objects before it, and contact cards with interface bytes.
  CHECK(announces_extended_length(hex("3B878001"
                                      "8031"
                                      "00"
                                      "73C80040"
                                      "00")));
  CHECK(announces_extended_length(hex("3BF51800008131FE45"
                                      "8073C80040"
                                      "00")));
}

TEST_CASE("atr: one without historical bytes, or that makes no sense, announces nothing") {
  for (const char* atr :
       {"", "3B", "3B00", "3B8080010100", "3BFF", "3B85800110738040C000", "3B8F80010073C80040"})
    CHECK_FALSE(announces_extended_length(hex(atr)));
}

TEST_CASE("atr: truncated at any byte it is read without reading beyond") {
  const Bytes whole = hex("3BF51800008131FE458073C8004000");
  for (std::size_t size = 0; size <= whole.size(); ++size)
    announces_extended_length(ByteView(whole).first(size));
  CHECK_FALSE(announces_extended_length(ByteView(whole).first(12)));
}

TEST_CASE("atr: the virtual card's says what its image says") {
  card::CardImage image;
  for (const bool extended : {true, false}) {
    image.extended_length = extended;
    CHECK(announces_extended_length(card::VirtualCard(image).atr()) == extended);
  }
}
