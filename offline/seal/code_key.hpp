// SPDX-License-Identifier: EUPL-1.2
// What drafts and cases have in common: a key from a code, and AES-256-GCM in one go. Not a public
// header.
#pragma once

#include <seal/paper_code.hpp>

namespace foyer::seal {

// Argon2id (RFC 9106), version 19. Blocks for some tenths of a second, takes 64 MiB. seal_failed:
// also for a salt of less than 16 bytes.
Result<Secret> stretch(const PaperCode& code, ByteView salt, std::size_t length);

// Ciphertext and tag (16 bytes) one after the other. seal_failed.
Result<Bytes> seal_gcm(const Secret& key, ByteView nonce, ByteView bound, ByteView plain);
// `malformed` when one bit of anything is not as it was sealed.
Result<Secret> open_gcm(const Secret& key, ByteView nonce, ByteView bound, ByteView sealed);

} // namespace foyer::seal
