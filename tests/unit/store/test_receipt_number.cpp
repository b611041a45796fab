// SPDX-License-Identifier: EUPL-1.2
#include <store/receipt_number.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace foyer;
using store::ReceiptNumber;

TEST_CASE("the check character is the one of published ISO 7064 MOD 37,36 numbers") {
  // GRid handbook (IFPI): A1-2425G-ABC1234002-M.
  CHECK(store::iso7064_mod37_36("A1-2425G-ABC1234002") == 'M');
}

TEST_CASE("a receipt number can be made, read and taken apart") {
  const auto made = ReceiptNumber::make("N01", 2026, 17);
  REQUIRE(made.ok());
  CHECK(made->text().starts_with("N01-26-000017-"));
  CHECK(made->kiosk_id() == "N01");
  CHECK(made->year() == 2026);
  CHECK(made->sequence() == 17);
  CHECK(*ReceiptNumber::parse(made->text()) == *made);
}

TEST_CASE("a number read over the phone is understood without hyphens, in any case, with o for 0") {
  const auto made = *ReceiptNumber::make("N01", 2026, 100'017);
  std::string spoken = made.text();
  for (char& c : spoken) {
    if (&c == &spoken.back())
      break;
    if (c == '-')
      c = ' ';
    if (c == '0')
      c = 'o';
    if (c == '1')
      c = 'i';
    if (c == 'N')
      c = 'n';
  }
  CHECK(*ReceiptNumber::parse(spoken) == made);
  // Every check character survives, also I and O themselves.
  std::set<char> seen;
  for (std::uint32_t sequence = 1; sequence < 400; ++sequence) {
    const auto number = *ReceiptNumber::make("K2", 2031, sequence);
    seen.insert(number.text().back());
    CHECK(ReceiptNumber::parse(number.text()).ok());
  }
  CHECK(seen.size() == 36);
}

TEST_CASE("every single wrong character is noticed, and neighbours changing places too") {
  for (const std::uint32_t sequence : {1u, 17u, 90'210u, 999'999u}) {
    const std::string good = ReceiptNumber::make("NB7", 2026, sequence)->text();
    for (std::size_t i = 0; i < good.size(); ++i) {
      if (good[i] == '-')
        continue;
      for (const char c : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
        const bool lookalike = (good[i] == '1' && c == 'I') || (good[i] == '0' && c == 'O');
        if (c == good[i] || (lookalike && i + 1 < good.size()))
          continue; // same, or forgiven
        std::string bad = good;
        bad[i] = c;
        INFO(good << " as " << bad);
        CHECK_FALSE(ReceiptNumber::parse(bad).ok());
      }
    }
  }
  CHECK_FALSE(
      ReceiptNumber::parse("NB7-62-000017-" +
                           std::string(1, ReceiptNumber::make("NB7", 2026, 17)->text().back()))
          .ok());
}

TEST_CASE("cut, overlong and foreign text is no receipt number") {
  const std::string good = ReceiptNumber::make("N01", 2026, 17)->text();
  for (std::size_t length = 0; length < good.size(); ++length)
    CHECK_FALSE(ReceiptNumber::parse(good.substr(0, length)).ok());
  CHECK_FALSE(ReceiptNumber::parse(good + "0").ok());
  CHECK_FALSE(ReceiptNumber::parse(std::string(1'000'000, 'A')).ok());
  CHECK_FALSE(ReceiptNumber::parse("N01-26-00001Ä-K").ok());
  for (const char* kiosk : {"", "NI1", "NO1", "n01", "N-1", "NNNNNNNNN"})
    CHECK_FALSE(ReceiptNumber::make(kiosk, 2026, 1).ok());
  CHECK_FALSE(ReceiptNumber::make("N01", 2026, 0).ok());
  CHECK_FALSE(ReceiptNumber::make("N01", 2026, 1'000'000).ok());
  CHECK_FALSE(ReceiptNumber::make("N01", 1999, 1).ok());
}
