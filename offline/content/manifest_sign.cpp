// SPDX-License-Identifier: EUPL-1.2
// The releaser's half of manifest.hpp, in a file of its own: no terminal and no agent links it.
#include <content/manifest.hpp>

#include <base/unique_handle.hpp>

#include <nlohmann/json.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace foyer::content {

namespace {

using nlohmann::json;
using Bio = UniqueHandle<BIO, BIO_free_all>;
using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using DigestContext = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::size_t signature_bytes = 64; // RFC 8032 5.1.6

// Without a callback that answers, OpenSSL would ask for a password on the terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

Result<std::string> public_pem(EVP_PKEY* key) {
  const Bio out(BIO_new(BIO_s_mem()));
  char* text = nullptr;
  if (!out || PEM_write_bio_PUBKEY(out.get(), key) != 1)
    return fail(FailureCode::internal, "public half of the release key");
  const long length = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<std::size_t>(length));
}

Result<std::string> key_id_of(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0)
    return fail(FailureCode::internal, "public half of the release key");
  Bytes digest(32);
  EVP_Digest(der, static_cast<std::size_t>(size), digest.data(), nullptr, EVP_sha256(), nullptr);
  OPENSSL_free(der);
  return to_base64url(digest);
}

} // namespace

Result<std::string> sign_manifest(std::int64_t version, WallTime made_at,
                                  const std::vector<std::string>& programs,
                                  const std::vector<Entry>& files, const Secret& key_pem) {
  const ByteView pem = key_pem.reveal();
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr) : nullptr);
  ERR_clear_error();
  if (!key || EVP_PKEY_is_a(key.get(), "ED25519") != 1)
    return fail(FailureCode::config_broken, "no private Ed25519 key in PEM without a password");
  FOYER_TRY(const std::string key_id, key_id_of(key.get()));
  const json header{{"alg", "EdDSA"}, {"kid", key_id}, {"typ", "foyer-content+jws"}};
  json claims{{"version", version},
              {"iat", std::chrono::floor<std::chrono::seconds>(made_at).time_since_epoch().count()},
              {"for", programs},
              {"files", json::array()}};
  for (const Entry& entry : files)
    claims["files"].push_back({{"kind", name(entry.kind)},
                               {"id", entry.id},
                               {"size", entry.size},
                               {"sha512", to_hex(entry.sha512)}});
  const std::string text =
      to_base64url(as_bytes(header.dump())) + '.' +
      to_base64url(as_bytes(claims.dump(-1, ' ', false, json::error_handler_t::replace)));
  Bytes signature(signature_bytes);
  std::size_t length = signature.size();
  const DigestContext context(EVP_MD_CTX_new());
  const ByteView bytes = as_bytes(text);
  // RFC 8032: Ed25519 hashes by itself, hence no digest.
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &length, bytes.data(), bytes.size()) != 1)
    return fail(FailureCode::internal, "signature");
  std::string compact = text + '.' + to_base64url(signature);
  ReleaseKeys keys;
  FOYER_TRY(const std::string own, public_pem(key.get()));
  FOYER_CHECK(keys.add(own));
  FOYER_CHECK(Manifest::open(compact, keys));
  return compact;
}

} // namespace foyer::content
