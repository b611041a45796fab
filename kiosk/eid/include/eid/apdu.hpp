// SPDX-License-Identifier: EUPL-1.2
// Command and response APDUs (ISO 7816-4 §5.1, ISO 7816-3 §12.1).
#pragma once

#include <base/bytes.hpp>

namespace foyer::eid {

struct CommandApdu {
  std::uint8_t cla = 0;
  std::uint8_t ins = 0;
  std::uint8_t p1 = 0;
  std::uint8_t p2 = 0;
  Bytes data = {};
  std::uint32_t le = 0; // most bytes wanted back, 1..65536; 0: no Le field (cards.md trap 2)

  // Short fields where they suffice, else extended ones. `extended` asks for them in any case.
  [[nodiscard]] Bytes encode(bool extended = false) const;
  [[nodiscard]] bool needs_extended() const { return data.size() > 255 || le > 256; }
  // All four cases, short and extended. Fails with card_data_malformed.
  static Result<CommandApdu> parse(ByteView bytes);
};

struct ResponseApdu {
  Bytes data;
  std::uint16_t sw = 0;

  [[nodiscard]] bool ok() const { return sw == 0x9000; }
  [[nodiscard]] std::uint8_t sw1() const { return static_cast<std::uint8_t>(sw >> 8U); }
  [[nodiscard]] std::uint8_t sw2() const { return static_cast<std::uint8_t>(sw & 0xFFU); }
  [[nodiscard]] Bytes encode() const;
  // Fails with card_data_malformed when there is not even a status word.
  static Result<ResponseApdu> parse(ByteView bytes);
};

// Status words of ISO 7816-4 §5.6 that the reader acts on.
namespace sw {
inline constexpr std::uint16_t ok = 0x9000;
inline constexpr std::uint16_t end_of_file = 0x6282; // with data: fewer bytes than asked for
inline constexpr std::uint16_t auth_failed = 0x6300;
inline constexpr std::uint16_t wrong_length = 0x6700;
inline constexpr std::uint16_t sm_missing = 0x6987;
inline constexpr std::uint16_t sm_incorrect = 0x6988;
inline constexpr std::uint16_t security_status = 0x6982;
inline constexpr std::uint16_t blocked = 0x6983;
inline constexpr std::uint16_t conditions = 0x6985;
inline constexpr std::uint16_t file_not_found = 0x6A82;
inline constexpr std::uint16_t wrong_parameters = 0x6A80;
inline constexpr std::uint16_t function_unsupported = 0x6A81;
inline constexpr std::uint16_t wrong_p1p2 = 0x6A86;
inline constexpr std::uint16_t reference_not_found = 0x6A88;
inline constexpr std::uint16_t offset_outside = 0x6B00;
inline constexpr std::uint16_t unknown_ins = 0x6D00;
inline constexpr std::uint16_t unknown_cla = 0x6E00;
} // namespace sw

// "sw 6A82, file not found": every status word of ISO 7816-4 §5.6 in words, for a Failure's detail.
std::string describe(std::uint16_t status);

// What a status word that ends an undertaking amounts to: card_unsupported where the card has no
// such file, function, instruction or class, else card_refused. `what` begins the detail.
Failure refusal(std::uint16_t status, std::string_view what);

} // namespace foyer::eid
