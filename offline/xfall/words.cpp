// SPDX-License-Identifier: EUPL-1.2
#include "words.hpp"

#include <array>
#include <cstdio>

namespace foyer::xfall {

namespace {

std::string date_time(WallTime time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03d", int{date.year()},
                unsigned{date.month()}, unsigned{date.day()},
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  return text.data();
}

} // namespace

std::string_view word(Source source) {
  switch (source) {
  case Source::none: return "none";
  case Source::eid: return "eid";
  case Source::mrz: return "mrz";
  case Source::chip_dg1: return "chip_dg1";
  case Source::chip_dg11: return "chip_dg11";
  case Source::chip_dg12: return "chip_dg12";
  case Source::account: return "account";
  case Source::draft: return "draft";
  case Source::user: return "user";
  case Source::staff: return "staff";
  }
  return "none";
}

std::string_view word(OpenItem::Kind kind) {
  return kind == OpenItem::Kind::answer ? "angabe" : "dokument";
}

std::string_view word(FilingRecord::ClockSource source) {
  return source == FilingRecord::ClockSource::ntp ? "ntp" : "rtc";
}

std::string_view word(FilingRecord::Identification by) {
  switch (by) {
  case FilingRecord::Identification::mrz_chip: return "mrz_chip";
  case FilingRecord::Identification::mrz_optical: return "mrz_optisch";
  case FilingRecord::Identification::manual: return "manuell";
  }
  return "manuell";
}

std::string_view means_of(const FilingRecord& record) {
  return record.proof ? "eid" : word(record.identified_by);
}

std::string_view word(FilingRecord::Check check) {
  switch (check) {
  case FilingRecord::Check::authentic: return "echt";
  case FilingRecord::Check::not_authentic: return "nicht_echt";
  case FilingRecord::Check::not_checked: return "nicht_geprueft";
  }
  return "nicht_geprueft";
}

std::string_view word(FilingRecord::Help help) {
  switch (help) {
  case FilingRecord::Help::none: return "keine";
  case FilingRecord::Help::companion: return "begleitperson";
  case FilingRecord::Help::staff: return "personal";
  }
  return "keine";
}

std::string utc_time(WallTime time) {
  return date_time(time) + 'Z';
}

std::string local_time(WallTime time, std::chrono::minutes offset) {
  const auto minutes = offset.count();
  const auto size = minutes < 0 ? -minutes : minutes;
  std::array<char, 16> zone{};
  std::snprintf(zone.data(), zone.size(), "%c%02d:%02d", minutes < 0 ? '-' : '+',
                static_cast<int>(size / 60 % 100), static_cast<int>(size % 60));
  return date_time(time + offset) + zone.data();
}

} // namespace foyer::xfall
