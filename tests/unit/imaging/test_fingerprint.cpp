// SPDX-License-Identifier: EUPL-1.2
// The same page scanned twice is known again; another page of the same form is not.
#include <imaging/fingerprint.hpp>
#include <support_papers/papers.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace support_papers;

namespace {

imaging::Fingerprint print_of(const Paper& paper, const Scan& how) {
  auto print = imaging::fingerprint(scan(paper, how));
  REQUIRE(print.ok());
  return std::move(*print);
}

} // namespace

TEST_CASE("A page laid anew is the same page") {
  const auto subject = GENERATE(Subject::letter, Subject::payslip, Subject::certificate);
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    const Paper what = paper(subject, Script::latin, seed);
    const auto first = print_of(what, {.seed = seed, .skew_degrees = -0.7});
    INFO("subject " << static_cast<int>(subject) << " seed " << seed);
    CHECK(imaging::same_page(first, print_of(what, {.seed = seed + 50,
                                                    .x = 4,
                                                    .y = -6,
                                                    .skew_degrees = 1.1,
                                                    .noise = 3,
                                                    .white = 0.93,
                                                    .jpeg_quality = 70})));
    CHECK(imaging::same_page(
        first, print_of(what, {.seed = seed + 60, .quarter_turns = 2, .skew_degrees = 0.5})));
  }
}

TEST_CASE("Another page, also of the same form, is another page") {
  const auto subject = GENERATE(Subject::letter, Subject::payslip, Subject::certificate);
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    const auto first = print_of(paper(subject, Script::latin, seed), {.seed = 1});
    INFO("subject " << static_cast<int>(subject) << " seed " << seed);
    CHECK_FALSE(
        imaging::same_page(first, print_of(paper(subject, Script::latin, seed + 20), {.seed = 2})));
  }
}

TEST_CASE("The next month's payslip is another page") {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    Paper slip = paper(Subject::payslip, Script::latin, seed);
    slip.month = 1;
    const auto first = print_of(slip, {.seed = 1, .skew_degrees = 0.3});
    CHECK(imaging::same_page(first, print_of(slip, {.seed = 2})));
    slip.month = 2;
    INFO("seed " << seed);
    CHECK_FALSE(imaging::same_page(first, print_of(slip, {.seed = 3, .skew_degrees = -0.4})));
  }
}

TEST_CASE("Sheets of one notice that say nearly the same are different pages") {
  Paper sheet = paper(Subject::written, Script::latin, 1);
  sheet.lines = {"Bescheid, Blatt eins", "Die Leistung wird weiter gezahlt.",
                 "Der Betrag steht auf der Rückseite.", "Bitte bewahren Sie alle Blätter auf."};
  const auto first = print_of(sheet, {.seed = 1, .skew_degrees = 0.3});
  CHECK(imaging::same_page(first, print_of(sheet, {.seed = 2})));
  sheet.lines[0] = "Bescheid, Blatt zwei";
  sheet.lines[2] = "Was Sie dagegen tun können, steht auf Blatt drei.";
  CHECK_FALSE(imaging::same_page(first, print_of(sheet, {.seed = 3, .skew_degrees = -0.4})));
}

TEST_CASE("Empty pages are no copies of each other") {
  const Paper empty = paper(Subject::empty, Script::latin, 1);
  CHECK_FALSE(imaging::same_page(print_of(empty, {.seed = 1}), print_of(empty, {.seed = 2})));
  CHECK_FALSE(imaging::same_page({}, {}));
}
