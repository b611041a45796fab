// SPDX-License-Identifier: EUPL-1.2
// Setting a SANE device up for a page by its well-known options (SANE standard 4.5) and the names
// that backends use beyond them.
#pragma once

#include "session.hpp"

#include <sane/sane.h>

namespace foyer::scanner_sane {

// What this device can do, as has_... flags. `fixed` is the source a technician has chosen.
// A device without the option "source" has a glass, or what `type` (SANE_Device::type) says.
std::uint32_t kind_of(SANE_Handle device, std::string_view type, const std::string* fixed);

// Source, the job's further options, mode, depth, resolution, area: in this order, because a
// backend may reset the later ones when an earlier one is set. Returns the resolution it will have.
// Fails (nothing) when the device has no such source or not a further option.
std::optional<int> set_up(SANE_Handle device, const Job& job, std::uint32_t kind);

// After a jam: whether the device says that it was two sheets at once (option "double-feed" of the
// fujitsu backend; others do not tell the two apart).
bool tells_double_feed(SANE_Handle device);

// The source of a technician's options, or null.
const std::string* fixed_source(const Job& job);

} // namespace foyer::scanner_sane
