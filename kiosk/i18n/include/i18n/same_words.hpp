// SPDX-License-Identifier: EUPL-1.2
// Whether one text has the words of another.
#pragma once

#include <string_view>

namespace foyer::i18n {

// The question has every word of the label, whatever their case, marks and endings: "Haben Sie
// einen besonderen Status?" and "Besonderer Status". A label without words is never told.
bool says_the_same(std::string_view question, std::string_view label);

} // namespace foyer::i18n
