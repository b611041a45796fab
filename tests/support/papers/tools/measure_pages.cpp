// SPDX-License-Identifier: EUPL-1.2
// measure_pages [everyday] [DPI [STEP [SERIES [FOLDER]]]]: how often the checks of pages are right
// on the labelled set, by default at 150 dpi and on series 0; "everyday": on what else people
// bring, STEP pages of each kind. With a folder, writes the pages there as PPM.
#include <support_papers/papers.hpp>
#include <support_scanner/pages.hpp>

#include <cstdlib>
#include <iostream>
#include <string_view>

int main(int argc, char** argv) {
  namespace papers = foyer::support_papers;
  const bool everyday = argc > 1 && std::string_view(argv[1]) == "everyday";
  if (everyday)
    --argc, ++argv;
  const int dpi = argc > 1 ? std::atoi(argv[1]) : 150;
  const int step = argc > 2 ? std::atoi(argv[2]) : 1;
  const int series = argc > 3 ? std::atoi(argv[3]) : 0;
  if (dpi < 50 || dpi > 600 || step < 1 || series < 0) {
    std::cerr << "usage: measure_pages [everyday] [DPI [STEP [SERIES [FOLDER]]]]\n";
    return 2;
  }
  const auto number = static_cast<std::uint32_t>(series);
  const auto pages = everyday ? papers::everyday_pages(dpi, step, number)
                              : papers::labelled_pages(dpi, step, number);
  if (argc > 4)
    for (const auto& page : pages)
      foyer::support_scanner::save_pnm(papers::scan(page.paper, page.how),
                                       std::filesystem::path(argv[4]) / (page.name + ".ppm"));
  std::cout << pages.size() << " pages at " << dpi << " dpi\n"
            << papers::table(papers::score(pages));
}
