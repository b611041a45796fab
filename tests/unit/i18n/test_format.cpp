// SPDX-License-Identifier: EUPL-1.2
#include <i18n/format.hpp>

#include <catch2/catch.hpp>

using namespace foyer::i18n;

TEST_CASE("dates are written the German way, also incomplete ones") {
  CHECK(german_date("2026-11-25") == "25.11.2026");
  CHECK(german_date("1990-05") == "05.1990");
  CHECK(german_date("1990") == "1990");
  CHECK(german_date("gestern") == "gestern");
}

TEST_CASE("typed dates are understood in the ways people write them") {
  CHECK(parse_date("25.11.2026") == "2026-11-25");
  CHECK(parse_date(" 5.1.1990 ") == "1990-01-05");
  CHECK(parse_date("25112026") == "2026-11-25");
  CHECK(parse_date("25/11/2026") == "2026-11-25");
  CHECK(parse_date("2026-11-25") == "2026-11-25");
  CHECK(parse_date("00.00.1990") == "1990");
  CHECK(parse_date("00.05.1990") == "1990-05");
  CHECK(parse_date("05.1990") == "1990-05");
  CHECK(parse_date("1990") == "1990");
}

TEST_CASE("what is no day of the calendar is no date") {
  for (const char* typed : {"31.02.2026", "29.02.2025", "00.13.1990", "25.11.26", "12", "heute", "",
                            "1.2.3.2004", "32.01.2000", "25.11.20266", "05.00.1990"})
    CHECK_FALSE(parse_date(typed).has_value());
  CHECK(parse_date("29.02.2024") == "2024-02-29");
}

TEST_CASE("money is written and read the German way") {
  CHECK(german_euro(6700) == "67,00\u00A0€");
  CHECK(german_euro(123456789) == "1.234.567,89\u00A0€");
  CHECK(german_euro(-5) == "-0,05\u00A0€");
  CHECK(german_number(-1234) == "-1.234");
  CHECK(german_number(123) == "123");
  CHECK(parse_euro("1.234,56") == 123456);
  CHECK(parse_euro("67") == 6700);
  CHECK(parse_euro("67,5 €") == 6750);
  CHECK(parse_euro("1234567,89\u00A0€") == 123456789);
  for (const char* typed : {"1.23", "12.34,5", ".5", "1,234", "", "-5", "5,", "1.2345", "1234.567",
                            "99999999999999999999", "x"})
    CHECK_FALSE(parse_euro(typed).has_value());
}

TEST_CASE("states and languages have names in every language of the terminal") {
  CHECK(region_name("en", "SY") == "Syria");
  CHECK(region_name("uk", "UA") == "Україна");
  CHECK(region_name("ar", "SY") == "سوريا");
  CHECK(region_name("de", "XK") == "Kosovo");
  CHECK(region_name("de", "QX").empty());
  CHECK(language_name("de", "uk") == "Ukrainisch");
  CHECK(region_name("de-simple", "UA") == "Ukraine");
  CHECK(language_name("de-simple", "uk") == "Ukrainisch");
  CHECK(language_name("de", "de-simple") == "Deutsch (Leichte Sprache)");
  CHECK(language_name("en", "de-simple") == "German (Leichte Sprache)");
}

TEST_CASE("text is normalised to NFC and counted in characters") {
  CHECK(normalised("e\u0301") == "é");
  CHECK(normalised("K\u035Fh") == "K\u035Fh"); // a DIN 91379 sequence that nothing composes
  CHECK(characters("K\u035Fh") == 3U);
  CHECK(characters("𐌰") == 1U);
  CHECK_FALSE(normalised("\xC3").has_value());
  CHECK_FALSE(characters("\xED\xA0\x80").has_value());
}

TEST_CASE("a text gets its capital by the rules of its language") {
  CHECK(capitalised("en", "declaration of commitment") == "Declaration of commitment");
  CHECK(capitalised("tr", "ikamet izni") == "İkamet izni");
  CHECK(capitalised("uk", "зобов’язання") == "Зобов’язання");
  CHECK(capitalised("ar", "سند الإقامة") == "سند الإقامة");
  CHECK(capitalised("de", "").empty());
}
