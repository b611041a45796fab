// SPDX-License-Identifier: EUPL-1.2
// X.509 certificates and revocation lists of the test PKI (profiles of ICAO 9303-12 §7).
#pragma once

#include <card/test_pki.hpp>

#include <openssl/types.h>

namespace foyer::card {

enum class CertificateKind : std::uint8_t {
  country_signer,
  listless_country_signer, // may not sign revocation lists
  document_signer,
  master_list_signer,
  useless_list_signer, // without the extended key usage
};

struct CertificateSpec {
  CertificateKind kind = CertificateKind::country_signer;
  std::string country;
  std::string common;
  WallTime from, until;
  Bytes serial; // 8 bytes
  std::vector<std::string> document_types;
};

struct Issuing {
  X509* certificate = nullptr; // null: self-signed
  const TestKey* key = nullptr;
  Digest digest = Digest::sha256;
  SodSignature padding = SodSignature::plain;
};

std::shared_ptr<X509> make_certificate(const CertificateSpec& spec, const TestKey& key,
                                       const Issuing& by);
Bytes der_of(X509* certificate);
std::string pem_of(X509* certificate);
Bytes make_crl(const Signer::CrlSpec& spec, const Issuing& by);

WallTime day(int year, unsigned month, unsigned of_month);
WallTime or_default(WallTime given, WallTime otherwise);

} // namespace foyer::card
