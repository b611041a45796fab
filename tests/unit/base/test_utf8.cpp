// SPDX-License-Identifier: EUPL-1.2
#include <base/utf8.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace foyer;
using namespace std::string_view_literals;

TEST_CASE("code points of every length are taken one after the other") {
  std::string_view rest = "a\xC3\xBC\xE1\xB8\x80\xF0\x9F\x98\x80\x7F"sv;
  CHECK(take_code_point(rest) == U'a');
  CHECK(take_code_point(rest) == U'\u00FC');
  CHECK(take_code_point(rest) == U'\u1E00');
  CHECK(take_code_point(rest) == U'\U0001F600');
  CHECK(take_code_point(rest) == char32_t{0x7F});
  CHECK(rest.empty());
  CHECK_FALSE(take_code_point(rest));
}

TEST_CASE("what is no utf-8 is left where it is") {
  for (const auto bytes :
       {"\x80"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x9F\xBF"sv, "\xF0\x8F\xBF\xBF"sv,
        "\xF5\x80\x80\x80"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv, "\xC3"sv, "\xC3("sv,
        "\xE1\xB8"sv, "\xF0\x9F\x98("sv}) {
    std::string_view rest = bytes;
    CHECK_FALSE(take_code_point(rest));
    CHECK(rest == bytes);
  }
}

TEST_CASE("the edges of every length count") {
  for (const auto& [bytes, code] :
       {std::pair{"\xC2\x80"sv, char32_t{0x80}}, std::pair{"\xDF\xBF"sv, char32_t{0x7FF}},
        std::pair{"\xE0\xA0\x80"sv, char32_t{0x800}}, std::pair{"\xED\x9F\xBF"sv, char32_t{0xD7FF}},
        std::pair{"\xEE\x80\x80"sv, char32_t{0xE000}},
        std::pair{"\xEF\xBF\xBF"sv, char32_t{0xFFFF}},
        std::pair{"\xF0\x90\x80\x80"sv, char32_t{0x10000}},
        std::pair{"\xF4\x8F\xBF\xBF"sv, char32_t{0x10FFFF}}}) {
    std::string_view rest = bytes;
    CHECK(take_code_point(rest) == code);
  }
}
