// SPDX-License-Identifier: EUPL-1.2
// foyerctl locales ...: for those who translate. Works on a checkout: the texts are taken from
// ./locales when nothing else is said.
#pragma once

#include <filesystem>
#include <string>

namespace foyer::ctl {

struct LocalesOptions {
  std::filesystem::path locales = "locales";
  std::string language;       // empty: all (report, lint)
  bool machine = false;       // report: one JSON object a line
  std::filesystem::path file; // export, import: the PO file
  std::string reviewed_by;    // import: role of the person who looked at every finished text
};

// Says of each language how far it is. False when the texts cannot be read.
bool report_locales(const LocalesOptions& options);
// Says what is wrong with the texts. False when something is.
bool lint_locales(const LocalesOptions& options);
bool export_locale(const LocalesOptions& options);
// Takes what is sound and names the rest. False when something was refused.
bool import_locale(const LocalesOptions& options);

} // namespace foyer::ctl
