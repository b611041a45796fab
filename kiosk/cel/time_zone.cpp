// SPDX-License-Identifier: EUPL-1.2
#include "time_zone.hpp"

#include "time_zone_rule.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace foyer::cel {

namespace {

// "+11:00", "-02:30", "02:00"
std::optional<std::int64_t> fixed(std::string_view zone) {
  const bool minus = zone.starts_with('-');
  if (minus || zone.starts_with('+'))
    zone.remove_prefix(1);
  if (zone.size() != 5 || zone[2] != ':')
    return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U})
    if (zone[i] < '0' || zone[i] > '9')
      return std::nullopt;
  const int hours = (zone[0] - '0') * 10 + zone[1] - '0';
  const int minutes = (zone[3] - '0') * 10 + zone[4] - '0';
  if (hours > 23 || minutes > 59)
    return std::nullopt;
  return (hours * 60 + minutes) * 60 * (minus ? -1 : 1);
}

// Only names that stay inside of the database.
bool is_name(std::string_view zone) {
  return !zone.empty() && zone.size() < 64 && zone.front() != '/' && zone.find("..") == zone.npos &&
         std::all_of(
             zone.begin(), zone.end(),
             [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '/' || c == '_' || c == '-' || c == '+';
             });
}

class ZoneFile {
 public:
  explicit ZoneFile(std::string octets) : octets_(std::move(octets)) {}

  // RFC 8536, 3: a first block of 32-bit times, then one of 64-bit times that is used here, and a
  // footer with the rule for what comes after the last of them.
  std::optional<std::int64_t> offset_at(std::int64_t seconds) {
    if (!header() || version_ < '2')
      return std::nullopt;
    at_ += times_ * 5 + types_ * 6 + chars_ + leaps_ * 8 + standards_ + universals_;
    if (!header() || at_ + times_ * 9 + types_ * 6 > octets_.size() || types_ == 0)
      return std::nullopt;
    const bool after =
        times_ == 0 || static_cast<std::int64_t>(number(at_ + (times_ - 1) * 8, 8)) <= seconds;
    if (const auto rule = footer(); after && !rule.empty())
      return rule_offset(rule, seconds);
    std::size_t type = 0;
    for (std::size_t i = 0; i < times_; ++i)
      if (static_cast<std::int64_t>(number(at_ + i * 8, 8)) <= seconds)
        type = static_cast<unsigned char>(octets_[at_ + times_ * 8 + i]);
    if (type >= types_)
      return std::nullopt;
    return static_cast<std::int32_t>(number(at_ + times_ * 9 + type * 6, 4));
  }

 private:
  // Between two line feeds behind the 64-bit block.
  [[nodiscard]] std::string_view footer() const {
    const std::size_t start =
        at_ + times_ * 9 + types_ * 6 + chars_ + leaps_ * 12 + standards_ + universals_;
    const std::size_t end = octets_.find('\n', start + 1);
    if (start >= octets_.size() || octets_[start] != '\n' || end == octets_.npos)
      return {};
    return std::string_view(octets_).substr(start + 1, end - start - 1);
  }
  [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t size) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
      value = value << 8U | static_cast<unsigned char>(octets_[at + i]);
    return value;
  }
  bool header() {
    constexpr std::size_t size = 44;
    if (at_ > octets_.size() || octets_.size() - at_ < size || octets_.compare(at_, 4, "TZif") != 0)
      return false;
    version_ = octets_[at_ + 4];
    std::size_t* const counts[] = {&universals_, &standards_, &leaps_, &times_, &types_, &chars_};
    for (std::size_t i = 0; i < std::size(counts); ++i)
      *counts[i] = number(at_ + 20 + i * 4, 4);
    at_ += size;
    return true;
  }

  std::string octets_;
  std::size_t at_ = 0;
  char version_ = 0;
  std::size_t universals_ = 0, standards_ = 0, leaps_ = 0, times_ = 0, types_ = 0, chars_ = 0;
};

} // namespace

std::optional<std::int64_t> zone_offset(std::string_view zone, std::int64_t seconds) {
  if (zone == "UTC" || zone == "GMT" || zone == "Z")
    return 0;
  if (const auto offset = fixed(zone))
    return offset;
  if (!is_name(zone))
    return std::nullopt;
  std::ifstream file("/usr/share/zoneinfo/" + std::string(zone), std::ios::binary);
  if (!file)
    return std::nullopt;
  return ZoneFile({std::istreambuf_iterator<char>(file), {}}).offset_at(seconds);
}

} // namespace foyer::cel
