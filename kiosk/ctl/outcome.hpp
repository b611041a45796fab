// SPDX-License-Identifier: EUPL-1.2
// What became of a verb, on standard error: "foyerctl: io_failed: menu.json".
#pragma once

#include <base/result.hpp>

#include <string_view>

namespace foyer::ctl {

// `about`: what it concerns, where there are several; may be empty.
void tell(const Failure& failure, std::string_view about = {});

// Tells a failure; true where there is none.
bool told(const Status& done, std::string_view about = {});

} // namespace foyer::ctl
