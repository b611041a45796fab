// SPDX-License-Identifier: EUPL-1.2
// The dynamic door: plain CEL over JSON, for conformance suites and for trying things out. It has
// no fields, parameters or calendar functions; nothing a visitor says goes through it.
#pragma once

#include <string>
#include <string_view>

namespace foyer::cel {

// One request, {"expr": "a + 1", "bindings": {"a": 2}}, becomes one line without line feed:
// {"value": 3} or {"error": "..."}. How JSON maps to CEL: kiosk/cel/FORMAT.md. Never throws; steps,
// depth and size of what is made are bounded.
std::string answer(std::string_view request);

} // namespace foyer::cel
