// SPDX-License-Identifier: EUPL-1.2
// The slip with the code of a draft ("continue later"): all that its owner has to come back with.
// It says in the first line that nothing was applied for.
#pragma once

#include <receipt/receipt.hpp>

#include <base/secret.hpp>

namespace foyer::receipt {

struct CodeSlip {
  Text title;          // "Entwurf – noch kein Antrag"
  Text code_label;     // "Code zum Weitermachen"
  Text last_day_label; // "Gespeichert bis"
  std::vector<Text> notes;
  Text translation_note; // as on the receipt
  HelpLanguage help;

  std::string office, kiosk, place; // as on the receipt
  Secret code;                      // "7KMQ-2XTP-9D4F-H8WE", printed as it is
  std::string last_day;             // "09.12.2026"
};

// One A4 page, as render_pdf(); calls and failures: there. The caller wipes the bytes.
Result<Bytes> render_code_slip(const CodeSlip& slip, const std::filesystem::path& fonts_conf = {});

} // namespace foyer::receipt
