// SPDX-License-Identifier: EUPL-1.2
// make_pages FOLDER: writes the pages that the demonstration's scanner delivers.
#include <support_scanner/pages.hpp>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_pages FOLDER\n";
    return 2;
  }
  namespace scanner = foyer::support_scanner;
  const std::filesystem::path folder = argv[1];
  scanner::save_pnm(scanner::passport_page({.skew_degrees = -1.1, .seed = 7}),
                    folder / "passport.ppm");
  scanner::save_pnm(scanner::police_report_page({.skew_degrees = 0.5, .seed = 11}),
                    folder / "police_report.ppm");
}
