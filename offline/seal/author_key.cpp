// SPDX-License-Identifier: EUPL-1.2
#include <seal/author_key.hpp>

#include "key_file.hpp"
#include "openssl_handles.hpp"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <optional>

namespace foyer::seal {

struct AuthorKey::Key {
  PrivateOrPublicKey handle;
  Certificate certificate;
};

namespace {

using Extension = UniqueHandle<X509_EXTENSION, X509_EXTENSION_free>;

// BSI TR-02102-1 3.6: RSA of at least 3000 bits.
constexpr int rsa_bits = 3072;
constexpr int certificate_version_3 = 2; // RFC 5280 4.1.2.1
constexpr int salt_bytes = 32;           // as long as the digest, RFC 6931 2.3.10
// RFC 5280 4.1.2.5: a certificate without a well-defined end.
constexpr const char* no_end = "99991231235959Z";

int no_password(char*, int, int, void*) {
  return -1;
}

bool random_serial(X509* certificate) {
  std::array<std::uint8_t, 16> serial{};
  if (RAND_bytes(serial.data(), serial.size()) != 1)
    return false;
  serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7f) | 0x40); // positive, all 16 bytes
  const UniqueHandle<BIGNUM, BN_free> number(
      BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool extend(X509* certificate, int nid, const char* value) {
  const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::optional<std::string_view> defect(EVP_PKEY* key, X509* certificate) {
  if (EVP_PKEY_is_a(key, "RSA") != 1)
    return "author key is not RSA";
  if (EVP_PKEY_get_bits(key) < rsa_bits)
    return "author key too short";
  if (X509_check_private_key(certificate, key) != 1)
    return "author certificate of another key";
  if ((X509_get_extension_flags(certificate) & EXFLAG_KUSAGE) == 0 ||
      (X509_get_key_usage(certificate) & KU_DIGITAL_SIGNATURE) == 0)
    return "author certificate lacks digitalSignature";
  return std::nullopt;
}

} // namespace

Result<AuthorKey> AuthorKey::generate(std::string_view name, WallTime now) {
  auto key = std::make_shared<Key>();
  key->handle.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{rsa_bits}));
  key->certificate.reset(X509_new());
  X509* certificate = key->certificate.get();
  const std::time_t from = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch() -
                                                                            std::chrono::days{1})
                               .count();
  const auto* text = reinterpret_cast<const unsigned char*>(name.data());
  if (!key->handle || certificate == nullptr ||
      X509_set_version(certificate, certificate_version_3) != 1 || !random_serial(certificate) ||
      X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8,
                                 text, static_cast<int>(name.size()), -1, 0) != 1 ||
      X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) != 1 ||
      ASN1_TIME_set(X509_getm_notBefore(certificate), from) == nullptr ||
      ASN1_TIME_set_string(X509_getm_notAfter(certificate), no_end) != 1 ||
      X509_set_pubkey(certificate, key->handle.get()) != 1 ||
      !extend(certificate, NID_basic_constraints, "critical,CA:FALSE") ||
      !extend(certificate, NID_key_usage, "critical,digitalSignature,nonRepudiation") ||
      X509_sign(certificate, key->handle.get(), EVP_sha256()) == 0)
    return openssl_failure(FailureCode::internal, "author key");
  AuthorKey made;
  FOYER_TRY(made.certificate_der_, seal::certificate_der(certificate));
  made.key_ = std::move(key);
  return made;
}

Result<AuthorKey> AuthorKey::from_pem(std::string_view pem) {
  auto key = std::make_shared<Key>();
  const Bio for_key = memory_bio(pem);
  const Bio for_certificate = memory_bio(pem);
  if (for_key && for_certificate) {
    key->handle.reset(PEM_read_bio_PrivateKey(for_key.get(), nullptr, no_password, nullptr));
    key->certificate.reset(PEM_read_bio_X509(for_certificate.get(), nullptr, no_password, nullptr));
  }
  if (!key->handle || !key->certificate)
    return openssl_failure(FailureCode::config_broken, "author key or certificate unreadable");
  const auto wrong = defect(key->handle.get(), key->certificate.get());
  ERR_clear_error();
  if (wrong)
    return fail(FailureCode::config_broken, std::string(*wrong));
  AuthorKey made;
  FOYER_TRY(made.certificate_der_, seal::certificate_der(key->certificate.get()));
  made.key_ = std::move(key);
  return made;
}

Result<AuthorKey> AuthorKey::load_or_generate(const std::filesystem::path& file,
                                              std::string_view name, WallTime now) {
  return load_or_generate_key<AuthorKey>(file, [&] { return generate(name, now); });
}

Result<Secret> AuthorKey::to_pem() const {
  const Bio bio(BIO_new(BIO_s_secmem()));
  if (!bio ||
      PEM_write_bio_PKCS8PrivateKey(bio.get(), key_->handle.get(), nullptr, nullptr, 0, nullptr,
                                    nullptr) != 1 ||
      PEM_write_bio_X509(bio.get(), key_->certificate.get()) != 1)
    return openssl_failure(FailureCode::internal, "key as PEM");
  return Secret(text_of(bio));
}

Result<std::string> AuthorKey::certificate_pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_X509(bio.get(), key_->certificate.get()) != 1)
    return openssl_failure(FailureCode::internal, "certificate as PEM");
  return std::string(text_of(bio));
}

Result<Bytes> AuthorKey::sign(ByteView message) const {
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr; // belongs to the context
  std::size_t length = 0;
  if (!context ||
      EVP_DigestSignInit(context.get(), &options, EVP_sha256(), nullptr, key_->handle.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
      EVP_PKEY_CTX_set_rsa_pss_saltlen(options, salt_bytes) != 1 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "signature");
  Bytes signature(length);
  if (EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "signature");
  signature.resize(length);
  return signature;
}

} // namespace foyer::seal
