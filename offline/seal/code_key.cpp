// SPDX-License-Identifier: EUPL-1.2
#include "code_key.hpp"

#include "content_cipher.hpp"
#include "openssl_handles.hpp"

#include <argon2.h>

#include <string>

namespace foyer::seal {

namespace {

// RFC 9106 section 4, second recommended option: 64 MiB, three passes; one lane, because the
// terminal's other cores draw and read cards.
constexpr std::uint32_t argon_passes = 3;
constexpr std::uint32_t argon_kib = 64 * 1024;
constexpr std::uint32_t argon_lanes = 1;

} // namespace

Result<Secret> stretch(const PaperCode& code, ByteView salt, std::size_t length) {
  constexpr std::size_t shortest_salt = 16; // RFC 9106 3.1: recommended
  if (salt.size() < shortest_salt)
    return fail(FailureCode::seal_failed, "salt of codes");
  Bytes out(length);
  const ByteView text = code.text().reveal();
  const int done = argon2id_hash_raw(argon_passes, argon_kib, argon_lanes, text.data(), text.size(),
                                     salt.data(), salt.size(), out.data(), out.size());
  if (done != ARGON2_OK)
    return fail(FailureCode::seal_failed, std::string("Argon2id: ") + argon2_error_message(done));
  return Secret(std::move(out));
}

Result<Bytes> seal_gcm(const Secret& key, ByteView nonce, ByteView bound, ByteView plain) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes sealed(plain.size() + tag_bytes);
  int length = 0;
  if (key.size() != content_key_bytes || nonce.size() != iv_bytes || !context ||
      EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.reveal().data(), nonce.data(),
                          nullptr) != 1 ||
      EVP_EncryptUpdate(context.get(), nullptr, &length, bound.data(),
                        static_cast<int>(bound.size())) != 1 ||
      EVP_EncryptUpdate(context.get(), sealed.data(), &length, plain.data(),
                        static_cast<int>(plain.size())) != 1 ||
      EVP_EncryptFinal_ex(context.get(), sealed.data() + length, &length) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_bytes),
                          sealed.data() + plain.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "encryption");
  return sealed;
}

Result<Secret> open_gcm(const Secret& key, ByteView nonce, ByteView bound, ByteView sealed) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  if (key.size() != content_key_bytes || nonce.size() != iv_bytes || !context ||
      sealed.size() < tag_bytes)
    return fail(FailureCode::malformed, "sealed bytes");
  const ByteView text = sealed.first(sealed.size() - tag_bytes);
  Bytes tag = to_bytes(sealed.last(tag_bytes));
  Bytes plain(text.size() + 1); // never a null pointer
  int length = 0;
  const bool good = EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.reveal().data(),
                                        nonce.data(), nullptr) == 1 &&
                    EVP_DecryptUpdate(context.get(), nullptr, &length, bound.data(),
                                      static_cast<int>(bound.size())) == 1 &&
                    EVP_DecryptUpdate(context.get(), plain.data(), &length, text.data(),
                                      static_cast<int>(text.size())) == 1 &&
                    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG,
                                        static_cast<int>(tag_bytes), tag.data()) == 1 &&
                    EVP_DecryptFinal_ex(context.get(), plain.data() + length, &length) == 1;
  Secret opened(std::move(plain)); // wiped also when it is not given out
  if (!good) {
    ERR_clear_error();
    return fail(FailureCode::malformed, "sealed bytes");
  }
  return Secret(to_bytes(opened.reveal().first(text.size())));
}

} // namespace foyer::seal
