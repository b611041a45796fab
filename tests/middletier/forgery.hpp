// SPDX-License-Identifier: EUPL-1.2
// Events as a hostile server would give them, on order of a test (see Faults).
#pragma once

#include "event_book.hpp"

#include <string>

namespace foyer::middletier {

// `how`: "signature", "algorithm", "tags", "receipt"; what does not fit `kind` stays honest.
std::string forged(const std::string& how, Connection& connection, const EventSigner& signer,
                   const EventSubject& subject, const std::string& kind, std::string honest);

} // namespace foyer::middletier
