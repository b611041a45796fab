// SPDX-License-Identifier: EUPL-1.2
// Pseudo-locales: German made strange by a rule, so that tests and people see which text is not
// taken from the catalogue, which is cut when it grows, and what breaks from right to left. Made
// when asked for, never stored, never offered to visitors.
#pragma once

#include <base/result.hpp>

#include <string>
#include <string_view>

namespace foyer::i18n {

// "Weiter" -> "[!! Ŵééîîţééŕ !!]": accents, 40 % longer, brackets that show whether the end is cut.
inline constexpr std::string_view pseudo_long = "qps";
// The same letters in a direction from right to left: each word as an override (UAX 9: RLO to PDF)
// between right-to-left marks.
inline constexpr std::string_view pseudo_rtl = "qps-plocm";

// The pattern in one of the two; arguments, "#" and branches stay as they are. `malformed` with
// ICU's reason when it is no pattern. Pure; thread safe.
Result<std::string> pseudo(std::string_view lang, std::string_view german);

} // namespace foyer::i18n
