// SPDX-License-Identifier: EUPL-1.2
// Any bytes to text that XML 1.0 can carry. Not a public header.
#pragma once

#include <string>
#include <string_view>

namespace foyer::xfall {

// Well-formed UTF-8 of XML 1.0's Char production (§2.2); everything else becomes U+FFFD, one for
// each bad character or byte.
std::string carriable(std::string_view text);

} // namespace foyer::xfall
