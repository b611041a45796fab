// SPDX-License-Identifier: EUPL-1.2
#include <content/release_keys.hpp>

#include <base/unique_handle.hpp>
#include <base/whole_file.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <vector>

namespace foyer::content {

namespace {

namespace fs = std::filesystem;

using Bio = UniqueHandle<BIO, BIO_free_all>;
using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using DigestContext = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::size_t public_key_bytes = 32; // RFC 8032 5.1.5
constexpr std::size_t signature_bytes = 64;  // RFC 8032 5.1.6

} // namespace

Status ReleaseKeys::add(std::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Key key(bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  Bytes raw(public_key_bytes);
  std::size_t length = raw.size();
  const bool usable = key && EVP_PKEY_is_a(key.get(), "ED25519") == 1 &&
                      EVP_PKEY_get_raw_public_key(key.get(), raw.data(), &length) == 1;
  unsigned char* der = nullptr;
  const int size = usable ? i2d_PUBKEY(key.get(), &der) : 0;
  ERR_clear_error();
  if (size <= 0)
    return fail(FailureCode::config_broken, "release key: no public Ed25519 key in PEM");
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(der, static_cast<std::size_t>(size), digest.data());
  OPENSSL_free(der);
  keys_.insert_or_assign(to_base64url(digest), std::move(raw));
  return success();
}

Result<ReleaseKeys> ReleaseKeys::load(const fs::path& folder) {
  ReleaseKeys keys;
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".pem")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto pem = read_whole_file(file);
    const Status added = keys.add(pem ? as_text(*pem) : std::string_view());
    if (!added)
      return fail(added.failure().code, added.failure().detail + ": " + file.filename().string());
  }
  if (keys.keys_.empty())
    return fail(FailureCode::config_broken, "release keys: no *.pem in " + folder.string());
  return keys;
}

bool ReleaseKeys::verify(std::string_view key_id, std::string_view message,
                         ByteView signature) const {
  const auto found = keys_.find(key_id);
  if (found == keys_.end() || signature.size() != signature_bytes)
    return false;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, found->second.data(),
                                            found->second.size()));
  const DigestContext context(EVP_MD_CTX_new());
  const ByteView bytes = as_bytes(message);
  // RFC 8032: Ed25519 hashes by itself, hence no digest.
  const bool good =
      key && context &&
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(),
                       bytes.size()) == 1;
  ERR_clear_error();
  return good;
}

} // namespace foyer::content
