// SPDX-License-Identifier: EUPL-1.2
// measure_pages [DPI [STEP [SERIES [FOLDER]]]]: how often the checks of pages are right on the
// labelled set, by default at 150 dpi and on series 0. With a folder, writes the pages there as
// PPM.
#include <support_papers/papers.hpp>
#include <support_scanner/pages.hpp>

#include <cstdlib>
#include <iostream>

int main(int argc, char** argv) {
  namespace papers = foyer::support_papers;
  const int dpi = argc > 1 ? std::atoi(argv[1]) : 150;
  const int step = argc > 2 ? std::atoi(argv[2]) : 1;
  const int series = argc > 3 ? std::atoi(argv[3]) : 0;
  if (dpi < 50 || dpi > 600 || step < 1 || series < 0) {
    std::cerr << "usage: measure_pages [DPI [STEP [SERIES [FOLDER]]]]\n";
    return 2;
  }
  const auto pages = papers::labelled_pages(dpi, step, static_cast<std::uint32_t>(series));
  if (argc > 4)
    for (const auto& page : pages)
      foyer::support_scanner::save_pnm(papers::scan(page.paper, page.how),
                                       std::filesystem::path(argv[4]) / (page.name + ".ppm"));
  std::cout << pages.size() << " pages at " << dpi << " dpi\n"
            << papers::table(papers::score(pages));
}
