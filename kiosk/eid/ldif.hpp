// SPDX-License-Identifier: EUPL-1.2
// LDIF (RFC 2849), the form in which the ICAO public key directory is downloaded; eid's sources
// only.
#pragma once

#include <base/bytes.hpp>

#include <functional>
#include <string>

namespace foyer::eid {

// Calls `take` for each base64 value with its attribute's name in small letters, without options
// ("certificaterevocationlist"). Values in plain text, comments and change records are passed by.
// False when a value is not base64: the file is damaged; what was taken before has been taken.
bool for_each_value(std::string_view ldif,
                    const std::function<void(std::string_view name, Bytes value)>& take);

} // namespace foyer::eid
