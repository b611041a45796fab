// SPDX-License-Identifier: EUPL-1.2
// Zones out of doubtful cells: what grammar and check digits mend, and what they do not.
#include "decode.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace foyer;
using namespace foyer::mrz_reader;

namespace {

constexpr float sure = -0.01F, unlikely = -12;

Cells cells_of(std::string_view zone) {
  Cells cells(zone.size());
  for (std::size_t i = 0; i < zone.size(); ++i) {
    cells[i].fill(unlikely);
    cells[i][alphabet.find(zone[i])] = sure;
  }
  return cells;
}

// The network thinks that it is `wrong`, and `right` is a little behind.
void confuse(Cells& cells, std::size_t at, char wrong, char right, float behind = 2) {
  cells[at].fill(unlikely);
  cells[at][alphabet.find(wrong)] = -0.15F;
  cells[at][alphabet.find(right)] = -0.15F - behind;
}

std::string zone_of(const Cells& cells) {
  const auto decoded = decode(cells);
  REQUIRE(decoded);
  return std::string(view(decoded->zone));
}

constexpr std::string_view td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
                                 "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
constexpr std::string_view long_td1 = "I<UTOD23145890<7349<<<<<<<<<<<"
                                      "3407127M9507122UTO<<<<<<<<<<<2"
                                      "STEVENSON<<PETER<JOHN<<<<<<<<<";

} // namespace

// A 32nd day, a digit in a name: more often a misread character than a misprint.
constexpr const char* likelier_misread[] = {
    "td3-empty-name",   "td3-name-starts-filler", "td3-issuer-digit",   "td3-birth-day-32",
    "td3-birth-letter", "td3-birth-half-filler",  "td3-birth-month-13", "td3-name-digit"};

TEST_CASE("Every specimen whose check digits fit is read as it is printed") {
  std::ifstream file(FOYER_SOURCE_DIR "/tests/unit/eid/mrz_samples.json");
  const auto samples = nlohmann::json::parse(file)["samples"];
  int read = 0;
  for (const auto& sample : samples) {
    std::string zone;
    for (const auto& line : sample["lines"])
      zone += line.get<std::string>();
    const auto mrz = eid::Mrz::parse(zone);
    if (!mrz.ok() || !mrz->check_digits.all_ok())
      continue;
    INFO(sample["id"]);
    if (std::find(std::begin(likelier_misread), std::end(likelier_misread), sample["id"]) !=
        std::end(likelier_misread))
      continue;
    const auto decoded = decode(cells_of(zone));
    REQUIRE(decoded);
    CHECK(view(decoded->zone) == zone);
    CHECK(decoded->layout == mrz->layout);
    CHECK(decoded->checks_fit);
    CHECK(decoded->lost < 0.5F);
    ++read;
  }
  CHECK(read > 20);
}

TEST_CASE("Check digits mend a number, a date and optional data") {
  Cells cells = cells_of(td3);
  confuse(cells, 44 + 5, 'O', '0');
  confuse(cells, 44 + 13, '1', '7');
  confuse(cells, 44 + 31, 'B', '8');
  CHECK(zone_of(cells) == td3);
}

TEST_CASE("Grammar mends what no check digit covers") {
  Cells cells = cells_of(td3);
  confuse(cells, 2, '0', 'U');          // no digit in a state
  confuse(cells, 5 + 2, '1', 'I');      // nor in a name
  confuse(cells, 44 + 20, 'P', 'F');    // sex
  confuse(cells, 44 + 12, 'Q', 'O', 3); // UTQ is no state
  CHECK(zone_of(cells) == td3);
}

TEST_CASE("A number longer than nine characters goes on in the optional data") {
  Cells cells = cells_of(long_td1);
  confuse(cells, 17, 'B', '4');
  confuse(cells, 9, '6', '4');
  CHECK(zone_of(cells).substr(0, 30) == long_td1.substr(0, 30));
  CHECK(decode(cells)->checks_fit);
}

TEST_CASE("What check digits are blind to leaves no margin") {
  Cells cells = cells_of(td3);
  confuse(cells, 44 + 2, '8', 'S', 0.1F); // 8 and S count the same
  const auto decoded = decode(cells);
  REQUIRE(decoded);
  CHECK(decoded->margin < 2);
  CHECK(decode(cells_of(td3))->margin > 5);
}

TEST_CASE("A zone that is printed wrong is read as printed, and said not to fit") {
  std::string wrong(td3);
  wrong[44 + 9] = '7'; // the number's check digit
  const auto decoded = decode(cells_of(wrong));
  REQUIRE(decoded);
  CHECK(view(decoded->zone) == wrong);
  CHECK_FALSE(decoded->checks_fit);
}

TEST_CASE("Visas have no composite digit and begin with V") {
  const std::string visa = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
                           "L8988901C4XXX4009078F96121096ZE184226B<<<<<<";
  Cells cells = cells_of(visa);
  confuse(cells, 44 + 7, 'I', '1');
  const auto decoded = decode(cells);
  REQUIRE(decoded);
  CHECK(view(decoded->zone) == visa);
  CHECK(decoded->layout == eid::MrzLayout::mrv_a);
}

TEST_CASE("Cells of no layout's number are no zone") {
  CHECK_FALSE(decode(Cells(89)));
  CHECK_FALSE(decode(Cells()));
}
