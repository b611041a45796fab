// SPDX-License-Identifier: EUPL-1.2
// The filing record without content: what stays on the terminal, unsealed, for ever.
#pragma once

#include <xfall/container.hpp>

#include <base/result.hpp>

namespace foyer::xfall {

// JSON object for store::Filing::record: domain catalogue 4.3 without anything about the person.
// Left out on purpose: answers, reasons for open items, former title, fiction hint, attachment
// titles, card bytes, the case's code, what an answer says. Kept: ids, hashes, times, counts, and
// how (not who) somebody was identified.
Result<std::string> public_record(const Container& container);

} // namespace foyer::xfall
