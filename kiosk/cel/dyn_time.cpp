// SPDX-License-Identifier: EUPL-1.2
#include "dyn_time.hpp"

#include "time_zone.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace foyer::cel {

namespace {

constexpr std::int64_t giga = 1'000'000'000;
constexpr std::int64_t first_second = -62'135'596'800; // 0001-01-01T00:00:00Z
constexpr std::int64_t last_second = 253'402'300'799;  // 9999-12-31T23:59:59Z

// Exactly `length` digits at `at`.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  if (at + length > text.size())
    return std::nullopt;
  for (std::size_t i = at; i < at + length; ++i) {
    if (text[i] < '0' || text[i] > '9')
      return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

// ".5", without zeros at the end; empty for 0.
std::string fraction(std::int64_t nanos) {
  if (nanos == 0)
    return {};
  std::string text = "." + padded(nanos, 9);
  while (text.back() == '0')
    text.pop_back();
  return text;
}

std::optional<Timestamp> moved(const Timestamp& time, std::int64_t nanos) {
  std::int64_t seconds = time.seconds + nanos / giga;
  std::int64_t rest = time.nanos + nanos % giga;
  if (rest < 0) {
    rest += giga;
    --seconds;
  } else if (rest >= giga) {
    rest -= giga;
    ++seconds;
  }
  const Timestamp made{seconds, static_cast<std::int32_t>(rest)};
  return in_range(made) ? std::optional(made) : std::nullopt;
}

std::optional<Duration> between(const Timestamp& from, const Timestamp& to) {
  std::int64_t nanos = 0;
  if (__builtin_mul_overflow(to.seconds - from.seconds, giga, &nanos) ||
      __builtin_add_overflow(nanos, to.nanos - from.nanos, &nanos))
    return std::nullopt;
  return Duration{nanos};
}

Dyn or_range(const auto& made) {
  return made ? Dyn{*made} : Dyn::error("range error: no such time");
}

std::optional<Dyn> part_of(std::string_view function, const Timestamp& local) {
  using namespace std::chrono;
  const sys_seconds time{seconds{local.seconds}};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  const auto number = [](auto value) { return Dyn{static_cast<std::int64_t>(value)}; };
  if (function == "getFullYear")
    return number(static_cast<int>(date.year()));
  if (function == "getMonth")
    return number(static_cast<unsigned>(date.month()) - 1);
  if (function == "getDate")
    return number(static_cast<unsigned>(date.day()));
  if (function == "getDayOfMonth")
    return number(static_cast<unsigned>(date.day()) - 1);
  if (function == "getDayOfYear")
    return number((day - sys_days{date.year() / January / 1}).count());
  if (function == "getDayOfWeek")
    return number(weekday{day}.c_encoding());
  if (function == "getHours")
    return number(clock.hours().count());
  if (function == "getMinutes")
    return number(clock.minutes().count());
  if (function == "getSeconds")
    return number(clock.seconds().count());
  if (function == "getMilliseconds")
    return number(local.nanos / 1'000'000);
  return std::nullopt;
}

// The whole span in that unit; milliseconds are the part below a second.
std::optional<Dyn> part_of(std::string_view function, const Duration& span) {
  if (function == "getHours")
    return Dyn{span.nanos / giga / 3600};
  if (function == "getMinutes")
    return Dyn{span.nanos / giga / 60};
  if (function == "getSeconds")
    return Dyn{span.nanos / giga};
  if (function == "getMilliseconds")
    return Dyn{span.nanos % giga / 1'000'000};
  return std::nullopt;
}

} // namespace

bool in_range(const Timestamp& time) {
  return time.seconds >= first_second && time.seconds <= last_second;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view shape = "0000-00-00T00:00:00";
  if (text.size() <= shape.size())
    return std::nullopt;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != '0' && text[i] != shape[i] && !(shape[i] == 'T' && text[i] == 't'))
      return std::nullopt;
  const auto y = digits(text, 0, 4), mo = digits(text, 5, 2), d = digits(text, 8, 2);
  const auto h = digits(text, 11, 2), mi = digits(text, 14, 2), s = digits(text, 17, 2);
  if (!y || !mo || !d || !h || !mi || !s || *h > 23 || *mi > 59 || *s > 59)
    return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)},
                            day{static_cast<unsigned>(*d)}};
  if (!date.ok())
    return std::nullopt;
  std::size_t at = shape.size();
  std::int32_t nanos = 0;
  if (text[at] == '.') {
    int count = 0;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9' && count < 9; ++at, ++count)
      nanos = nanos * 10 + (text[at] - '0');
    if (count == 0)
      return std::nullopt;
    for (; count < 9; ++count)
      nanos *= 10;
  }
  const std::string_view zone = text.substr(at);
  std::int64_t offset = 0;
  if (zone != "Z" && zone != "z") {
    const auto hours = digits(zone, 1, 2), minutes = digits(zone, 4, 2);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || !hours ||
        !minutes || *hours > 23 || *minutes > 59)
      return std::nullopt;
    offset = (*hours * 60 + *minutes) * 60 * (zone[0] == '-' ? -1 : 1);
  }
  const Timestamp time{sys_seconds{sys_days{date}}.time_since_epoch().count() + *h * 3600 +
                           *mi * 60 + *s - offset,
                       nanos};
  return in_range(time) ? std::optional(time) : std::nullopt;
}

