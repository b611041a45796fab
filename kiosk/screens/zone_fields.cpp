// SPDX-License-Identifier: EUPL-1.2
#include "zone_fields.hpp"

#include "parts.hpp"

#include <chrono>

namespace foyer::screens {

namespace {

constexpr std::size_t longest_number = 22; // 9303-5: nine places and thirteen more

// As in the zone: capital letters and digits, nothing between them; the zone's filler is nothing.
std::string zone_number(const std::string& typed) {
  std::string number;
  for (const char c : typed) {
    if (c >= 'a' && c <= 'z')
      number += static_cast<char>(c - 'a' + 'A');
    else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      number += c;
    else if (c != ' ' && c != '-' && c != '<')
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
  using namespace std::chrono;
  const auto number = [](const std::string& digits) {
    return static_cast<unsigned>(std::stoul(digits));
  };
  if (*day != "<<" &&
      !year_month_day{std::chrono::year{std::stoi(date.year)}, std::chrono::month{number(*month)},
                      std::chrono::day{number(*day)}}
           .ok())
    return std::nullopt; // no such day
  return date.year.substr(2) + *month + *day;
}

// `wrong`: the text of what is wrong with it, "" for nothing. It is said when the field is left.
ui::FieldText words_of(Frame& frame, const std::string& node, const char* key,
                       std::string_view wrong) {
  ui::FieldText words;
  words.label = frame.text(key);
  words.binding = frame.beside(words.label, frame.german(key));
  if (!wrong.empty() && !being_edited(frame, node))
    words.error = frame.text(wrong);
  return words;
}

std::string_view wrong_with(const ui::DateParts& date, bool valid) {
  if (valid || (date.day.empty() && date.month.empty() && date.year.empty()))
    return "";
  const bool whole = !date.day.empty() && !date.month.empty() && !date.year.empty();
  return whole ? "check.date" : "check.date_full";
}

} // namespace

void Glass::Zone::wipe() {
  for (std::string* text :
       {&number, &birth.day, &birth.month, &birth.year, &expiry.day, &expiry.month, &expiry.year}) {
    foyer::wipe(*text);
    text->clear();
  }
}

ZoneFields::ZoneFields(Frame& frame, Glass::Zone& zone, std::string node)
    : frame_(frame), zone_(zone), node_(std::move(node)), number_(zone_number(zone.number)),
      birth_(zone_date(zone.birth, true)), expiry_(zone_date(zone.expiry, false)) {}

ZoneFields::~ZoneFields() {
  foyer::wipe(number_);
  for (auto* date : {&birth_, &expiry_})
    if (*date)
      foyer::wipe(**date);
}

bool ZoneFields::complete() const {
  return !number_.empty() && birth_ && expiry_;
}

visit::DocumentZone ZoneFields::take() const {
  return {Secret(std::string_view(number_)), Secret(std::string_view(*birth_)),
          Secret(std::string_view(*expiry_))};
}

void ZoneFields::draw() {
  auto& ui = frame_.ui;
  ui::TextOptions options;
  options.max_graphemes = longest_number + 8; // with blanks
  options.width_mm = 120;
  options.tabular = true;
  const bool bad_number = !zone_.number.empty() && number_.empty();
  (void)ui::text_field(ui, node_ + ".number",
                       words_of(frame_, node_ + ".number", "visit.zone.number",
                                bad_number ? "visit.zone.no_number" : ""),
                       zone_.number, options);
  ui.gap(ui::size::group_gap);
  (void)ui::date_field(ui, node_ + ".birth",
                       words_of(frame_, node_ + ".birth", "visit.card.birth_date",
                                wrong_with(zone_.birth, birth_.has_value())),
                       zone_.birth);
  ui.gap(ui::size::group_gap);
  (void)ui::date_field(ui, node_ + ".expiry",
                       words_of(frame_, node_ + ".expiry", "visit.zone.expiry",
                                wrong_with(zone_.expiry, expiry_.has_value())),
                       zone_.expiry);
}

} // namespace foyer::screens
