// SPDX-License-Identifier: EUPL-1.2
// Code points of a chip's text, for this room only.
#pragma once

#include <base/bytes.hpp>

#include <optional>

namespace foyer::eid {

// Takes the first code point away from `rest`. Nothing where it is no UTF-8 (RFC 3629 §4: shortest
// form, no surrogates) or `rest` is empty.
std::optional<char32_t> next_code_point(ByteView& rest);

} // namespace foyer::eid
