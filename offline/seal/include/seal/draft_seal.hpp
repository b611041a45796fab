// SPDX-License-Identifier: EUPL-1.2
// A draft for "continue later": encrypted under a code that only the visitor's paper knows.
//   code -> Argon2id (RFC 9106) -> where it lies (id) and key -> AES-256-GCM (NIST SP 800-38D)
// Nothing here is kept; what was sealed can be read by nobody without the code.
// derive() blocks for some tenths of a second and takes 64 MiB: not on the UI thread.
#pragma once

#include <seal/paper_code.hpp>

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <cstddef>
#include <cstdint>

namespace foyer::seal {

struct DraftKey {
  Bytes id;   // 16 bytes: names the stored draft, says nothing about the code
  Secret key; // 32 bytes
};

inline constexpr std::size_t draft_salt_bytes = 16;

// `salt`: of this terminal, draft_salt_bytes, random once and kept. Errors: seal_failed.
Result<DraftKey> derive(const PaperCode& code, ByteView salt);

// `expiry_day`: days since 1970; it is bound to the draft, so that nobody can prolong it.
// Errors: seal_failed.
Result<Bytes> seal_draft(const DraftKey& key, std::int64_t expiry_day, ByteView plain);
// `malformed` when one bit of id, day or bytes is not as it was sealed.
Result<Secret> open_draft(const DraftKey& key, std::int64_t expiry_day, ByteView sealed);

} // namespace foyer::seal
