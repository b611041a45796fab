// SPDX-License-Identifier: EUPL-1.2
// The receipt's QR code: enough to find and verify a filing, and to open its case; and no name.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/secret.hpp>

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace foyer::receipt {

struct QrFields {
  std::string number; // A-Z, 0-9 and '-' only, at most 32
  std::chrono::sys_seconds received{};
  ByteView content_sha256; // 32 bytes; the first 8 are printed
  ByteView code = {};      // 16 characters of the case's code; empty: the case cannot be opened
};

// What the kiosk key signs (Ed25519 over these ASCII bytes) and the code begins with:
//   FOYER2.<number>.<YYYYMMDDThhmmssZ>.<first 16 hex digits of inhalt_sha256>
// Without a code: FOYER1, the rest the same. The code is not signed: who has to check a receipt
// needs number, time and hash, and must not have the code. Fails with: malformed.
Result<std::string> qr_signed_part(const QrFields& fields);

// signed part + "." + base64url(signature), with a code + "." + code. Fails with: malformed
// (signature is not 64 bytes).
Result<std::string> qr_payload(const QrFields& fields, ByteView signature);

// What a case is opened with, from the text of a scanned code (FOYER2). Whether the receipt is
// genuine is not asked here: a wrong code opens nothing.
struct CaseTicket {
  std::string number;
  Secret code; // 16 characters
};
// Any text is safe to pass. Fails with: malformed.
Result<CaseTicket> read_case_ticket(std::string_view payload);

// Modules row by row, true is dark; no quiet zone (four modules are needed around it).
struct QrMatrix {
  int size = 0; // modules a side
  std::vector<bool> dark;
  [[nodiscard]] bool at(int x, int y) const {
    return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) +
                static_cast<std::size_t>(x)];
  }
};

// Error correction level M (ISO/IEC 18004). Also for the screen.
// Fails with: malformed (empty, longer than 512 bytes).
Result<QrMatrix> qr_matrix(std::string_view payload);

} // namespace foyer::receipt
