// SPDX-License-Identifier: EUPL-1.2
// The receipt of a filed application (domain catalogue 4.4): German, binding, with the visitor's
// language beside it. There is no field for what must not be printed: no hint at the legal effect
// (§ 81 AufenthG), no fee, no promise of duration.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/personal.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace foyer::receipt {

// The same text in both languages, ready to print. `help` is empty when the visit is in German.
struct Text {
  std::string german;
  std::string help;
};

struct Texts {
#define FOYER_RECEIPT_TEXT(name) Text name;
#include <receipt/receipt_texts.def>
#undef FOYER_RECEIPT_TEXT
};

// Calls fill("receipt.title", texts.title) and so on for each, to load them from a catalogue.
template <class Fill> void fill_texts(Texts& texts, Fill fill) {
#define FOYER_RECEIPT_TEXT(name) fill("receipt." #name, texts.name);
#include <receipt/receipt_texts.def>
#undef FOYER_RECEIPT_TEXT
}

struct HelpLanguage {
  std::string tag; // BCP 47: "ar", "uk"; empty: German only, one column
  bool right_to_left = false;
};

// An instant as the terminal's clock showed it.
struct LocalTime {
  std::chrono::sys_seconds utc{};
  std::chrono::minutes offset{}; // Nuremberg in winter: +60 min
};

struct Document {
  Text name;
  int pages = 0;
};

struct Declaration {
  Text name; // "Hinweise nach § 54 Abs. 2 Nr. 8 AufenthG"
  LocalTime confirmed;
};

struct Content {
  Texts texts;
  HelpLanguage help;

  std::string number; // printed in groups of four as it is; separators are kept out of the groups
  std::string office; // "Stadt Nürnberg, Amt für Migration und Integration"
  std::string kiosk;  // "NBG-01"
  std::string place;  // "Eingangshalle"; may be empty
  // With the number it opens the case at a terminal: "7KMQ-2XTP-9D4F-H8WV"; empty: none is printed.
  Personal<std::string> case_code;
  LocalTime received;

  Text assistant; // the assistant's title
  Text concern;   // what was asked for; may be empty

  Personal<std::string> applicant;  // empty: nobody is named, nor a document of theirs
  Personal<std::string> birth_date; // as it is to be printed ("14.03.1988", "1990")
  std::optional<Text> identified;   // that and when it was proven who they are
  std::optional<Text> previous_document;
  std::string previous_valid_until; // "31.12.2026"; empty when unknown

  std::vector<Document> documents;
  std::vector<Text> open;         // papers to hand in
  std::string open_until;         // date; empty: no date is printed
  std::vector<Text> open_answers; // what was not said
  std::vector<Declaration> declarations;
  std::vector<Text> next_steps;
  bool offline = false; // filed while the line to the office was down: prints texts.stored_offline

  std::string qr_payload; // see qr.hpp
};

// The receipt as PDF: A4, fonts embedded, one page or more, the same bytes for the same content.
// Main text has a cap height of 3.5 mm (13.9 pt in Noto Sans), nothing is below 10 pt.
// `fonts_conf` names the fonts that may be used (assets/fonts.conf); empty: all that Fontconfig
// has. Blocks for about 100 ms; any thread, one call at a time. Fails with: text_missing (a German
// text that is needed is empty), malformed (QR payload empty or too long), config_broken
// (fonts_conf), internal.
Result<Bytes> render_pdf(const Content& content, const std::filesystem::path& fonts_conf = {});

// The number in groups of four as on paper: "NBG0 1202 6000 0427". Letters and digits only.
std::string grouped_number(std::string_view number);

} // namespace foyer::receipt
