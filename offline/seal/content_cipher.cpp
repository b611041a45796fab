// SPDX-License-Identifier: EUPL-1.2
#include "content_cipher.hpp"

#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <algorithm>

namespace foyer::seal {

Result<ContentCipher> ContentCipher::begin() {
  ContentCipher made;
  Bytes fresh(content_key_bytes);
  if (RAND_priv_bytes(fresh.data(), static_cast<int>(fresh.size())) != 1 ||
      RAND_bytes(made.iv_.data(), static_cast<int>(made.iv_.size())) != 1)
    return openssl_failure(FailureCode::seal_failed, "random numbers");
  made.key_ = Secret(std::move(fresh));
  made.buffer_ = std::make_unique<Buffer>();
  made.context_.reset(EVP_CIPHER_CTX_new());
  if (!made.context_ || EVP_EncryptInit_ex(made.context_.get(), EVP_aes_256_gcm(), nullptr,
                                           made.key_.reveal().data(), made.iv_.data()) != 1)
    return openssl_failure(FailureCode::seal_failed, "encryption");
  return made;
}

Status ContentCipher::bind(ByteView additional) {
  int ignored = 0;
  if (EVP_EncryptUpdate(context_.get(), nullptr, &ignored, additional.data(),
                        static_cast<int>(additional.size())) != 1)
    return openssl_failure(FailureCode::seal_failed, "encryption");
  return success();
}

Status ContentCipher::encrypt(ByteView plain, const Take& take) {
  while (!plain.empty()) {
    const ByteView piece = plain.first(std::min(plain.size(), piece_bytes));
    int produced = 0;
    if (EVP_EncryptUpdate(context_.get(), buffer_->data(), &produced, piece.data(),
                          static_cast<int>(piece.size())) != 1)
      return openssl_failure(FailureCode::seal_failed, "encryption");
    FOYER_CHECK(take({buffer_->data(), static_cast<std::size_t>(produced)}));
    plain = plain.subspan(piece.size());
  }
  return success();
}

Result<std::array<std::uint8_t, tag_bytes>> ContentCipher::finish() {
  int produced = 0; // GCM keeps nothing back
  std::array<std::uint8_t, tag_bytes> tag{};
  if (EVP_EncryptFinal_ex(context_.get(), buffer_->data(), &produced) != 1 ||
      EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag.size()),
                          tag.data()) != 1)
    return openssl_failure(FailureCode::seal_failed, "encryption");
  return tag;
}

Result<Bytes> wrap_key(EVP_PKEY* office, const Secret& content_key) {
  const PkeyContext context(EVP_PKEY_CTX_new(office, nullptr));
  const ByteView key = content_key.reveal();
  std::size_t length = 0;
  if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
      EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) != 1 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) != 1 ||
      EVP_PKEY_encrypt(context.get(), nullptr, &length, key.data(), key.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "key wrapping");
  Bytes wrapped(length);
  if (EVP_PKEY_encrypt(context.get(), wrapped.data(), &length, key.data(), key.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "key wrapping");
  wrapped.resize(length);
  return wrapped;
}

} // namespace foyer::seal
