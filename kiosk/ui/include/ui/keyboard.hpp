// SPDX-License-Identifier: EUPL-1.2
// What the on-screen keyboard can write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foyer::ui {

// The key under which a letter with marks is found: "č" and "Č" -> "c". "" when it has none.
std::string base_key(std::string_view letter);
// Every letter the panel of this key offers, small ones first.
std::vector<std::string> panel_letters(std::string_view base);

} // namespace foyer::ui
