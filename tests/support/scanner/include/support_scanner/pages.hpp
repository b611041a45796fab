// SPDX-License-Identifier: EUPL-1.2
// Pages as a flatbed would see them: A4, 300 dpi, colour, with noise and a little skew. The person
// and the papers are invented, and every page says that it is a specimen.
#pragma once

#include <api/document_scanner.hpp>

#include <filesystem>
#include <string>

namespace foyer::support_scanner {

struct ScannerModel {
  double noise = 2.5; // standard deviation of a sample, 0..255
  double skew_degrees = 0.6;
  double brightness = 1.0; // of paper and ink together
  std::uint32_t seed = 1;
  int dpi = 300;
};

// The data page of a passport (ICAO 9303-4, TD3) of Oksana Mariia KOVALENKO, laid on the glass.
api::Page passport_page(const ScannerModel& model = {});
// A police report about a lost residence card, one page of text.
api::Page police_report_page(const ScannerModel& model = {});
std::string police_report_text(); // all that it says, but for the specimen's mark
// Paper with nothing on it.
api::Page blank_page(const ScannerModel& model = {});
// One line of pale pencil on an otherwise empty sheet.
api::Page faint_page(const ScannerModel& model = {});

// The two lines of that passport's MRZ with its check digits, 44 characters each.
std::string mrz_line_1();
std::string mrz_line_2();

// Writes a binary PPM or PGM.
void save_pnm(const api::Page& page, const std::filesystem::path& file);

} // namespace foyer::support_scanner
