// SPDX-License-Identifier: EUPL-1.2
// What else people bring, scanned without a defect.
#include "words.hpp"

namespace foyer::support_papers {

namespace {

struct Kind {
  const char* name;
  Subject subject;
  bool lies_free; // smaller than the glass
};
constexpr Kind kinds[] = {
    {"form", Subject::form, false},           {"table", Subject::thick_table, false},
    {"stamps", Subject::stamps, false},       {"by hand", Subject::handwriting, false},
    {"newspaper", Subject::newsprint, false}, {"logo", Subject::logo, false},
    {"photo", Subject::photo, false},         {"small photo", Subject::photo, true},
    {"diploma", Subject::diploma, false},     {"brochure", Subject::brochure, false},
    {"receipt", Subject::receipt, true},      {"cheque", Subject::cheque, true},
    {"dark card", Subject::dark_card, true}};

} // namespace

std::vector<Labelled> everyday_pages(int dpi, int count, std::uint32_t series) {
  std::vector<Labelled> pages;
  std::uint32_t seed = 1'000'000 + series * 50'000;
  for (const Kind& kind : kinds)
    for (int i = 0; i < count; ++i) {
      Random random(++seed * 7919);
      const Script scripts[] = {Script::latin, Script::latin, Script::cyrillic, Script::arabic};
      Labelled page{.name = kind.name + (" " + std::to_string(i)),
                    .paper = paper(kind.subject, scripts[below(random, 4)],
                                   static_cast<std::uint32_t>(random())),
                    .how = {}};
      Scan& how = page.how;
      how.dpi = dpi;
      how.seed = seed;
      how.noise = between(random, 0.5, 3.5);
      how.white = between(random, 0.9, 1);
      how.skew_degrees = between(random, -1.5, 1.5);
      if (below(random, 4) == 0)
        how.jpeg_quality = 60 + static_cast<int>(below(random, 35));
      if (kind.lies_free) {
        if (kind.subject == Subject::photo)
          page.paper.width = 100, page.paper.height = 150;
        const Lid lids[] = {Lid::white, Lid::light, Lid::black};
        how.lid = lids[i % 3];
        how.x = between(random, -25, 25);
        how.y = between(random, -35, 35);
        how.skew_degrees = between(random, -12, 12);
      }
      pages.push_back(std::move(page));
    }
  return pages;
}

} // namespace foyer::support_papers
