// SPDX-License-Identifier: EUPL-1.2
#include "gcm.hpp"

#include <openssl/err.h>
#include <openssl/rsa.h>

#include <array>

namespace foyer::unseal {

Result<PrivateKey> read_private_key(const Secret& secret) {
  const std::string_view pem = as_text(secret.reveal());
  const UniqueHandle<BIO, BIO_free_all> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  PrivateKey key(PEM_read_bio_PrivateKey(
      bio.get(), nullptr, [](char*, int, int, void*) { return -1; }, nullptr));
  ERR_clear_error();
  if (!key || EVP_PKEY_is_a(key.get(), "RSA") != 1)
    return fail(FailureCode::config_broken, "office key");
  return key;
}

Result<Bytes> unwrap_key(EVP_PKEY* key, ByteView wrapped) {
  const UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new(key, nullptr));
  Bytes content_key(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t length = content_key.size();
  const bool good = context && EVP_PKEY_decrypt_init(context.get()) == 1 &&
                    EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1 &&
                    EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) == 1 &&
                    EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) == 1 &&
                    EVP_PKEY_decrypt(context.get(), content_key.data(), &length, wrapped.data(),
                                     wrapped.size()) == 1 &&
                    length == 32;
  ERR_clear_error();
  if (!good)
    return fail(FailureCode::seal_failed, "content key");
  content_key.resize(length);
  return content_key;
}

Result<Bytes> open_gcm(const Secret& key, ByteView iv, ByteView ciphertext, ByteView tag,
                       ByteView additional) {
  if (key.size() != 32 || iv.size() != gcm_iv_bytes || tag.size() != gcm_tag_bytes)
    return fail(FailureCode::malformed, "lengths");
  const UniqueHandle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> cipher(EVP_CIPHER_CTX_new());
  Bytes plain(ciphertext.size());
  Bytes expected = to_bytes(tag);
  int length = 0;
  std::array<std::uint8_t, 16> nothing{};
  const bool good =
      cipher &&
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.reveal().data(),
                         iv.data()) == 1 &&
      (additional.empty() || EVP_DecryptUpdate(cipher.get(), nullptr, &length, additional.data(),
                                               static_cast<int>(additional.size())) == 1) &&
      (ciphertext.empty() ||
       EVP_DecryptUpdate(cipher.get(), plain.data(), &length, ciphertext.data(),
                         static_cast<int>(ciphertext.size())) == 1) &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, gcm_tag_bytes, expected.data()) ==
          1 &&
      EVP_DecryptFinal_ex(cipher.get(), nothing.data(), &length) == 1;
  ERR_clear_error();
  if (!good) {
    wipe(plain);
    return fail(FailureCode::seal_failed, "content");
  }
  return plain;
}

Result<Bytes> open_gcm(const Secret& key, ByteView all) {
  if (all.size() < gcm_iv_bytes + gcm_tag_bytes)
    return fail(FailureCode::malformed, "too short");
  return open_gcm(key, all.first(gcm_iv_bytes),
                  all.subspan(gcm_iv_bytes, all.size() - gcm_iv_bytes - gcm_tag_bytes),
                  all.last(gcm_tag_bytes), {});
}

} // namespace foyer::unseal
