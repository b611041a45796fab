// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <base/log.hpp>
#include <base/result.hpp>

namespace foyer::app {

// Notes that pages cannot be looked at. What is wrong with a page shows to who looks at it, and
// what was given up is no fault.
inline void note_page_fault(const Failure& failure) {
  if (failure.code != FailureCode::image_malformed && failure.code != FailureCode::cancelled)
    log(events::Fault{.room = "pages", .failure = failure.code});
}

} // namespace foyer::app
