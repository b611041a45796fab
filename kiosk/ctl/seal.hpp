// SPDX-License-Identifier: EUPL-1.2
// foyerctl seal: one application sealed as the terminal seals, for whoever wants to try to open it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace foyer::ctl {

struct SealOptions {
  std::string profile = "jwe";
  std::string reference = "N01-26-000001-A"; // the receipt number it is sealed under
  std::filesystem::path to;                  // the office's certificate, PEM
  std::filesystem::path container;
  std::vector<std::filesystem::path> attachments;
  std::filesystem::path author; // osci: the signing key, made if missing; "": a new one each time
  std::filesystem::path out;    // a folder, made if missing
};

// Prints a line for each part: its name and authentication tag. Answers whether all went well.
bool seal(const SealOptions& options);

} // namespace foyer::ctl
