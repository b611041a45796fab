// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <visit/event.hpp>

#include <functional>

namespace foyer::app {

// How a worker tells the visit what happened; callable from any thread. A report that belongs to a
// visit that is over goes nowhere.
using Report = std::function<void(visit::Event)>;

} // namespace foyer::app
