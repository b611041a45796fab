// SPDX-License-Identifier: EUPL-1.2
// What hands do beside the screen: lay cards down, put paper on the scanner, empty the printer.
#pragma once

#include <filesystem>
#include <string>

namespace foyer::player {

// Each method throws std::runtime_error when the thing does not obey.
class Hands {
 public:
  // `card`: the virtual card's Unix socket; `scanner`: the folder with its control file;
  // `printer`: the folder with its mode file.
  Hands(std::filesystem::path card, std::filesystem::path scanner, std::filesystem::path printer)
      : card_(std::move(card)), scanner_(std::move(scanner)), printer_(std::move(printer)) {}

  // "insert", "remove", "remove-after 9"; answers what the card said after its "ok".
  std::string card(const std::string& command) const;
  void scanner(const std::string& lines) const;
  void printer(const std::string& mode) const;

 private:
  std::filesystem::path card_, scanner_, printer_;
};

} // namespace foyer::player
