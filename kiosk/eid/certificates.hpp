// SPDX-License-Identifier: EUPL-1.2
// OpenSSL's side of certificates and of the trust list; included by eid's sources only.
#pragma once

#include <eid/trust_list.hpp>

#include <base/clock.hpp>
#include <base/unique_handle.hpp>

#include <openssl/x509.h>

#include <optional>
#include <string>
#include <vector>

namespace foyer::eid {

using Certificate = UniqueHandle<X509, X509_free>;
using RevocationList = UniqueHandle<X509_CRL, X509_CRL_free>;

// As DER stands; kept so because reading a key's curve takes OpenSSL a third of a millisecond, and
// of several hundred certificates a document needs one or two.
struct TrustList::Certificates {
  struct Csca {
    std::uint32_t subject = 0, issuer = 0; // name_hash
    Bytes der;
  };
  struct Crl {
    std::uint32_t issuer = 0;
    Bytes der;
  };
  std::vector<Csca> cscas;
  std::vector<Crl> crls;
  std::string fingerprint;
  std::string made; // RFC 3339; empty for PEM
};

// Null when the bytes are none.
Certificate parse_certificate(ByteView der);
RevocationList parse_revocation_list(ByteView der);
Bytes to_der(X509* certificate);
Bytes to_der(X509_CRL* list);

// OpenSSL's hash of a name in its canonical form (openssl x509 -subject_hash): equal for names
// that X509_NAME_cmp takes for equal.
std::uint32_t name_hash(const X509_NAME* name);
// C= in capital letters; empty without.
std::string country_of(const X509_NAME* name);

std::optional<WallTime> to_wall_time(const ASN1_TIME* time);
// "2026-11-26"; empty for what is no time.
std::string day_of(const ASN1_TIME* time);
// notBefore and notAfter hold the whole second they name.
bool is_before(const X509* certificate, WallTime time); // not valid yet at `time`
bool is_after(const X509* certificate, WallTime time);  // no longer valid

// May it certify others (basic constraints, key usage; 9303-12 table 4)?
bool is_authority(X509* certificate);
// id-icao-mrtd-security-mldSigner: of master list signers (9303-12 table 4).
inline constexpr const char* master_list_signer = "2.23.136.1.1.3";
// Is this (dotted) among its extended key usages?
bool has_usage(X509* certificate, const char* dotted);
// Do the key identifiers fit, as far as both certificates carry one?
bool key_ids_fit(const X509* subject, const X509* issuer);
// Did `issuer`'s key sign `subject`? Names and rights are other questions. Keys on curves that
// nobody knows have signed nothing.
bool signed_by(X509* subject, X509* issuer);
// Did `issuer` make this revocation list: its name, its right to (key usage), its key?
bool signed_by(X509_CRL* list, X509* issuer);

} // namespace foyer::eid
