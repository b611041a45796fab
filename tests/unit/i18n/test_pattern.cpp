// SPDX-License-Identifier: EUPL-1.2
#include <i18n/pattern.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::i18n;

namespace {

std::vector<std::string> plural_faults(const char* lang, const char* pattern) {
  return read_pattern(lang, pattern)->plural_faults;
}

} // namespace

TEST_CASE("a pattern tells its arguments and its selections, also those inside branches") {
  const auto facts = read_pattern(
      "de",
      "{n, plural, one {# Seite} other {{m} Seiten}} {fuer, select, selbst {'{'x'}'} other {}}");
  REQUIRE(facts.ok());
  CHECK(facts->arguments == std::set<std::string>{"fuer", "m", "n"});
  CHECK(facts->selections ==
        std::map<std::string, std::set<std::string>>{{"fuer", std::set<std::string>{"selbst"}}});
  CHECK(read_pattern("de", "{n, plural, one {#}").failure().code == FailureCode::malformed);
}

TEST_CASE("each language needs the plural classes that whole numbers fall into") {
  using Classes = std::vector<std::string>;
  CHECK(plural_classes("de") == Classes{"one", "other"});
  CHECK(plural_classes("de-simple") == Classes{"one", "other"});
  CHECK(plural_classes("ar") == Classes{"zero", "one", "two", "few", "many", "other"});
  CHECK(plural_classes("uk") == Classes{"one", "few", "many", "other"});
  CHECK(plural_classes("ru") == Classes{"one", "few", "many", "other"});
  CHECK(plural_classes("sr") == Classes{"one", "few", "other"});
  CHECK(plural_classes("ro") == Classes{"one", "few", "other"});
  CHECK(plural_classes("vi") == Classes{"other"});
  CHECK(plural_classes("fr") == Classes{"one", "other"}); // "many" begins at a million
}

TEST_CASE("a plural class that is lacking or unknown is told, a number said by itself is enough") {
  using Faults = std::vector<std::string>;
  CHECK(plural_faults("uk", "{n, plural, one {#} other {#}}") ==
        Faults{"{n} lacks the plural few, many"});
  CHECK(plural_faults("uk", "{n, plural, one {#} few {#} many {#} other {#}}").empty());
  CHECK(
      plural_faults("ar", "{n, plural, =0 {a} =1 {b} =2 {c} few {#} many {#} other {#}}").empty());
  CHECK(plural_faults("en", "{n, plural, one {#} oen {#} other {#}}") ==
        Faults{"{n} has a plural that this language does not have: oen"});
  CHECK(plural_faults("ar", "{a, select, x {{n, plural, one {#} other {#}}} other {}}") ==
        Faults{"{n} lacks the plural few, many, two, zero"});
}

TEST_CASE("rewriting touches the text and nothing of the syntax") {
  const auto stars = [](std::string_view text, int depth) {
    return std::string(text.size(), depth == 0 ? '*' : '+');
  };
  CHECK(*rewrite_pattern("ab {n, plural, =0 {c} one {d # e} other {{m}f}} g {x}.", stars) ==
        "***{n, plural, =0 {+} one {++#++} other {{m}+}}***{x}*");
  CHECK(*rewrite_pattern("", stars) == "");
  const auto same = [](std::string_view text, int) { return std::string(text); };
  for (const char* pattern :
       {"a '{'b'}' 'c", "{x}{y}", "{a, select, b {} other {z '{'}'}}", "it''s"})
    if (const auto out = rewrite_pattern(pattern, same))
      CHECK(*out == pattern);
}

TEST_CASE("numbers and paragraphs whose order would turn among right-to-left text are told") {
  CHECK(bidi_faults("إشارة إلى § 81 AufenthG").size() == 1);
  CHECK(bidi_faults("إشارة إلى \u200E§ 81 AufenthG").empty());
  CHECK(bidi_faults("إشارة إلى \u2066§ 81 AufenthG\u2069").empty());
  CHECK(bidi_faults("الرقم 0911 231-0").size() == 1);
  CHECK(bidi_faults("الرقم \u200E0911 231-0").empty());
  CHECK(bidi_faults("الرقم +49").size() == 1);
  CHECK(bidi_faults("بتاريخ 12.03.2026 الساعة 10:41").empty());
  CHECK(bidi_faults("").empty());
  // In one branch only.
  CHECK(bidi_faults("{a, select, x {الرقم 116 117} other {لا}}").size() == 1);
  CHECK(spelled_out("{a, select, x {eins} other {zwei}} {b}")->size() == 2);
}
