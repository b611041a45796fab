// SPDX-License-Identifier: EUPL-1.2
// foyerctl page ...: what a terminal would make of a picture in a file: is it a good page, what is
// its machine-readable zone, which codes are on it, what becomes of it as PDF/A. To try scanners
// and documents, and for outside tests. It prints what stands on the page.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace foyer::ctl {

struct PageOptions {
  std::vector<std::filesystem::path> files;
  std::filesystem::path out, models, worker;
  std::vector<std::string> languages;
  int dpi = 300;
  bool json = false, text = false, as_scanned = false;
};

void add_page(CLI::App& cli, PageOptions& options, std::function<bool()>& verb);

} // namespace foyer::ctl
