// SPDX-License-Identifier: EUPL-1.2
#include <support_scanner/dock.hpp>

#include <support_scanner/pages.hpp>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace foyer::support_scanner {

ScannerDock::ScannerDock() {
  std::string name = (std::filesystem::temp_directory_path() / "foyer-scanner-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("no temporary folder");
  folder_ = name;
  std::ofstream(folder_ / "dll.conf") << "foyer\n";
}

ScannerDock::~ScannerDock() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void ScannerDock::set_script(const std::vector<std::string>& lines) const {
  std::ofstream file(folder_ / "control", std::ios::trunc);
  for (const std::string& line : lines)
    file << line << '\n';
}

void ScannerDock::set_kind(const std::string& words) const {
  std::ofstream(folder_ / "kind", std::ios::trunc) << words << '\n';
}

void ScannerDock::put_page(const std::string& name, const api::Page& page) const {
  save_pnm(page, folder_ / name);
}

std::vector<std::pair<std::string, std::string>> ScannerDock::environment() const {
  return {{"SANE_CONFIG_DIR", folder_.string()},
          {"LD_LIBRARY_PATH", FOYER_SANE_BACKEND_DIR},
          {"FOYER_SCANNER_DIR", folder_.string()}};
}

} // namespace foyer::support_scanner
