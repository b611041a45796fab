// SPDX-License-Identifier: EUPL-1.2
#include "signed_data.hpp"

#include "ber.hpp"
#include "chip_crypto.hpp"

#include <openssl/asn1.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>

namespace foyer::card {
namespace {

Bytes attribute(const char* type, const Bytes& value) {
  return ber::sequence({ber::oid(type), ber::element(0x31, ByteView(value))});
}

// UTCTime, to which DER wants seconds and Z.
Bytes utc_time(WallTime when) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 16> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%y%m%d%H%M%SZ", &parts);
  return ber::element(0x17, as_bytes(std::string_view(text.data(), size)));
}

template <class T> Bytes encoded(const T* thing, int (*encode)(const T*, unsigned char**)) {
  unsigned char* raw = nullptr;
  const int size = encode(thing, &raw);
  const Bytes out(raw, raw + std::max(size, 0));
  OPENSSL_free(raw);
  return out;
}

Bytes signer_identifier(X509* certificate, bool by_key_identifier) {
  if (by_key_identifier) {
    const ASN1_OCTET_STRING* id = X509_get0_subject_key_id(certificate);
    return ber::element(0x80, ByteView(ASN1_STRING_get0_data(id),
                                       static_cast<std::size_t>(ASN1_STRING_length(id))));
  }
  const X509_NAME* issuer = X509_get_issuer_name(certificate);
  return ber::sequence(
      {encoded<X509_NAME>(issuer, i2d_X509_NAME),
       encoded<ASN1_INTEGER>(X509_get0_serialNumber(certificate), i2d_ASN1_INTEGER)});
}

} // namespace

Bytes hash_algorithm(Digest digest) {
  constexpr std::array oids{"1.3.14.3.2.26", "2.16.840.1.101.3.4.2.4", "2.16.840.1.101.3.4.2.1",
                            "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"};
  return ber::sequence({ber::oid(oids.at(static_cast<std::size_t>(digest))), Bytes{5, 0}});
}

Bytes signed_data(const SignedDataSpec& spec) {
  const SodSpec& how = spec.how;
  std::vector<Bytes> attributes{
      attribute("1.2.840.113549.1.9.3", ber::oid(spec.content_type)),
      attribute("1.2.840.113549.1.9.4",
                ber::element(0x04, ByteView(hash(name(how.signature), spec.content))))};
  if (how.signing_time)
    attributes.push_back(attribute("1.2.840.113549.1.9.5", utc_time(*how.signing_time)));
  const Bytes set = ber::set_of(attributes);
  Bytes signature = spec.key->sign(set, how.signature, how.padding);
  if (how.wrong_signature)
    signature.back() ^= 0x01;
  Bytes tagged = set;
  tagged[0] = 0xA0; // [0] IMPLICIT in the message, SET in what is signed
  const Bytes algorithm = how.rsa_encryption_oid && spec.key->rsa()
                              ? ber::sequence({ber::oid("1.2.840.113549.1.1.1"), Bytes{5, 0}})
                              : spec.key->signature_algorithm(how.signature, how.padding);
  const Bytes signer = ber::sequence({ber::integer(how.by_key_identifier ? 3 : 1),
                                      signer_identifier(spec.certificate, how.by_key_identifier),
                                      hash_algorithm(how.signature), tagged, algorithm,
                                      ber::element(0x04, ByteView(signature))});
  Bytes certificates;
  for (const Bytes& certificate : spec.certificates)
    append(certificates, certificate);
  const Bytes content = ber::sequence(
      {ber::oid(spec.content_type), ber::element(0xA0, {ber::element(0x04, spec.content)})});
  const Bytes data =
      ber::sequence({ber::integer(3), ber::element(0x31, {hash_algorithm(how.signature)}), content,
                     certificates.empty() ? Bytes() : ber::element(0xA0, ByteView(certificates)),
                     ber::element(0x31, {signer})});
  return ber::sequence({ber::oid("1.2.840.113549.1.7.2"), ber::element(0xA0, {data})});
}

} // namespace foyer::card
