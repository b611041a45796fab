// SPDX-License-Identifier: EUPL-1.2
// A receipt of an invented person with the texts of locales/.
#pragma once

#include <receipt/code_slip.hpp>
#include <receipt/receipt.hpp>

#include <string>

namespace foyer {

// tag: "de" (one column), "ar", "uk", "en".
receipt::Content specimen(const std::string& tag);
receipt::CodeSlip slip(const std::string& tag);

} // namespace foyer
