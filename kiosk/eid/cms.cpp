// SPDX-License-Identifier: EUPL-1.2
#include "cms.hpp"

#include "algorithms.hpp"
#include "ber.hpp"

#include <eid/tlv.hpp>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>

namespace foyer::eid {
namespace {

using namespace std::string_view_literals;
constexpr auto signed_data = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv;
constexpr auto content_type_attribute = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x03"sv;
constexpr auto message_digest_attribute = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04"sv;
constexpr auto signing_time_attribute = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x05"sv;

// More than any state uses; a hostile file shall not keep us verifying.
constexpr std::size_t most_signers = 16, most_certificates = 64;

Failure broken(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

bool same(ByteView a, ByteView b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

// SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, [0] signedAttrs OPTIONAL,
//                           signatureAlgorithm, signature, [1] unsignedAttrs OPTIONAL }
Result<SignerInfo> parse_signer(ByteView content) {
  TlvReader fields(content);
  FOYER_CHECK(fields.next(0x02)); // version
  SignerInfo signer;
  FOYER_TRY(const Tlv who, fields.next());
  if (who.tag == 0x30) {
    TlvReader name(who.value);
    FOYER_TRY(const Tlv issuer, name.next(0x30));
    FOYER_TRY(const Tlv serial, name.next(0x02));
    signer.issuer = issuer.whole;
    signer.serial = serial.value;
  } else if (who.tag == 0x80) {
    signer.key_id = who.value;
  } else if (who.tag == 0xA0) { // explicitly tagged by some writers
    FOYER_TRY(const Tlv key_id, TlvReader(who.value).next(0x04));
    signer.key_id = key_id.value;
  } else {
    return broken("cms: signer identifier");
  }
  FOYER_TRY(const Tlv digest, fields.next(0x30));
  signer.digest_algorithm = digest.value;
  FOYER_TRY(Tlv next, fields.next());
  if (next.tag == 0xA0) {
    signer.signed_attributes = next.value;
    FOYER_TRY(next, fields.next());
  }
  if (next.tag != 0x30)
    return broken("cms: signature algorithm");
  signer.signature_algorithm = next.value;
  FOYER_TRY(const Tlv signature, fields.next(0x04));
  signer.signature = signature.value;
  return signer;
}

Status parse_into(SignedData& out) {
  FOYER_TRY(const Tlv info, TlvReader(out.bytes).next(0x30));
  TlvReader outer(info.value);
  FOYER_TRY(const Tlv type, outer.next(0x06));
  if (as_text(type.value) != signed_data)
    return broken("cms: not signed data");
  FOYER_TRY(const Tlv wrapped, outer.next(0xA0));
  FOYER_TRY(const Tlv body, TlvReader(wrapped.value).next(0x30));
  TlvReader fields(body.value);
  FOYER_CHECK(fields.next(0x02)); // version
  FOYER_CHECK(fields.next(0x31)); // digestAlgorithms
  FOYER_TRY(const Tlv encapsulated, fields.next(0x30));
  TlvReader inner(encapsulated.value);
  FOYER_TRY(const Tlv content_type, inner.next(0x06));
  FOYER_TRY(const Tlv explicit_content, inner.next(0xA0));
  FOYER_TRY(const Tlv content, TlvReader(explicit_content.value).next(0x04));
  out.content_type = content_type.value;
  out.content = content.value;
  FOYER_TRY(Tlv next, fields.next());
  if (next.tag == 0xA0) {
    TlvReader certificates(next.value);
    while (!certificates.at_end()) {
      FOYER_TRY(const Tlv certificate, certificates.next());
      // Other kinds of certificates have context tags; nobody uses them here.
      if (certificate.tag == 0x30)
        out.certificates.push_back(certificate.whole);
    }
    FOYER_TRY(next, fields.next());
  }
  if (next.tag == 0xA1) { // revocation lists: ours come by import
    FOYER_TRY(next, fields.next());
  }
  if (next.tag != 0x31)
    return broken("cms: signers");
  TlvReader signers(next.value);
  while (!signers.at_end()) {
    FOYER_TRY(const Tlv one, signers.next(0x30));
    FOYER_TRY(const SignerInfo signer, parse_signer(one.value));
    out.signers.push_back(signer);
  }
  if (out.signers.empty() || out.signers.size() > most_signers ||
      out.certificates.size() > most_certificates)
    return broken("cms: number of signers or certificates");
  return success();
}

// The one value of an attribute, with its header. Nothing: it is not there, there twice, or has
// not exactly one value; each of these is wrong for the attributes of RFC 5652 §11.
std::optional<Tlv> attribute(ByteView attributes, std::string_view oid) {
  std::optional<Tlv> found;
  TlvReader all(attributes);
  while (!all.at_end()) {
    const auto one = all.next(0x30);
    if (!one.ok())
      return std::nullopt;
    TlvReader pair(one->value);
    const auto type = pair.next(0x06);
    const auto values = pair.next(0x31);
    if (!type.ok() || !values.ok())
      return std::nullopt;
    if (as_text(type->value) != oid)
      continue;
    TlvReader set(values->value);
    const auto value = set.next();
    if (found || !value.ok() || !set.at_end())
      return std::nullopt;
    found = *value;
  }
  return found;
}

// Certificate ::= SEQUENCE { SEQUENCE { [0] version OPTIONAL, serialNumber, ... } ... }
std::optional<ByteView> serial_of(ByteView certificate) {
  const auto outer = TlvReader(certificate).next(0x30);
  if (!outer.ok())
    return std::nullopt;
  const auto body = TlvReader(outer->value).next(0x30);
  if (!body.ok())
    return std::nullopt;
  const auto serial = find_tlv(body->value, 0x02);
  return serial.ok() ? std::optional(serial->value) : std::nullopt;
}

bool is_named(const SignerInfo& signer, X509* certificate) {
  if (signer.issuer.empty()) {
    const ASN1_OCTET_STRING* key_id = X509_get0_subject_key_id(certificate);
    return key_id != nullptr &&
           same(signer.key_id, {ASN1_STRING_get0_data(key_id),
                                static_cast<std::size_t>(ASN1_STRING_length(key_id))});
  }
  const unsigned char* at = signer.issuer.data();
  const UniqueHandle<X509_NAME, X509_NAME_free> issuer(
      d2i_X509_NAME(nullptr, &at, static_cast<long>(signer.issuer.size())));
  return issuer && X509_NAME_cmp(issuer.get(), X509_get_issuer_name(certificate)) == 0;
}

} // namespace

Result<SignedData> parse_signed_data(ByteView content_info) {
  SignedData out;
  FOYER_TRY(out.bytes, to_definite(content_info));
  FOYER_CHECK(parse_into(out));
  return out;
}

Certificate find_certificate(const SignedData& data, const SignerInfo& signer) {
  for (const ByteView der : data.certificates) {
    const auto serial = serial_of(der);
    if (!serial || (!signer.issuer.empty() && !same(*serial, signer.serial)))
      continue;
    Certificate certificate = parse_certificate(der);
    const bool named = certificate && is_named(signer, certificate.get());
    ERR_clear_error();
    if (named)
      return certificate;
  }
  return nullptr;
}

Judgement verify_signer(const SignedData& data, const SignerInfo& signer, EVP_PKEY* key) {
  const auto hash = hash_in(signer.digest_algorithm);
  if (!hash)
    return undetermined(Reason::algorithm_unknown);
  const auto type = attribute(signer.signed_attributes, content_type_attribute);
  const auto message_digest = attribute(signer.signed_attributes, message_digest_attribute);
  if (!type || type->tag != 0x06 || !same(type->value, data.content_type) || !message_digest ||
      message_digest->tag != 0x04)
    return failed(Reason::signed_attributes_wrong);
  if (!same(message_digest->value, digest(*hash, data.content)))
    return failed(Reason::signature_wrong);
  // Signed as a SET OF, sent with an implicit tag (RFC 5652 §5.4).
  const Bytes attributes = tlv(0x31, signer.signed_attributes);
  return verify_signature(signer.signature_algorithm, hash, key, attributes, signer.signature);
}

std::optional<WallTime> signing_time(const SignerInfo& signer) {
  const auto value = attribute(signer.signed_attributes, signing_time_attribute);
  if (!value)
    return std::nullopt;
  const unsigned char* at = value->whole.data();
  const UniqueHandle<ASN1_TIME, ASN1_TIME_free> time(
      d2i_ASN1_TIME(nullptr, &at, static_cast<long>(value->whole.size())));
  const auto out = time ? to_wall_time(time.get()) : std::nullopt;
  ERR_clear_error();
  return out;
}

} // namespace foyer::eid
