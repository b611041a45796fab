// SPDX-License-Identifier: EUPL-1.2
// Probe: an assistant of tests alone. It has rows within bounds, rows without, choices that follow
// from an earlier one, every kind of field, a notice, a sensitive paper and a fee the office
// decides.
#pragma once

#include <forms/assistant.hpp>
#include <i18n/catalogue.hpp>

namespace foyer::support_probe {

// Both throw std::runtime_error with the reason when the files have a mistake. Loaded once.
const std::shared_ptr<const forms::Assistant>& probe();
// The shipped texts and those of the probe (in German).
const i18n::Catalogue& texts();

} // namespace foyer::support_probe
