// SPDX-License-Identifier: EUPL-1.2
// What the middle tier publishes to all terminals: signed bytes with a version that only grows.
#pragma once

#include <base/bytes.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace foyer::store {

// The set that seal::OfficeKeys opens, as the kind of what is published.
inline constexpr std::string_view office_keys_kind = "office_keys";

struct Published {
  std::int64_t version = 0; // from 1
  Bytes content;
  std::string etag; // RFC 9110 8.8.3, for asking again; may be empty
};

enum class Publishing : std::uint8_t {
  taken,      // it is here now
  known,      // it was already
  older,      // a newer version is here and stays
  contradicts // the same version with another content is here and stays
};

} // namespace foyer::store
