// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace foyer::forms {

// Only letters and signs of DIN 91379 datatype A, in NFC, and at least one letter.
bool is_din_name(std::string_view utf8);

} // namespace foyer::forms
