// SPDX-License-Identifier: EUPL-1.2
// Identifications by the eID function: the office's eID server asks the card, and the office learns
// who it is. Here only whether it has (offline/sync/FORMAT.md, "Who somebody is").
#pragma once

#include <sync/line.hpp>
#include <sync/office_wait.hpp>

#include <base/personal.hpp>

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

namespace foyer::sync {

struct Identification {
  std::string id;                  // base64url of 16 bytes
  Personal<std::string> token_url; // https, at most 1,024 printable characters
};
struct NotOffered {}; // the office has no eID server
using BegunIdentification = std::variant<Identification, NotOffered, OfficeWait, Failure>;

enum class Identified : std::uint8_t {
  open,
  identified,
  refused,
  unknown, // not begun by us, or over
};
using IdentifiedAnswer = std::variant<Identified, OfficeWait, Failure>;

// Both block as the line does, but not beyond `within`, and fail as it does; an answer that is not
// as FORMAT.md says is server_answer_malformed.
BegunIdentification begin_identification(Line& line, std::chrono::milliseconds within,
                                         const std::stop_token& stop);
// What is no id is unknown, without asking.
IdentifiedAnswer identified(Line& line, std::string_view id, std::chrono::milliseconds within,
                            const std::stop_token& stop);

} // namespace foyer::sync
