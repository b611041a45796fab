// SPDX-License-Identifier: EUPL-1.2
// What opening a JWE and opening OSCI content have in common.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>
#include <base/unique_handle.hpp>

#include <openssl/evp.h>
#include <openssl/pem.h>

namespace foyer::unseal {

using PrivateKey = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;

inline constexpr std::size_t gcm_iv_bytes = 12;
inline constexpr std::size_t gcm_tag_bytes = 16;

// config_broken: no RSA private key.
Result<PrivateKey> read_private_key(const Secret& pem);
// RSAES-OAEP, SHA-256 and MGF1 with SHA-256; seal_failed unless 32 bytes come out.
Result<Bytes> unwrap_key(EVP_PKEY* key, ByteView wrapped);
// AES-256-GCM; seal_failed: another key, or one bit changed.
Result<Bytes> open_gcm(const Secret& key, ByteView iv, ByteView ciphertext, ByteView tag,
                       ByteView additional);
// IV, ciphertext and tag one after the other (XML Encryption 1.1 5.2.4).
Result<Bytes> open_gcm(const Secret& key, ByteView iv_ciphertext_tag);

} // namespace foyer::unseal
