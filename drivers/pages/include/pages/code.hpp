// SPDX-License-Identifier: EUPL-1.2
// Codes printed on a page.
#pragma once

#include <base/secret.hpp>
#include <pages/geometry.hpp>

#include <array>

namespace foyer::pages {

// QR (ISO/IEC 18004), Data Matrix ECC 200 (16022), Aztec (24778), PDF417 (15438).
enum class CodeFormat : std::uint8_t { qr, data_matrix, aztec, pdf417 };

struct Code {
  CodeFormat format = CodeFormat::qr;
  // The bytes that were encoded, as they are: not interpreted, in no certain character set.
  Secret content;
  // Its corners, clockwise in the code's own sense, roughly: its quiet zone is not part of it.
  std::array<Point, 4> corners{};
};

enum class CodesWanted : std::uint8_t { qr, all };

// More is cut off: such a code is not taken. No code of the four holds more than 3 KB of text.
inline constexpr std::size_t code_limit = 4'096; // bytes
inline constexpr std::size_t most_codes = 16;    // on a page

} // namespace foyer::pages
