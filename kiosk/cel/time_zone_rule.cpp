// SPDX-License-Identifier: EUPL-1.2
#include "time_zone_rule.hpp"

#include <algorithm>
#include <chrono>

namespace foyer::cel {

namespace {

// One change within a year: "M3.5.0/3", "J60", "59".
struct Change {
  char kind = 0; // 'M', 'J', or '0' for days from 0 that count February's 29th
  int month = 0, week = 0, day = 0;
  std::int64_t time = 0; // seconds of the wall clock from that day's midnight

  // Seconds since 1970 of this change's midnight and time, as the wall clock shows them.
  [[nodiscard]] std::int64_t in(std::chrono::year year) const {
    using namespace std::chrono;
    sys_days date{year / January / 1};
    if (kind == 'M') {
      const weekday wanted{static_cast<unsigned>(day)};
      const std::chrono::month of{static_cast<unsigned>(month)};
      date = week == 5 ? sys_days{year / of / wanted[last]}
                       : sys_days{year / of / wanted[static_cast<unsigned>(week)]};
    } else {
      const bool behind_february = kind == 'J' && day >= 60;
      date += days{kind == 'J' ? day - 1 : day};
      if (behind_february && year.is_leap())
        date += days{1};
    }
    return sys_seconds{date}.time_since_epoch().count() + time;
  }
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool ended() const { return text_.empty(); }
  bool take(char c) {
    if (!text_.starts_with(c))
      return false;
    text_.remove_prefix(1);
    return true;
  }
  // "CET", "<+03>"
  bool name() {
    if (take('<')) {
      const auto close = text_.find('>');
      if (close == text_.npos)
        return false;
      text_.remove_prefix(close + 1);
      return true;
    }
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto end = std::find_if_not(text_.begin(), text_.end(), is_letter);
    const auto length = static_cast<std::size_t>(end - text_.begin());
    text_.remove_prefix(length);
    return length >= 3;
  }
  std::optional<int> number(int least, int most) {
    int value = 0;
    std::size_t length = 0;
    for (; length < 3 && length < text_.size() && text_[length] >= '0' && text_[length] <= '9';
         ++length)
      value = value * 10 + (text_[length] - '0');
    text_.remove_prefix(length);
    return length == 0 || value < least || value > most ? std::nullopt : std::optional(value);
  }
  // "-1", "5:30", "-12:45:10"
  std::optional<std::int64_t> time() {
    const bool minus = take('-');
    if (!minus)
      take('+');
    const auto hours = number(0, 167);
    if (!hours)
      return std::nullopt;
    std::int64_t sum = *hours * 3600;
    for (const int unit : {60, 1})
      if (take(':')) {
        const auto part = number(0, 59);
        if (!part)
          return std::nullopt;
        sum += *part * unit;
      } else {
        break;
      }
    return minus ? -sum : sum;
  }
  std::optional<Change> change() {
    if (!take(','))
      return std::nullopt;
    Change made;
    std::optional<int> month = 1, week = 1, day;
    if (take('M')) {
      made.kind = 'M';
      month = number(1, 12);
      week = take('.') ? number(1, 5) : std::nullopt;
      day = take('.') ? number(0, 6) : std::nullopt;
    } else {
      made.kind = take('J') ? 'J' : '0';
      day = number(made.kind == 'J' ? 1 : 0, 365);
    }
    const std::optional<std::int64_t> at = take('/') ? time() : 2 * 3600;
    if (!month || !week || !day || !at)
      return std::nullopt;
    made.month = *month;
    made.week = *week;
    made.day = *day;
    made.time = *at;
    return made;
  }

 private:
  std::string_view text_;
};

} // namespace

std::optional<std::int64_t> rule_offset(std::string_view rule, std::int64_t seconds) {
  Reader reader(rule);
  const bool named = reader.name();
  const auto west = reader.time(); // POSIX counts to the west
  if (!named || !west)
    return std::nullopt;
  const std::int64_t standard = -*west;
  if (reader.ended())
    return standard;
  if (!reader.name())
    return std::nullopt;
  std::int64_t summer = standard + 3600;
  const auto changes = [&]() -> std::optional<std::pair<Change, Change>> {
    const auto begin = reader.change();
    const auto end = begin ? reader.change() : std::nullopt;
    return end && reader.ended() ? std::optional(std::pair(*begin, *end)) : std::nullopt;
  };
  Reader ahead = reader;
  if (const auto other = ahead.time()) { // may be left out
    summer = -*other;
    reader = ahead;
  }
  const auto both = changes();
  if (!both)
    return std::nullopt;
  const auto local_day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds{std::chrono::seconds{seconds}} + std::chrono::seconds{standard});
  const std::chrono::year year = std::chrono::year_month_day{local_day}.year();
  // Each change is told by the clock that it ends.
  const std::int64_t begin = both->first.in(year)-standard;
  const std::int64_t end = both->second.in(year)-summer;
  const bool in_summer =
      begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end;
  return in_summer ? summer : standard;
}

} // namespace foyer::cel
