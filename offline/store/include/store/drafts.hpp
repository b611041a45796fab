// SPDX-License-Identifier: EUPL-1.2
// What the store keeps of drafts for "continue later": sealed bytes under an id that follows from a
// code only the visitor has. Calls: store.hpp.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace foyer::store {

inline constexpr std::size_t draft_id_bytes = 16;
inline constexpr std::size_t largest_draft = std::size_t{1} << 20;
inline constexpr std::chrono::days draft_life{14}; // domain catalogue 4.5 rule 5

// A code has 75 bits and cannot be guessed; the limit keeps those from trying who do not know that.
inline constexpr std::int64_t draft_misses_allowed = 10;
inline constexpr std::chrono::minutes draft_misses_span{15};

struct KeptDraft {
  Bytes id;                    // draft_id_bytes
  std::int64_t expiry_day = 0; // days since 1970 (UTC); on the day after it is gone
  Bytes sealed;
};

struct FoundDraft {
  std::optional<KeptDraft> draft;            // nothing: no such draft, or too many misses
  std::optional<WallTime> locked_until = {}; // too many misses: nobody is answered before this
};

} // namespace foyer::store
