// SPDX-License-Identifier: EUPL-1.2
// foyerctl trust ...: whose documents this terminal takes for genuine.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace foyer::ctl {

struct TrustOptions {
  std::vector<std::filesystem::path> files; // import
  std::filesystem::path table;
  std::vector<std::string> pins;              // import: SHA-256 as typed
  std::vector<std::filesystem::path> anchors; // import: certificates
  bool machine = false;                       // show: one JSON object
};

// Verifies the files and adds them to the table; says what was refused and why. False when a file
// was refused as a whole: the table then stays as it was.
bool import_trust(const TrustOptions& options);
// Says what is in a table. False when it cannot be read.
bool show_trust(const TrustOptions& options);

} // namespace foyer::ctl
