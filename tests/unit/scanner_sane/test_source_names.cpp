// SPDX-License-Identifier: EUPL-1.2
#include "worker/source_names.hpp"

#include <catch2/catch.hpp>

#include <string>

using foyer::scanner_sane::Source;
using foyer::scanner_sane::source_of;

// As the backends of sane-backends 1.2.1 and sane-airscan spell them.
TEST_CASE("The names that backends give their sources are understood") {
  const auto [name, expected] = GENERATE(table<std::string, Source>({
      {"Flatbed", Source::glass},
      {"FlatBed", Source::glass},
      {"Platen", Source::glass},
      {"fb", Source::glass},
      {"Normal", Source::glass},
      {"ADF", Source::feeder},
      {"adf", Source::feeder},
      {"ADF Front", Source::feeder},
      {"Automatic Document Feeder", Source::feeder},
      {"Automatic Document Feeder(left aligned)", Source::feeder},
      {"Document Feeder", Source::feeder},
      {"ADF Duplex", Source::both_sides},
      {"Duplex", Source::both_sides},
      {"ADF - Both Sides", Source::both_sides},
      {"Automatic Document Feeder(centrally aligned,Duplex)", Source::both_sides},
  }));
  INFO(name);
  CHECK(source_of(name) == expected);
}

TEST_CASE("Sources that are not for visitors' papers are left out") {
  const std::string name =
      GENERATE("Transparency Adapter", "Transparency Unit", "TMA Slides", "TPU8x10",
               "Negative Film", "ADF Back", "Card Front", "Card Duplex", "Auto", "");
  INFO(name);
  CHECK_FALSE(source_of(name));
}
