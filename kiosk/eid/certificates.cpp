// SPDX-License-Identifier: EUPL-1.2
#include "certificates.hpp"

#include "algorithms.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <array>
#include <cctype>
#include <ctime>

namespace foyer::eid {

Certificate parse_certificate(ByteView der) {
  const unsigned char* at = der.data();
  Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return certificate;
}

RevocationList parse_revocation_list(ByteView der) {
  const unsigned char* at = der.data();
  RevocationList list(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return list;
}

namespace {

void free_usages(EXTENDED_KEY_USAGE* usages) {
  sk_ASN1_OBJECT_pop_free(usages, ASN1_OBJECT_free);
}

template <class T, class Encode> Bytes encoded(T* object, Encode encode) {
  unsigned char* bytes = nullptr;
  const int size = encode(object, &bytes);
  if (size <= 0)
    return {};
  Bytes out(bytes, bytes + size);
  OPENSSL_free(bytes);
  return out;
}

} // namespace

Bytes to_der(X509* certificate) {
  return encoded(certificate, i2d_X509);
}
Bytes to_der(X509_CRL* list) {
  return encoded(list, i2d_X509_CRL);
}

std::uint32_t name_hash(const X509_NAME* name) {
  int good = 0;
  return static_cast<std::uint32_t>(X509_NAME_hash_ex(name, nullptr, nullptr, &good));
}

std::string country_of(const X509_NAME* name) {
  std::array<char, 8> text{};
  // The getter wants it mutable for no reason.
  if (X509_NAME_get_text_by_NID(const_cast<X509_NAME*>(name), NID_countryName, text.data(),
                                static_cast<int>(text.size())) < 0)
    return {};
  std::string country(text.data());
  for (char& c : country)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return country;
}

std::optional<WallTime> to_wall_time(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1)
    return std::nullopt;
  using namespace std::chrono;
  const year_month_day day(year(parts.tm_year + 1900),
                           month(static_cast<unsigned>(parts.tm_mon + 1)),
                           std::chrono::day(static_cast<unsigned>(parts.tm_mday)));
  return sys_days(day) + hours(parts.tm_hour) + minutes(parts.tm_min) + seconds(parts.tm_sec);
}

std::string day_of(const ASN1_TIME* time) {
  const auto when = to_wall_time(time);
  return when ? to_rfc3339(*when).substr(0, 10) : std::string();
}

bool is_before(const X509* certificate, WallTime time) {
  const auto from = to_wall_time(X509_get0_notBefore(certificate));
  return !from || time < *from;
}

bool is_after(const X509* certificate, WallTime time) {
  const auto until = to_wall_time(X509_get0_notAfter(certificate));
  return !until || time >= *until + std::chrono::seconds(1);
}

bool is_authority(X509* certificate) {
  const std::uint32_t flags = X509_get_extension_flags(certificate);
  // 1: version 3 with basic constraints, and no key usage that forbids certifying.
  const bool good =
      (flags & (EXFLAG_INVALID | EXFLAG_CRITICAL)) == 0 && X509_check_ca(certificate) == 1;
  ERR_clear_error();
  return good;
}

bool has_usage(X509* certificate, const char* dotted) {
  const UniqueHandle<EXTENDED_KEY_USAGE, free_usages> usages(static_cast<EXTENDED_KEY_USAGE*>(
      X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
  const UniqueHandle<ASN1_OBJECT, ASN1_OBJECT_free> wanted(OBJ_txt2obj(dotted, 1));
  bool found = false;
  for (int i = 0; usages && wanted && i < sk_ASN1_OBJECT_num(usages.get()); ++i)
    found = found || OBJ_cmp(sk_ASN1_OBJECT_value(usages.get(), i), wanted.get()) == 0;
  return found;
}

bool key_ids_fit(const X509* subject, const X509* issuer) {
  // OpenSSL caches extensions in the certificate, so its getters want it mutable.
  const ASN1_OCTET_STRING* wanted = X509_get0_authority_key_id(const_cast<X509*>(subject));
  const ASN1_OCTET_STRING* has = X509_get0_subject_key_id(const_cast<X509*>(issuer));
  return wanted == nullptr || has == nullptr || ASN1_OCTET_STRING_cmp(wanted, has) == 0;
}

bool signed_by(X509* subject, X509* issuer) {
  EVP_PKEY* key = X509_get0_pubkey(issuer);
  const bool good = curve_is_known(key) && X509_verify(subject, key) == 1;
  ERR_clear_error();
  return good;
}

bool signed_by(X509_CRL* list, X509* issuer) {
  EVP_PKEY* key = X509_get0_pubkey(issuer);
  const bool good = X509_NAME_cmp(X509_get_subject_name(issuer), X509_CRL_get_issuer(list)) == 0 &&
                    (X509_get_key_usage(issuer) & KU_CRL_SIGN) != 0 && curve_is_known(key) &&
                    X509_CRL_verify(list, key) == 1;
  ERR_clear_error();
  return good;
}

} // namespace foyer::eid
