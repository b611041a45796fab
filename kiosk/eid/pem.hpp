// SPDX-License-Identifier: EUPL-1.2
// PEM (RFC 7468) for this room's sources only.
#pragma once

#include <base/bytes.hpp>

#include <functional>
#include <string_view>

namespace foyer::eid {

// Calls `take` for each entry with what its first line names ("CERTIFICATE"). False when one is
// damaged: what stood before it has been taken.
bool for_each_pem(std::string_view pem,
                  const std::function<void(std::string_view kind, ByteView der)>& take);

} // namespace foyer::eid
