// SPDX-License-Identifier: EUPL-1.2
#include <seal/terminal_key.hpp>

#include "key_file.hpp"
#include "openssl_handles.hpp"

#include <openssl/pem.h>

#include <array>

namespace foyer::seal {

namespace {

constexpr std::size_t public_key_bytes = 32; // RFC 8032 5.1.5
constexpr std::size_t signature_bytes = 64;  // RFC 8032 5.1.6

// Without a callback that answers, OpenSSL would ask for a password on the terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

} // namespace

Result<TerminalKey> TerminalKey::generate() {
  PrivateOrPublicKey key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key)
    return openssl_failure(FailureCode::internal, "key generation");
  TerminalKey made;
  made.public_key_.resize(public_key_bytes);
  std::size_t length = made.public_key_.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), made.public_key_.data(), &length) != 1)
    return openssl_failure(FailureCode::internal, "public key");
  made.key_id_ = key_thumbprint(key.get());
  made.key_ = std::make_shared<Key>(Key{std::move(key)});
  return made;
}

Result<TerminalKey> TerminalKey::from_pem(std::string_view pem) {
  const Bio bio = memory_bio(pem);
  PrivateOrPublicKey key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr)
                             : nullptr);
  if (!key)
    return openssl_failure(FailureCode::config_broken, "terminal key unreadable");
  if (EVP_PKEY_is_a(key.get(), "ED25519") != 1)
    return fail(FailureCode::config_broken, "terminal key is not Ed25519");
  TerminalKey made;
  made.public_key_.resize(public_key_bytes);
  std::size_t length = made.public_key_.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), made.public_key_.data(), &length) != 1)
    return openssl_failure(FailureCode::config_broken, "terminal key");
  made.key_id_ = key_thumbprint(key.get());
  made.key_ = std::make_shared<Key>(Key{std::move(key)});
  return made;
}

Result<TerminalKey> TerminalKey::load_or_generate(const std::filesystem::path& file) {
  return load_or_generate_key<TerminalKey>(file, generate);
}

Result<Secret> TerminalKey::to_pem() const {
  const Bio bio(BIO_new(BIO_s_secmem()));
  if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key_->handle.get(), nullptr, nullptr, 0,
                                            nullptr, nullptr) != 1)
    return openssl_failure(FailureCode::internal, "key as PEM");
  return Secret(text_of(bio));
}

Result<Bytes> TerminalKey::sign(ByteView message) const {
  const DigestContext context(EVP_MD_CTX_new());
  Bytes signature(signature_bytes);
  std::size_t length = signature.size();
  // RFC 8032: Ed25519 hashes by itself, hence no digest.
  if (!context ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_->handle.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()) != 1)
    return openssl_failure(FailureCode::internal, "signature");
  return signature;
}

Result<std::string> TerminalKey::public_key_pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_PUBKEY(bio.get(), key_->handle.get()) != 1)
    return openssl_failure(FailureCode::internal, "public key as PEM");
  return std::string(text_of(bio));
}

bool verify_ed25519(ByteView public_key, ByteView message, ByteView signature) {
  const PrivateOrPublicKey key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, public_key.data(), public_key.size()));
  const DigestContext context(EVP_MD_CTX_new());
  const bool good =
      key && context && signature.size() == signature_bytes &&
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                       message.size()) == 1;
  ERR_clear_error();
  return good;
}

} // namespace foyer::seal
