// SPDX-License-Identifier: EUPL-1.2
// What is read from a scanned page instead of being typed: a passport's lines, a studio's code.
#include "scan_desk.hpp"

#include "card_sex.hpp"
#include "page_fault.hpp"

#include <base/utf8.hpp>
#include <eid/document_kind.hpp>
#include <eid/mrz.hpp>

#include <algorithm>
#include <utility>

namespace foyer::app {

namespace {

constexpr std::size_t longest_code = 500; // as a field of type code takes it
constexpr std::size_t most_codes = 5;     // to choose from

// The sheet as it was scanned: a crop that went wrong must not cost a line.
const api::Page& as_scanned(const visit::ScannedPage& page) {
  return page.original ? *page.original : *page.page;
}

// Only what opens a chip or fills a form: number, birth and expiry must be there.
std::shared_ptr<const visit::ZoneReading> reading_of(const pages::PrintedZone& read, WallTime now) {
  auto zone = eid::Mrz::parse(as_text(read.characters.reveal()));
  if (!zone)
    return nullptr;
  // A visa or another state's card has such lines, too, and is neither.
  const auto kind = eid::kind_of(*zone);
  const bool card = kind == eid::DocumentKind::residence_title;
  if (!card && kind != eid::DocumentKind::passport) {
    zone->wipe();
    return nullptr;
  }
  auto reading = std::make_shared<visit::ZoneReading>();
  reading->facts = Personal(
      forms::CardFacts{.kind = card ? forms::CardKind::residence_card : forms::CardKind::passport,
                       .surname = zone->surname,
                       .given_names = zone->given_names,
                       .birth_date = eid::birth_date(*zone, now),
                       .sex = sex_of(zone->sex),
                       .nationality = zone->nationality,
                       .issuing_state = zone->issuer,
                       .document_number = zone->document_number,
                       .expiry = eid::expiry_date(*zone)});
  reading->key = {Secret(std::string_view(zone->document_number)),
                  Secret(std::string_view(zone->birth)), Secret(std::string_view(zone->expiry))};
  reading->document_code = zone->document_code;
  reading->sure = read.sure;
  const bool whole = !zone->document_number.empty() && !zone->birth.empty() &&
                     !reading->facts.reveal().expiry.empty();
  zone->wipe();
  return whole ? reading : nullptr;
}

// Controls, also those that turn text round.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200e && c <= 0x200f) ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

// Text that a form can carry; anybody may have printed it.
bool is_usable(const Secret& code) {
  auto rest = as_text(code.reveal());
  if (rest.empty() || rest.size() > longest_code)
    return false;
  while (!rest.empty()) {
    const auto c = take_code_point(rest);
    if (!c || is_control(*c))
      return false;
  }
  return true;
}

} // namespace

void ScanDesk::read(visit::ReadScannedZone wish, Report report) {
  maker_.give(
      [this, wish = std::move(wish), report = std::move(report)](const std::stop_token& stop) {
        const auto read = pages_.read_zone(as_scanned(wish.page), stop);
        if (!read)
          note_page_fault(read.failure());
        report(visit::ZoneWasRead{wish.asked,
                                  read && *read ? reading_of(**read, clock_.wall()) : nullptr});
      });
}

void ScanDesk::read(visit::ReadScannedCodes wish, Report report) {
  maker_.give(
      [this, wish = std::move(wish), report = std::move(report)](const std::stop_token& stop) {
        visit::CodesWereRead answer{wish.asked, {}};
        auto codes = pages_.read_codes(as_scanned(wish.page), pages::CodesWanted::all, stop);
        if (!codes)
          note_page_fault(codes.failure());
        else
          for (auto& code : *codes)
            if (is_usable(code.content) && answer.codes.size() < most_codes)
              answer.codes.push_back(std::make_shared<const Secret>(std::move(code.content)));
        report(std::move(answer));
      });
}

} // namespace foyer::app
