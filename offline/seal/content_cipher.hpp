// SPDX-License-Identifier: EUPL-1.2
// What both profiles have in common: a content key used once, AES-256-GCM as a stream, and the key
// wrapped for the office. Not a public header.
#pragma once

#include "openssl_handles.hpp"

#include <base/bytes.hpp>
#include <base/secret.hpp>

#include <array>
#include <functional>
#include <memory>

namespace foyer::seal {

inline constexpr std::size_t content_key_bytes = 32;
inline constexpr std::size_t iv_bytes = 12;  // NIST SP 800-38D 8.2.2: 96 random bits
inline constexpr std::size_t tag_bytes = 16; // never a shortened one

// AES-256-GCM (NIST SP 800-38D) under a key and an IV made for this stream alone.
class ContentCipher {
 public:
  using Take = std::function<Status(ByteView ciphertext)>;

  // Errors of all: seal_failed, or what `take` answers.
  static Result<ContentCipher> begin();
  // Data that is bound to the ciphertext and not in it; before the first encrypt().
  Status bind(ByteView additional);
  // Gives the ciphertext, as long as the plain bytes, in pieces of at most piece_bytes.
  Status encrypt(ByteView plain, const Take& take);
  Result<std::array<std::uint8_t, tag_bytes>> finish();

  [[nodiscard]] const Secret& key() const { return key_; }
  [[nodiscard]] ByteView iv() const { return iv_; }

  // A whole number of base64 groups, so that the codings of pieces can be joined.
  static constexpr std::size_t piece_bytes = std::size_t{3} * 16 * 1024;

 private:
  using Buffer = std::array<std::uint8_t, piece_bytes>;
  ContentCipher() = default;
  Secret key_;
  std::array<std::uint8_t, iv_bytes> iv_{};
  CipherContext context_;
  std::unique_ptr<Buffer> buffer_;
};

// RSAES-OAEP with SHA-256 and MGF1 with SHA-256 (RFC 8017 7.1; RFC 7518 4.3; XML Encryption 1.1
// 5.5.2), no label.
Result<Bytes> wrap_key(EVP_PKEY* office, const Secret& content_key);

} // namespace foyer::seal
