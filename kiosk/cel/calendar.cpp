// SPDX-License-Identifier: EUPL-1.2
#include <cel/calendar.hpp>

#include <charconv>

namespace foyer::cel {

namespace {

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 0)
    return std::nullopt;
  return value;
}

} // namespace

std::optional<DaySpan> parse_iso(std::string_view iso) {
  using namespace std::chrono;
  if (iso.size() != 4 && iso.size() != 7 && iso.size() != 10)
    return std::nullopt;
  const auto y = number(iso.substr(0, 4));
  if (!y)
    return std::nullopt;
  const year year_of{*y};
  if (iso.size() == 4)
    return DaySpan{sys_days{year_of / January / 1}, sys_days{year_of / December / 31}};
  const auto m = number(iso.substr(5, 2));
  if (iso[4] != '-' || !m || *m < 1 || *m > 12)
    return std::nullopt;
  const month month_of{static_cast<unsigned>(*m)};
  if (iso.size() == 7)
    return DaySpan{sys_days{year_of / month_of / 1}, sys_days{year_of / month_of / last}};
  const auto d = number(iso.substr(8, 2));
  if (iso[7] != '-' || !d)
    return std::nullopt;
  const year_month_day date{year_of, month_of, day{static_cast<unsigned>(*d)}};
  if (!date.ok())
    return std::nullopt;
  return DaySpan{sys_days{date}, sys_days{date}};
}

std::int64_t whole_months(std::chrono::sys_days a, std::chrono::sys_days b) {
  using namespace std::chrono;
  if (b < a)
    return -whole_months(b, a);
  const year_month_day from{a}, to{b};
  std::int64_t months =
      (static_cast<int>(to.year()) - static_cast<int>(from.year())) * std::int64_t{12} +
      static_cast<std::int64_t>(static_cast<unsigned>(to.month())) -
      static_cast<std::int64_t>(static_cast<unsigned>(from.month()));
  if (to.day() < from.day())
    --months;
  return months;
}

} // namespace foyer::cel
