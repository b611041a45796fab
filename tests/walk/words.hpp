// SPDX-License-Identifier: EUPL-1.2
// Words in the pseudo-locale (i18n/pseudo.hpp): "[!! Ŵéîţéŕ !!]".
#pragma once

#include <string_view>

namespace foyer::walk {

inline constexpr std::string_view pseudo_language = "qps";

// Outside of the brackets there are more than so many letters: "mm" and "A4" are no words.
bool has_own_words(std::string_view text, int letters = 2);

} // namespace foyer::walk
