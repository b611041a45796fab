// SPDX-License-Identifier: EUPL-1.2
// ISO/IEC 9796-2 digital signature scheme 1 with partial message recovery, as active authentication
// uses it (ICAO 9303-11 §6.1, appendix F): the signature carries the first part of the message.
#pragma once

#include <eid/crypto.hpp>

namespace foyer::eid {

struct RecoveredMessage {
  Bytes message; // M1, the recoverable part
  Hash hash = Hash::sha1;
  Bytes digest; // of M1 | M2
};

// Takes the message representative F, as long as the modulus:
//   6A (or 6B BB .. BA) | M1 | digest | trailer
// Trailers: BC (SHA-1) or one byte for the hash and CC: 33 SHA-1, 34 SHA-256, 35 SHA-512,
// 36 SHA-384, 38 SHA-224. Fails with card_data_malformed, with card_unsupported for other hashes.
Result<RecoveredMessage> open_representative(ByteView representative);

// The RSA public operation on `signature` and then the above; both values that ISO 9796-2 allows
// for F are tried (F and modulus - F). `public_key` is a SubjectPublicKeyInfo (DER). Fails also
// with card_unsupported for keys that are not RSA of 512 to 8192 bits, a multiple of 8.
Result<RecoveredMessage> recover_message(ByteView public_key, ByteView signature);

} // namespace foyer::eid
