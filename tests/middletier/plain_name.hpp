// SPDX-License-Identifier: EUPL-1.2
// A terminal's name comes from its certificate, and becomes a file name.
#pragma once

#include <algorithm>
#include <string_view>

namespace foyer::middletier {

inline bool is_plain(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
  });
}

} // namespace foyer::middletier
