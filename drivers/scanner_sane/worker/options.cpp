// SPDX-License-Identifier: EUPL-1.2
#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace foyer::scanner_sane {

namespace {

constexpr double fixed_scale = 65'536.0; // SANE_Fixed: 16 bits behind the point
// More than any device has; a backend that says more is not believed.
constexpr SANE_Int most_options = 4'000;
constexpr SANE_Int most_choices = 1'000;
constexpr SANE_Int largest_value = 1 << 20; // bytes

double to_number(SANE_Word word, SANE_Value_Type type) {
  return type == SANE_TYPE_FIXED ? static_cast<double>(word) / fixed_scale
                                 : static_cast<double>(word);
}

SANE_Word to_word(double number, SANE_Value_Type type) {
  constexpr double largest = 2'147'483'647.0;
  const double scaled = type == SANE_TYPE_FIXED ? number * fixed_scale : number;
  return static_cast<SANE_Word>(std::lround(std::clamp(scaled, -largest, largest)));
}

bool is_number(const SANE_Option_Descriptor& option) {
  return option.type == SANE_TYPE_INT || option.type == SANE_TYPE_FIXED;
}

bool active(const SANE_Option_Descriptor& option) {
  return (option.cap & SANE_CAP_INACTIVE) == 0;
}

bool settable(const SANE_Option_Descriptor& option) {
  return active(option) && (option.cap & SANE_CAP_SOFT_SELECT) != 0;
}

std::size_t words_of(const SANE_Option_Descriptor& option) {
  return std::max<std::size_t>(1, static_cast<std::size_t>(option.size) / sizeof(SANE_Word));
}

} // namespace

std::optional<DeviceOptions::Found> DeviceOptions::find(std::string_view name) const {
  SANE_Int count = 0;
  if (sane_control_option(device_, 0, SANE_ACTION_GET_VALUE, &count, nullptr) != SANE_STATUS_GOOD)
    return std::nullopt;
  for (SANE_Int i = 1; i < std::min(count, most_options); ++i) {
    const SANE_Option_Descriptor* const option = sane_get_option_descriptor(device_, i);
    if (option != nullptr && option->name != nullptr && name == option->name && option->size >= 0 &&
        option->size <= largest_value)
      return Found{i, option};
  }
  return std::nullopt;
}

bool DeviceOptions::set_word(const Found& option, double value) const {
  if (!settable(*option.descriptor))
    return false;
  std::vector<SANE_Word> words(words_of(*option.descriptor),
                               to_word(value, option.descriptor->type));
  return sane_control_option(device_, option.index, SANE_ACTION_SET_VALUE, words.data(), nullptr) ==
         SANE_STATUS_GOOD;
}

bool DeviceOptions::set_text(const Found& option, std::string_view value) const {
  if (!settable(*option.descriptor))
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
    if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(number))
      return false;
    return set_word(*option, number);
  }
  default: return false;
  }
}

bool DeviceOptions::set_number(std::string_view name, double value) {
  const auto option = find(name);
  if (!option || !is_number(*option->descriptor))
    return false;
  const auto& descriptor = *option->descriptor;
  if (descriptor.constraint_type == SANE_CONSTRAINT_WORD_LIST) {
    if (descriptor.constraint.word_list == nullptr)
      return false;
    std::vector<double> known;
    const SANE_Word count = std::min(descriptor.constraint.word_list[0], most_choices);
    for (SANE_Word i = 1; i <= count; ++i)
      known.push_back(to_number(descriptor.constraint.word_list[i], descriptor.type));
    if (known.empty())
      return false;
    std::sort(known.begin(), known.end());
    const auto larger = std::lower_bound(known.begin(), known.end(), value);
    value = larger != known.end() ? *larger : known.back();
  } else if (descriptor.constraint_type == SANE_CONSTRAINT_RANGE) {
    if (descriptor.constraint.range == nullptr)
      return false;
    const double from = to_number(descriptor.constraint.range->min, descriptor.type);
    const double to = to_number(descriptor.constraint.range->max, descriptor.type);
    value = std::max(from, std::min(value, to)); // not clamp(): they may stand the wrong way round
  }
  return set_word(*option, value);
}

bool DeviceOptions::has_number(std::string_view name) const {
  const auto option = find(name);
  return option && is_number(*option->descriptor);
}

bool DeviceOptions::has_switch(std::string_view name) const {
  const auto option = find(name);
  return option && option->descriptor->type == SANE_TYPE_BOOL;
}

std::vector<std::string> DeviceOptions::choices(std::string_view name) const {
  std::vector<std::string> texts;
  const auto option = find(name);
  if (!option || option->descriptor->type != SANE_TYPE_STRING ||
      option->descriptor->constraint_type != SANE_CONSTRAINT_STRING_LIST ||
      option->descriptor->constraint.string_list == nullptr)
    return texts;
  for (auto text = option->descriptor->constraint.string_list;
       *text != nullptr && texts.size() < static_cast<std::size_t>(most_choices); ++text)
    texts.emplace_back(*text);
  return texts;
}

std::optional<double> DeviceOptions::number(std::string_view name) const {
  const auto option = find(name);
  if (!option || !active(*option->descriptor) ||
      (!is_number(*option->descriptor) && option->descriptor->type != SANE_TYPE_BOOL))
    return std::nullopt;
  std::vector<SANE_Word> words(words_of(*option->descriptor));
  if (sane_control_option(device_, option->index, SANE_ACTION_GET_VALUE, words.data(), nullptr) !=
      SANE_STATUS_GOOD)
    return std::nullopt;
  return to_number(words[0], option->descriptor->type);
}

std::optional<DeviceOptions::Range> DeviceOptions::millimetres(std::string_view name) const {
  const auto option = find(name);
  if (!option || !is_number(*option->descriptor) || option->descriptor->unit != SANE_UNIT_MM ||
      option->descriptor->constraint_type != SANE_CONSTRAINT_RANGE ||
      option->descriptor->constraint.range == nullptr)
    return std::nullopt;
  const SANE_Range& range = *option->descriptor->constraint.range;
  return Range{to_number(range.min, option->descriptor->type),
               to_number(range.max, option->descriptor->type)};
}

} // namespace foyer::scanner_sane
