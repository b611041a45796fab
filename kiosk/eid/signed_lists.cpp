// SPDX-License-Identifier: EUPL-1.2
#include "signed_lists.hpp"

#include <eid/tlv.hpp>

#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace foyer::eid {
namespace {

using namespace std::string_view_literals;
// id-icao-mrtd-security-cscaMasterList and -deviationList.
constexpr auto master_list = "\x67\x81\x08\x01\x01\x02"sv;
constexpr auto deviation_list = "\x67\x81\x08\x01\x01\x07"sv;

bool may_sign_lists(X509* signer) {
  return has_usage(signer, master_list_signer) &&
         (X509_get_key_usage(signer) & KU_DIGITAL_SIGNATURE) != 0;
}

bool certified(X509* subject, X509* issuer) {
  return X509_NAME_cmp(X509_get_issuer_name(subject), X509_get_subject_name(issuer)) == 0 &&
         is_authority(issuer) && signed_by(subject, issuer);
}

std::vector<Certificate> parse_all(const std::vector<ByteView>& ders) {
  std::vector<Certificate> out;
  for (const ByteView der : ders)
    if (Certificate one = parse_certificate(der))
      out.push_back(std::move(one));
  return out;
}

// The one that certified the signer, or is the signer itself.
Certificate take_issuer(std::vector<Certificate>& trusted, X509* signer) {
  for (Certificate& one : trusted)
    if (one && (X509_cmp(one.get(), signer) == 0 || certified(signer, one.get())))
      return std::move(one);
  return nullptr;
}

// Country signers that took over from the trusted ones: link after link.
std::vector<Certificate> successors(std::vector<Certificate>& trusted,
                                    const std::vector<ByteView>& others, const X509* signer) {
  const std::string country = country_of(X509_get_issuer_name(signer));
  std::vector<Certificate> found;
  std::vector<Certificate> candidates = parse_all(others);
  const auto take_over_from = [&](X509* old) {
    for (Certificate& candidate : candidates)
      if (candidate && country_of(X509_get_subject_name(candidate.get())) == country &&
          certified(candidate.get(), old))
        found.push_back(std::move(candidate));
  };
  for (const Certificate& one : trusted)
    take_over_from(one.get());
  for (std::size_t i = 0; i < found.size(); ++i)
    take_over_from(found[i].get());
  return found;
}

} // namespace

ListKind kind_of(const SignedData& list) {
  if (as_text(list.content_type) == master_list)
    return ListKind::master;
  return as_text(list.content_type) == deviation_list ? ListKind::deviation : ListKind::other;
}

// CscaMasterList ::= SEQUENCE { version INTEGER, certList SET OF Certificate }
Result<std::vector<ByteView>> parse_master_list(ByteView content) {
  FOYER_TRY(const Tlv list, TlvReader(content).next(0x30));
  TlvReader fields(list.value);
  FOYER_CHECK(fields.next(0x02));
  FOYER_TRY(const Tlv set, fields.next(0x31));
  std::vector<ByteView> certificates;
  TlvReader each(set.value);
  while (!each.at_end()) {
    FOYER_TRY(const Tlv certificate, each.next());
    certificates.push_back(certificate.whole);
  }
  return certificates;
}

// DeviationList ::= SEQUENCE { version INTEGER, digestAlg AlgorithmIdentifier OPTIONAL,
//                              deviations SET OF SignerDeviation }
Result<int> count_deviations(ByteView content) {
  FOYER_TRY(const Tlv list, TlvReader(content).next(0x30));
  FOYER_TRY(const Tlv set, find_tlv(list.value, 0x31));
  int count = 0;
  TlvReader each(set.value);
  while (!each.at_end()) {
    FOYER_CHECK(each.next(0x30));
    ++count;
  }
  return count;
}

ListSigner check_list_signer(const SignedData& list, const std::vector<ByteView>& anchors,
                             const std::vector<ByteView>& others, bool vouched, WallTime now) {
  ListSigner out;
  const SignerInfo& info = list.signers.front();
  out.certificate = find_certificate(list, info);
  if (!out.certificate) {
    out.problem = "does not bring the certificate of its signer along";
    return out;
  }
  X509* signer = out.certificate.get();
  const Judgement signature = verify_signer(list, info, X509_get0_pubkey(signer));
  if (!signature.good()) {
    out.problem = signature.reason == Reason::algorithm_unknown
                      ? "is signed with an algorithm that is not known here"
                      : "has a wrong signature: it was changed after it was signed";
    return out;
  }
  if (!may_sign_lists(signer)) {
    out.problem = "is signed by someone whose certificate is not for signing master lists";
    return out;
  }
  out.signed_at = signing_time(info);
  const WallTime when = out.signed_at.value_or(now);
  if (is_before(signer, when) || is_after(signer, when)) {
    out.problem = "was signed outside the validity of its signer's certificate";
    return out;
  }
  std::vector<Certificate> trusted = parse_all(anchors);
  out.anchor = take_issuer(trusted, signer);
  if (!out.anchor && !trusted.empty()) {
    std::vector<Certificate> next = successors(trusted, others, signer);
    out.anchor = take_issuer(next, signer);
  }
  ERR_clear_error();
  if (!out.anchor && !vouched) {
    out.trusted = false;
    out.problem = "is not signed by anyone this table trusts";
  }
  return out;
}

} // namespace foyer::eid