std::optional<Duration> parse_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int64_t nanos;
  };
  constexpr Unit units[] = {{"ns", 1},          {"us", 1'000},    {"µs", 1'000}, {"ms", 1'000'000},
                            {"h", 3600 * giga}, {"m", 60 * giga}, {"s", giga}};
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+'))
    text.remove_prefix(1);
  if (text == "0")
    return Duration{0};
  std::int64_t sum = 0;
  do {
    std::size_t number = 0, point = std::string_view::npos;
    while (number < text.size() && ((text[number] >= '0' && text[number] <= '9') ||
                                    (text[number] == '.' && point == std::string_view::npos))) {
      if (text[number] == '.')
        point = number;
      ++number;
    }
    const auto rest = text.substr(number);
    const Unit* unit = nullptr;
    for (const auto& candidate : units)
      if (unit == nullptr && rest.starts_with(candidate.name))
        unit = &candidate;
    if (unit == nullptr || number == (point == std::string_view::npos ? 0U : 1U))
      return std::nullopt;
    const auto whole = text.substr(0, std::min(point, number));
    std::int64_t value = 0;
    if (!whole.empty() &&
        std::from_chars(whole.data(), whole.data() + whole.size(), value).ec != std::errc{})
      return std::nullopt;
    std::int64_t nanos = 0;
    if (__builtin_mul_overflow(value, unit->nanos, &nanos))
      return std::nullopt;
    std::int64_t scale = unit->nanos;
    for (std::size_t i = std::min(point, number) + 1; i < number; ++i) {
      const std::int64_t digit = text[i] - '0';
      scale /= 10;
      if (__builtin_add_overflow(nanos, digit * scale, &nanos))
        return std::nullopt;
    }
    if (__builtin_add_overflow(sum, nanos, &sum))
      return std::nullopt;
    text = rest.substr(unit->name.size());
  } while (!text.empty());
  return Duration{minus ? -sum : sum};
}

std::string format(const Timestamp& time) {
  using namespace std::chrono;
  const sys_seconds whole{seconds{time.seconds}};
  const auto day = floor<days>(whole);
  const year_month_day date{day};
  const hh_mm_ss clock{whole - day};
  return padded(static_cast<int>(date.year()), 4) + "-" +
         padded(static_cast<unsigned>(date.month()), 2) + "-" +
         padded(static_cast<unsigned>(date.day()), 2) + "T" + padded(clock.hours().count(), 2) +
         ":" + padded(clock.minutes().count(), 2) + ":" + padded(clock.seconds().count(), 2) +
         fraction(time.nanos) + "Z";
}

std::string format(const Duration& span) {
  const std::int64_t seconds = span.nanos / giga, rest = span.nanos % giga;
  const bool minus = span.nanos < 0;
  return (minus && seconds == 0 ? "-" : "") + std::to_string(seconds) +
         fraction(rest < 0 ? -rest : rest) + "s";
}

std::optional<Dyn> time_arithmetic(bool add, const Dyn& a, const Dyn& b) {
  const auto* at = a.as<Timestamp>();
  const auto* bt = b.as<Timestamp>();
  const auto* ad = a.as<Duration>();
  const auto* bd = b.as<Duration>();
  if (ad != nullptr && bd != nullptr) {
    Duration made{0};
    const bool bad = add ? __builtin_add_overflow(ad->nanos, bd->nanos, &made.nanos)
                         : __builtin_sub_overflow(ad->nanos, bd->nanos, &made.nanos);
    return or_range(bad ? std::nullopt : std::optional(made));
  }
  if (add && ad != nullptr && bt != nullptr)
    return or_range(moved(*bt, ad->nanos));
  if (at != nullptr && bd != nullptr) {
    if (!add && bd->nanos == INT64_MIN)
      return Dyn::error("range error: no such time");
    return or_range(moved(*at, add ? bd->nanos : -bd->nanos));
  }
  if (!add && at != nullptr && bt != nullptr)
    return or_range(between(*bt, *at));
  return std::nullopt;
}

std::optional<Dyn> time_part(std::string_view function, const std::vector<Dyn>& args) {
  if (const auto* span = args[0].as<Duration>())
    return args.size() == 1 ? part_of(function, *span) : std::nullopt;
  const auto* time = args[0].as<Timestamp>();
  if (time == nullptr)
    return std::nullopt;
  Timestamp local = *time;
  if (args.size() == 2) {
    const auto* zone = args[1].as_text();
    const auto offset = zone == nullptr ? std::nullopt : zone_offset(*zone, time->seconds);
    if (!offset)
      return Dyn::error("no such time zone");
    local.seconds += *offset;
  }
  return part_of(function, local);
}

} // namespace foyer::cel
