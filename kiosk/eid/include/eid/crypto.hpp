// SPDX-License-Identifier: EUPL-1.2
// The symmetric side of PACE and secure messaging (ICAO 9303-11 §9.7, §9.8; TR-03110-3 A.2): plain
// functions over bytes. OpenSSL stays behind them.
#pragma once

#include <base/bytes.hpp>
#include <base/secret.hpp>

namespace foyer::eid {

enum class Cipher : std::uint8_t { tdes, aes128, aes192, aes256 };

[[nodiscard]] std::size_t key_size(Cipher cipher);   // 16, 16, 24, 32
[[nodiscard]] std::size_t block_size(Cipher cipher); // 8 or 16
// Symmetric bits that breaking it is worth, to compare with Group::strength(): 3DES 112.
[[nodiscard]] int strength(Cipher cipher);

enum class Hash : std::uint8_t { sha1, sha224, sha256, sha384, sha512 };
Bytes digest(Hash hash, ByteView data);

// What a derived key is for (9303-11 §9.7.1): the counter of the KDF.
enum class KeyUse : std::uint8_t { encryption = 1, mac = 2, password = 3 };
// KDF(K, c) = H(K | c): SHA-1 for 3DES and AES-128, SHA-256 for AES-192 and AES-256.
Secret derive_key(Cipher cipher, ByteView shared_secret, KeyUse use);

// The number R(s, t) of PACE's integrated mapping (9303-11 §4.4.3.3.2), 64 bits longer at least
// than a prime of `prime_bits`; the caller reduces it. `nonce` is s, `other` the terminal's t,
// which has the size of a key. Fails with card_data_malformed when s is shorter than a key.
Result<Secret> integrated_number(Cipher cipher, const Secret& nonce, ByteView other,
                                 int prime_bits);

// CBC without padding; `data` is a multiple of the block size. An empty `iv` means zeros.
// Fails with internal on sizes that do not fit: callers check hostile lengths first.
Result<Bytes> encrypt_cbc(Cipher cipher, const Secret& key, ByteView iv, ByteView data);
Result<Bytes> decrypt_cbc(Cipher cipher, const Secret& key, ByteView iv, ByteView data);

// Eight bytes: CMAC (SP 800-38B) cut to 8 for AES; for 3DES the retail MAC, ISO 9797-1 MAC
// algorithm 3 with padding method 2. Secure messaging pads what it feeds to CMAC, so that is the
// caller's part; the retail MAC pads by itself.
Bytes mac(Cipher cipher, const Secret& key, ByteView data);

// ISO 9797-1 padding method 2: 80 and zeros up to the block; unpad fails with card_data_malformed.
Bytes pad(ByteView data, std::size_t block);
Result<Bytes> unpad(ByteView padded);

} // namespace foyer::eid
