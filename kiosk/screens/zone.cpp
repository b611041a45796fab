// SPDX-License-Identifier: EUPL-1.2
// What opens a passport's chip: number, birth and expiry as it prints them. It is all on one page
// of the passport, in large type, and in its two lowest lines.
#include "pages.hpp"
#include "parts.hpp"

#include <optional>

namespace foyer::screens {

namespace {

constexpr std::size_t longest_number = 22; // 9303-5: nine places and thirteen more

// As in the zone: capital letters and digits, nothing between them.
std::string zone_number(const std::string& typed) {
  std::string number;
  for (const char c : typed) {
    if (c >= 'a' && c <= 'z')
      number += static_cast<char>(c - 'a' + 'A');
    else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      number += c;
    else if (c != ' ' && c != '-')
      return {}; // a letter that no zone has
  }
  return number.size() <= longest_number ? number : std::string();
}

bool all_digits(const std::string& text) {
  for (const char c : text)
    if (c < '0' || c > '9')
      return false;
  return true;
}

// YYMMDD; a part that is left open is unknown, where that may be.
std::optional<std::string> zone_date(const ui::DateParts& date, bool may_be_partial) {
  const auto part = [&](const std::string& typed, int most) -> std::optional<std::string> {
    if (typed.empty())
      return may_be_partial ? std::optional<std::string>("<<") : std::nullopt;
    if (!all_digits(typed) || typed.size() > 2)
      return std::nullopt;
    const int number = std::stoi(typed);
    if (number < 1 || number > most)
      return std::nullopt;
    return (typed.size() == 1 ? "0" : "") + typed;
  };
  const auto month = part(date.month, 12);
  const auto day = part(date.day, 31);
  if (date.year.size() != 4 || !all_digits(date.year) || !month || !day ||
      (*month == "<<" && *day != "<<"))
    return std::nullopt;
  return date.year.substr(2) + *month + *day;
}

ui::FieldText words_of(Frame& frame, const char* key) {
  ui::FieldText words;
  words.label = frame.text(key);
  words.binding = frame.beside(words.label, frame.german(key));
  return words;
}

} // namespace

void Glass::Zone::wipe() {
  for (std::string* text :
       {&number, &birth.day, &birth.month, &birth.year, &expiry.day, &expiry.month, &expiry.year}) {
    foyer::wipe(*text);
    text->clear();
  }
}

void enter_zone(Frame& frame) {
  auto& ui = frame.ui;
  auto& zone = frame.glass.zone;
  auto number = zone_number(zone.number);
  auto birth = zone_date(zone.birth, true);
  auto expiry = zone_date(zone.expiry, false);
  ui::PageSpec spec;
  spec.id = "enter_zone";
  spec.question = frame.text("visit.zone.question");
  spec.lead = frame.text("visit.zone.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.can.read");
  const bool typed = !number.empty() && birth && expiry;
  const bool lies_there = frame.state().card == api::CardPresence::present;
  spec.primary_enabled = typed && lies_there;
  spec.secondary = frame.text("visit.identify.guest");
  const auto happened = frame.begin(spec);
  ui::TextOptions options;
  options.max_graphemes = longest_number + 8; // with blanks
  options.width_mm = 120;
  options.tabular = true;
  (void)ui::text_field(ui, "zone.number", words_of(frame, "visit.zone.number"), zone.number,
                       options);
  ui.gap(ui::size::group_gap);
  (void)ui::date_field(ui, "zone.birth", words_of(frame, "visit.card.birth_date"), zone.birth);
  ui.gap(ui::size::group_gap);
  (void)ui::date_field(ui, "zone.expiry", words_of(frame, "visit.zone.expiry"), zone.expiry);
  if (typed && !lies_there) {
    ui.gap(ui::size::group_gap);
    ui::notice(ui, "zone.absent", ui::Tone::info,
               failure_title(frame, fail(FailureCode::card_absent)));
  }
  if (happened.secondary)
    frame.say(visit::AsGuest{});
  if (frame.end() && spec.primary_enabled)
    frame.say(visit::SubmitZone{{Secret(std::string_view(number)), Secret(std::string_view(*birth)),
                                 Secret(std::string_view(*expiry))}});
  wipe(number);
  for (auto* date : {&birth, &expiry})
    if (*date)
      wipe(**date);
}

} // namespace foyer::screens
