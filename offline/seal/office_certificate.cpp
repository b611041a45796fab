// SPDX-License-Identifier: EUPL-1.2
#include <seal/office_certificate.hpp>

#include "openssl_handles.hpp"

#include <base/log.hpp>

#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <optional>
#include <vector>

namespace foyer::seal {

namespace {

using Store = UniqueHandle<X509_STORE, X509_STORE_free>;
using StoreContext = UniqueHandle<X509_STORE_CTX, X509_STORE_CTX_free>;

// Roll-over needs two or three; a bundle of hundreds is not a roll-over.
constexpr std::size_t most_certificates = 16;
// BSI TR-02102-1 3.6: RSA of at least 3000 bits; certificates come as 3072 or 4096.
constexpr int least_rsa_bits = 3072;

std::vector<Certificate> read_certificates(std::string_view pem) {
  std::vector<Certificate> found;
  const Bio bio = memory_bio(pem);
  while (bio && found.size() < most_certificates) {
    Certificate next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!next)
      break;
    found.push_back(std::move(next));
  }
  ERR_clear_error();
  return found;
}

std::string common_name(const X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  // Two common names are one too many: which of them would count?
  if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0)
    return {};
  unsigned char* raw = nullptr;
  const int length =
      ASN1_STRING_to_UTF8(&raw, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
  if (length < 0)
    return {};
  std::string name(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
  OPENSSL_free(raw);
  return name;
}

std::optional<WallTime> to_wall(const ASN1_TIME* time) {
  std::tm fields{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &fields) != 1)
    return std::nullopt;
  return WallTime{std::chrono::seconds{timegm(&fields)}};
}

bool issued_by(X509* certificate, X509_STORE* roots) {
  const StoreContext context(X509_STORE_CTX_new());
  return context && X509_STORE_CTX_init(context.get(), roots, certificate, nullptr) == 1 &&
         X509_verify_cert(context.get()) == 1;
}

// What is wrong with it, or nothing. Dates are looked at elsewhere.
std::optional<std::string_view> defect(X509* certificate, X509_STORE* roots,
                                       std::string_view expected_name) {
  if (!issued_by(certificate, roots))
    return "not issued by the pinned root";
  if (common_name(certificate) != expected_name)
    return "another name";
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr || EVP_PKEY_is_a(key, "RSA") != 1)
    return "no RSA key";
  if (EVP_PKEY_get_bits(key) < least_rsa_bits)
    return "key too short";
  if (X509_check_ca(certificate) != 0)
    return "a CA certificate";
  // RFC 5280 4.2.1.3: keyEncipherment is the bit for wrapping a content key. Absent extension
  // reads as "all bits set", which is not what an office key looks like.
  if ((X509_get_extension_flags(certificate) & EXFLAG_KUSAGE) == 0 ||
      (X509_get_key_usage(certificate) & KU_KEY_ENCIPHERMENT) == 0)
    return "key usage lacks keyEncipherment";
  return std::nullopt;
}

Result<Store> pinned_roots(std::string_view pem) {
  const Bio bio = memory_bio(pem);
  const Certificate root(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  if (!root)
    return openssl_failure(FailureCode::config_broken, "pinned root unreadable");
  if (X509_check_ca(root.get()) != 1 || X509_self_signed(root.get(), 1) != 1) {
    ERR_clear_error();
    return fail(FailureCode::config_broken, "pinned root is no self-signed CA");
  }
  Store store(X509_STORE_new());
  if (!store || X509_STORE_add_cert(store.get(), root.get()) != 1)
    return openssl_failure(FailureCode::config_broken, "pinned root unusable");
  X509_VERIFY_PARAM* rules = X509_STORE_get0_param(store.get());
  // Time is judged by the caller's clock and never refuses; level 2 refuses SHA-1 and RSA < 2048.
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_NO_CHECK_TIME);
  X509_VERIFY_PARAM_set_auth_level(rules, 2);
  return store;
}

// Later is better; one that is valid now is better than any that is not.
bool better(bool expired, WallTime until, bool best_expired, WallTime best_until) {
  if (expired != best_expired)
    return !expired;
  return until > best_until;
}

} // namespace

Result<OfficeCertificate> OfficeCertificate::load(std::string_view pem,
                                                  std::string_view pinned_root_pem,
                                                  std::string_view expected_name, WallTime now) {
  FOYER_TRY(const Store roots, pinned_roots(pinned_root_pem));
  const std::vector<Certificate> candidates = read_certificates(pem);
  if (candidates.empty())
    return fail(FailureCode::office_key_missing, "no certificate");

  std::optional<OfficeCertificate> best;
  std::string_view why = "no certificate";
  for (const Certificate& candidate : candidates) {
    if (const auto wrong = defect(candidate.get(), roots.get(), expected_name)) {
      why = *wrong;
      continue;
    }
    const auto from = to_wall(X509_get0_notBefore(candidate.get()));
    const auto until = to_wall(X509_get0_notAfter(candidate.get()));
    if (!from || !until || now < *from) {
      why = "not yet valid";
      continue;
    }
    const bool expired = now > *until;
    if (best && !better(expired, *until, best->expired_, best->valid_until_))
      continue;
    auto key = std::make_shared<Key>();
    key->handle.reset(X509_get_pubkey(candidate.get()));
    FOYER_TRY(key->certificate_der, seal::certificate_der(candidate.get()));
    OfficeCertificate made;
    made.key_id_ = key_thumbprint(key->handle.get());
    made.key_ = std::move(key);
    made.name_ = expected_name;
    made.valid_until_ = *until;
    made.expired_ = expired;
    if (made.key_id_.empty())
      return openssl_failure(FailureCode::internal, "key thumbprint");
    best = std::move(made);
  }
  ERR_clear_error();
  if (!best)
    return fail(FailureCode::office_key_untrusted, std::string(why));
  if (best->expired_)
    log(events::OfficeKeyExpired{});
  return std::move(*best);
}

Result<OfficeCertificate> OfficeCertificate::vouched_for(std::string_view pem, WallTime now) {
  const std::vector<Certificate> found = read_certificates(pem);
  if (found.empty())
    return fail(FailureCode::office_key_missing, "no certificate");
  X509* certificate = found.front().get();
  auto key = std::make_shared<Key>();
  key->handle.reset(X509_get_pubkey(certificate));
  if (!key->handle || EVP_PKEY_is_a(key->handle.get(), "RSA") != 1 ||
      EVP_PKEY_get_bits(key->handle.get()) < least_rsa_bits)
    return fail(FailureCode::office_key_untrusted, "no RSA key of at least 3072 bits");
  FOYER_TRY(key->certificate_der, seal::certificate_der(certificate));
  const auto until = to_wall(X509_get0_notAfter(certificate));
  OfficeCertificate made;
  made.key_id_ = key_thumbprint(key->handle.get());
  made.key_ = std::move(key);
  made.name_ = common_name(certificate);
  made.valid_until_ = until.value_or(WallTime{});
  made.expired_ = !until || now > *until;
  ERR_clear_error();
  if (made.key_id_.empty())
    return openssl_failure(FailureCode::internal, "key thumbprint");
  return made;
}

} // namespace foyer::seal
