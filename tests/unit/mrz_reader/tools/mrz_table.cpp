// SPDX-License-Identifier: EUPL-1.2
// How many zones are read right, by kind of document and picture.
//   mrz_table [pages a set] [--seed N] [--faults FOLDER] [--set clean|poor|camera|hard] [--layout
//   TD1...]
// --faults: keeps the pages that were not read right, and says what was read.
#include "score.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace foyer;
using namespace support_travel_pages;

namespace {

struct Options {
  std::uint32_t pages = 20, seed = 1;
  std::string faults, set, layout;
};

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const char* const value = i + 1 < argc ? argv[i + 1] : "";
    if (word == "--seed")
      options.seed = static_cast<std::uint32_t>(std::atoi(value)), ++i;
    else if (word == "--faults")
      options.faults = value, ++i;
    else if (word == "--set")
      options.set = value, ++i;
    else if (word == "--layout")
      options.layout = value, ++i;
    else
      options.pages = static_cast<std::uint32_t>(std::atoi(word.c_str()));
  }
  return options;
}

void print(const char* set, const char* layout, const mrz_score::Score& s) {
  const auto part = [&](int n) { return s.pages ? 100.0 * n / s.pages : 0; };
  std::printf("%-7s %-6s %6d %8.2f %8.2f %8.2f %7d %7d %7.0f\n", set, layout, s.pages,
              part(s.found), part(s.right), part(s.sure), s.sure_wrong, s.sure_wrong_key,
              s.median());
  std::fflush(stdout);
}

void tell(const Options& options, const char* set, const char* layout, std::uint32_t seed,
          const TravelPage& page, const mrz_score::Outcome& outcome) {
  const std::string name = std::string(set) + "-" + layout + "-" + std::to_string(seed);
  save(page.page, options.faults + "/" + name + (page.page.channels == 3 ? ".ppm" : ".pgm"));
  std::printf("  %s turned %.0f%s %.3f\n   %s\n   %s\n", name.c_str(), page.degrees,
              outcome.sure ? " SURE" : "", outcome.confidence, page.zone.joined().c_str(),
              outcome.zone.c_str());
}

} // namespace

int main(int argc, char** argv) {
  const Options options = options_of(argc, argv);
  const std::pair<const char*, Quality> sets[] = {{"clean", Quality::clean},
                                                  {"poor", Quality::poor},
                                                  {"camera", Quality::camera},
                                                  {"hard", Quality::hard}};
  const std::pair<const char*, eid::MrzLayout> layouts[] = {{"TD1", eid::MrzLayout::td1},
                                                            {"TD2", eid::MrzLayout::td2},
                                                            {"TD3", eid::MrzLayout::td3},
                                                            {"MRV-A", eid::MrzLayout::mrv_a},
                                                            {"MRV-B", eid::MrzLayout::mrv_b}};
  std::printf("%-7s %-6s %6s %8s %8s %8s %7s %7s %7s\n", "set", "layout", "pages", "found %",
              "right %", "sure %", "sure, x", "key x", "ms");
  mrz_score::Score all;
  for (const auto& [set, quality] : sets) {
    if (!options.set.empty() && options.set != set)
      continue;
    mrz_score::Score whole;
    for (const auto& [layout_name, layout] : layouts) {
      if (!options.layout.empty() && options.layout != layout_name)
        continue;
      mrz_score::Score score;
      for (std::uint32_t seed = options.seed; seed < options.seed + options.pages; ++seed) {
        const TravelPage page = travel_page(layout, quality, seed);
        const auto outcome = mrz_score::read(page);
        mrz_score::count(score, outcome);
        if (!options.faults.empty() && !outcome.right)
          tell(options, set, layout_name, seed, page, outcome);
      }
      print(set, layout_name, score);
      whole.add(score);
    }
    print(set, "all", whole);
    all.add(whole);
  }
  print("all", "", all);
  return 0;
}
