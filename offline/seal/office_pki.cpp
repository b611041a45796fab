// SPDX-License-Identifier: EUPL-1.2
#include "office_pki.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>

namespace foyer::seal {

namespace {

using StoreContext = UniqueHandle<X509_STORE_CTX, X509_STORE_CTX_free>;

bool issued_by(X509* certificate, X509_STORE* root) {
  const StoreContext context(X509_STORE_CTX_new());
  return context && X509_STORE_CTX_init(context.get(), root, certificate, nullptr) == 1 &&
         X509_verify_cert(context.get()) == 1;
}

} // namespace

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

std::optional<std::string_view> office_defect(X509* certificate, X509_STORE* root,
                                              std::string_view expected_name, OfficeUse use) {
  if (!issued_by(certificate, root))
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
  // RFC 5280 4.2.1.3. An absent extension reads as "all bits set", which is not what the
  // certificate of an office looks like.
  const std::uint32_t bits = (X509_get_extension_flags(certificate) & EXFLAG_KUSAGE) == 0
                                 ? 0
                                 : X509_get_key_usage(certificate);
  if (use == OfficeUse::encrypts && (bits & KU_KEY_ENCIPHERMENT) == 0)
    return "key usage lacks keyEncipherment";
  if (use == OfficeUse::signs_sets &&
      ((bits & KU_DIGITAL_SIGNATURE) == 0 || (bits & KU_KEY_ENCIPHERMENT) != 0))
    return "key usage is not digitalSignature alone";
  return std::nullopt;
}

Result<RootStore> pinned_root(std::string_view pem) {
  const Bio bio = memory_bio(pem);
  const Certificate root(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  if (!root)
    return openssl_failure(FailureCode::config_broken, "pinned root unreadable");
  if (X509_check_ca(root.get()) != 1 || X509_self_signed(root.get(), 1) != 1) {
    ERR_clear_error();
    return fail(FailureCode::config_broken, "pinned root is no self-signed CA");
  }
  RootStore store(X509_STORE_new());
  if (!store || X509_STORE_add_cert(store.get(), root.get()) != 1)
    return openssl_failure(FailureCode::config_broken, "pinned root unusable");
  X509_VERIFY_PARAM* rules = X509_STORE_get0_param(store.get());
  // Time is judged by the caller's clock and never refuses; level 2 refuses SHA-1 and RSA < 2048.
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_NO_CHECK_TIME);
  X509_VERIFY_PARAM_set_auth_level(rules, 2);
  return store;
}

} // namespace foyer::seal
