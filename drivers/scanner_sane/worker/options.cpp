// SPDX-License-Identifier: EUPL-1.2
#include "options.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <sane/saneopts.h>
#include <vector>

namespace foyer::scanner_sane {

namespace {

constexpr double fixed_scale = 65'536.0; // SANE_Fixed: 16 bits behind the point

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) ==
                  std::tolower(static_cast<unsigned char>(y));
         });
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  for (std::size_t i = 0; i + part.size() <= text.size(); ++i)
    if (equal_ignoring_case(text.substr(i, part.size()), part))
      return true;
  return false;
}

double to_number(SANE_Word word, SANE_Value_Type type) {
  return type == SANE_TYPE_FIXED ? static_cast<double>(word) / fixed_scale
                                 : static_cast<double>(word);
}

SANE_Word to_word(double number, SANE_Value_Type type) {
  return static_cast<SANE_Word>(
      std::lround(type == SANE_TYPE_FIXED ? number * fixed_scale : number));
}

} // namespace

std::optional<DeviceOptions::Found> DeviceOptions::find(std::string_view name) const {
  SANE_Int count = 0;
  if (sane_control_option(device_, 0, SANE_ACTION_GET_VALUE, &count, nullptr) != SANE_STATUS_GOOD)
    return std::nullopt;
  for (SANE_Int i = 1; i < count; ++i) {
    const SANE_Option_Descriptor* const option = sane_get_option_descriptor(device_, i);
    if (option != nullptr && option->name != nullptr && name == option->name)
      return Found{i, option};
  }
  return std::nullopt;
}

bool DeviceOptions::set_word(const Found& option, double value) const {
  if ((option.descriptor->cap & SANE_CAP_SOFT_SELECT) == 0 ||
      (option.descriptor->cap & SANE_CAP_INACTIVE) != 0)
    return false;
  std::vector<SANE_Word> words(
      std::max<std::size_t>(1,
                            static_cast<std::size_t>(option.descriptor->size) / sizeof(SANE_Word)),
      to_word(value, option.descriptor->type));
  return sane_control_option(device_, option.index, SANE_ACTION_SET_VALUE, words.data(), nullptr) ==
         SANE_STATUS_GOOD;
}

bool DeviceOptions::set_text(const Found& option, std::string_view value) const {
  if ((option.descriptor->cap & SANE_CAP_SOFT_SELECT) == 0 ||
      (option.descriptor->cap & SANE_CAP_INACTIVE) != 0)
    return false;
  // A backend may write the value it really took into the buffer, up to the option's size.
  std::vector<char> buffer(
      std::max(static_cast<std::size_t>(option.descriptor->size), value.size() + 1), '\0');
  std::copy(value.begin(), value.end(), buffer.begin());
  return sane_control_option(device_, option.index, SANE_ACTION_SET_VALUE, buffer.data(),
                             nullptr) == SANE_STATUS_GOOD;
}

bool DeviceOptions::set(std::string_view name, std::string_view value) {
  const auto option = find(name);
  if (!option)
    return false;
  switch (option->descriptor->type) {
  case SANE_TYPE_STRING: return set_text(*option, value);
  case SANE_TYPE_BOOL: return set_word(*option, value == "yes" || value == "1" ? 1 : 0);
  case SANE_TYPE_INT:
  case SANE_TYPE_FIXED: {
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size())
      return false;
    return set_word(*option, number);
  }
  default: return false;
  }
}

bool DeviceOptions::set_mode(bool colour) {
  const auto option = find(SANE_NAME_SCAN_MODE);
  if (!option || option->descriptor->constraint_type != SANE_CONSTRAINT_STRING_LIST)
    return false;
  constexpr std::array<std::string_view, 2> colour_words{"color", "colour"};
  constexpr std::array<std::string_view, 2> grey_words{"gray", "grey"};
  const auto& wanted = colour ? colour_words : grey_words;
  for (auto text = option->descriptor->constraint.string_list; *text != nullptr; ++text)
    for (const std::string_view word : wanted)
      if (contains_ignoring_case(*text, word))
        return set_text(*option, *text);
  return false;
}

bool DeviceOptions::set_resolution(int dpi) {
  const auto option = find(SANE_NAME_SCAN_RESOLUTION);
  if (!option)
    return false;
  const auto& descriptor = *option->descriptor;
  double best = dpi;
  if (descriptor.constraint_type == SANE_CONSTRAINT_WORD_LIST) {
    std::vector<double> known;
    for (SANE_Word i = 1; i <= descriptor.constraint.word_list[0]; ++i)
      known.push_back(to_number(descriptor.constraint.word_list[i], descriptor.type));
    std::sort(known.begin(), known.end());
    const auto finer = std::find_if(known.begin(), known.end(), [&](double n) { return n >= dpi; });
    if (known.empty())
      return false;
    best = finer != known.end() ? *finer : known.back();
  } else if (descriptor.constraint_type == SANE_CONSTRAINT_RANGE) {
    best = std::clamp(best, to_number(descriptor.constraint.range->min, descriptor.type),
                      to_number(descriptor.constraint.range->max, descriptor.type));
  }
  return set_word(*option, best);
}

void DeviceOptions::set_area_a4() {
  struct Side {
    std::string_view name;
    double from_start; // mm; 0: the start itself
  };
  constexpr double a4_width = 210.0;
  constexpr double a4_height = 297.0;
  for (const Side side :
       {Side{SANE_NAME_SCAN_TL_X, 0}, Side{SANE_NAME_SCAN_TL_Y, 0},
        Side{SANE_NAME_SCAN_BR_X, a4_width}, Side{SANE_NAME_SCAN_BR_Y, a4_height}}) {
    const auto option = find(side.name);
    if (!option || option->descriptor->unit != SANE_UNIT_MM ||
        option->descriptor->constraint_type != SANE_CONSTRAINT_RANGE)
      continue;
    const SANE_Range& range = *option->descriptor->constraint.range;
    const double start = to_number(range.min, option->descriptor->type);
    const double end = to_number(range.max, option->descriptor->type);
    // A device that refuses keeps its own area, and the page is still a page.
    (void)set_word(*option, std::min(end, start + side.from_start));
  }
}

std::optional<int> DeviceOptions::resolution() const {
  const auto option = find(SANE_NAME_SCAN_RESOLUTION);
  if (!option)
    return std::nullopt;
  std::vector<SANE_Word> words(std::max<std::size_t>(
      1, static_cast<std::size_t>(option->descriptor->size) / sizeof(SANE_Word)));
  if (sane_control_option(device_, option->index, SANE_ACTION_GET_VALUE, words.data(), nullptr) !=
      SANE_STATUS_GOOD)
    return std::nullopt;
  return static_cast<int>(std::lround(to_number(words[0], option->descriptor->type)));
}

} // namespace foyer::scanner_sane
