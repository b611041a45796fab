// SPDX-License-Identifier: EUPL-1.2
// How the sheet looks: A4 portrait, dark on white, readable without colour.
#pragma once

#include <string>
#include <string_view>

namespace foyer::author {

extern const std::string_view sheet_style;

// At the foot of every printed page: what it is, and which page of how many. Of `text` only
// letters, digits and plain signs are kept, since it stands in a style.
std::string footer_style(std::string_view text);

} // namespace foyer::author
