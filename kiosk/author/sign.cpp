// SPDX-License-Identifier: EUPL-1.2
#include <author/sign.hpp>

#include <base/unique_handle.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <array>

namespace foyer::author {

namespace {

using Bio = UniqueHandle<BIO, BIO_free_all>;
using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using DigestContext = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::size_t signature_bytes = 64; // RFC 8032 5.1.6

// Without a callback that answers, OpenSSL would ask for a password on the terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

Result<std::string> key_id_of(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0)
    return fail(FailureCode::internal, "public half of the release key");
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(der, static_cast<std::size_t>(size), digest.data());
  OPENSSL_free(der);
  return to_base64url(digest);
}

} // namespace

Result<forms::Release> sign(const forms::Assistant& assistant, const i18n::Catalogue& texts,
                            const Secret& key_pem) {
  const ByteView pem = key_pem.reveal();
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr) : nullptr);
  ERR_clear_error();
  if (!key || EVP_PKEY_is_a(key.get(), "ED25519") != 1)
    return fail(FailureCode::config_broken, "no private Ed25519 key in PEM without a password");
  forms::Release release = forms::describe(assistant, texts);
  FOYER_TRY(release.key_id, key_id_of(key.get()));
  release.signature.resize(signature_bytes);
  const std::string message = forms::signed_bytes(release);
  const ByteView bytes = as_bytes(message);
  const DigestContext context(EVP_MD_CTX_new());
  std::size_t length = release.signature.size();
  // RFC 8032: Ed25519 hashes by itself, hence no digest.
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), release.signature.data(), &length, bytes.data(),
                     bytes.size()) != 1)
    return fail(FailureCode::internal, "signature");
  return release;
}

} // namespace foyer::author
