// SPDX-License-Identifier: EUPL-1.2
// The back-channel of a case, both ways open to whoever has the receipt's code and the office:
//   code -> Argon2id, salted by the receipt number -> access || message
// `access` opens the case at the middle tier, which keeps its SHA-256 only; `message` seals what
// the office writes (JWE, dir + A256GCM). Argon2id and not HKDF, because who steals the middle tier
// has hash and letters and may try codes at home: each try then costs 64 MiB and tenths of a
// second. offline/seal/FORMAT.md
#pragma once

#include <seal/paper_code.hpp>

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/personal.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <string>
#include <string_view>

namespace foyer::seal {

inline constexpr std::size_t case_access_bytes = 32;

struct CaseKeys {
  Secret access;  // case_access_bytes
  Secret message; // 32 bytes
};

// `number`: the receipt number as it is printed ("N01-26-000017-Z"). Blocks for some tenths of a
// second and takes 64 MiB: not on the UI thread. Errors: seal_failed.
Result<CaseKeys> derive_case(const PaperCode& code, std::string_view number);

// What may be kept of `access`: SHA-256, 32 bytes. Errors: internal.
Result<Bytes> case_verifier(const Secret& access);

// What the office writes, or the office's copy of what the visitor answered.
struct CaseLetter {
  std::string id;   // as on the wire, unique in its case
  std::string kind; // "question", "message", "answer"
  WallTime at;
  Personal<std::string> text; // UTF-8, at most 16 KiB
};

// Padded, so that the length tells little. Errors: seal_failed (also: too long).
Result<std::string> seal_letter(const Secret& message_key, std::string_view number,
                                const CaseLetter& letter);
// `malformed`: not of this case and key, or one bit is not as it was sealed.
Result<CaseLetter> open_letter(const Secret& message_key, std::string_view number,
                               std::string_view compact);

} // namespace foyer::seal
