// SPDX-License-Identifier: EUPL-1.2
#include "source_names.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace foyer::scanner_sane {

namespace {

template <std::size_t Size>
bool has_any(const std::string& text, const std::array<std::string_view, Size>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

} // namespace

std::optional<Source> source_of(std::string_view name) {
  constexpr std::array<std::string_view, 8> not_for_papers{"transp", "slide", "negative", "film",
                                                           "tma",    "tpu",   "back",     "card"};
  constexpr std::array<std::string_view, 4> glass{"flatbed", "platen", "glass", "normal"};
  constexpr std::array<std::string_view, 3> both{"duplex", "both", "double"};
  constexpr std::array<std::string_view, 3> feeder{"adf", "feeder", "sheet"};
  std::string text(name);
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (has_any(text, not_for_papers))
    return std::nullopt;
  if (text == "fb" || has_any(text, glass))
    return Source::glass;
  if (has_any(text, both))
    return Source::both_sides;
  if (has_any(text, feeder))
    return Source::feeder;
  return std::nullopt;
}

} // namespace foyer::scanner_sane
