// SPDX-License-Identifier: EUPL-1.2
#include <eid/passive_authentication.hpp>

#include "signer.hpp"

#include <eid/data_groups.hpp>
#include <eid/sod.hpp>
#include <eid/tlv.hpp>

#include <openssl/err.h>

#include <algorithm>
#include <string>

namespace foyer::eid {
namespace {

using namespace std::string_view_literals;
// id-icao-mrtd-security-ldsSecurityObject (9303-10 §4.6.2.1).
constexpr auto lds_security_object = "\x67\x81\x08\x01\x01\x01"sv;

Result<SignedData> parse_sod(ByteView ef_sod) {
  FOYER_TRY(const Tlv file, TlvReader(ef_sod).next(0x77)); // 9303-10 §4.6.2
  FOYER_TRY(SignedData data, parse_signed_data(file.value));
  if (as_text(data.content_type) != lds_security_object)
    return fail(FailureCode::card_data_malformed, "sod: content type");
  return data;
}

Judgement check_hash(const Result<LdsSecurityObject>& object, const DataGroupFile& group) {
  if (!object.ok())
    return object.failure().code == FailureCode::card_unsupported
               ? undetermined(Reason::algorithm_unknown)
               : failed(Reason::sod_malformed);
  const auto listed = object->data_groups.find(group.number);
  if (listed == object->data_groups.end())
    return failed(Reason::hash_missing);
  // Over the raw bytes as they came from the card (cards.md trap 5).
  return digest(object->hash, group.file) == listed->second ? passed : failed(Reason::hash_wrong);
}

// The document code at the start of DG1's zone.
std::string_view document_code_of(std::span<const DataGroupFile> groups) {
  for (const DataGroupFile& group : groups) {
    const auto zone = zone_of_dg1(group.file);
    if (group.number == 1 && zone.ok())
      return zone->substr(0, 2);
  }
  return {};
}

} // namespace

std::vector<CheckResult> authenticate(ByteView ef_sod, std::span<const DataGroupFile> groups,
                                      std::string_view issuer, const TrustList& trust,
                                      WallTime now) {
  SignerJudgement signer;
  std::vector<Judgement> hashes(groups.size());
  const auto data = parse_sod(ef_sod);
  if (ef_sod.empty()) {
    signer.signature = undetermined(Reason::sod_missing);
  } else if (!data.ok()) {
    signer.signature = failed(Reason::sod_malformed);
  } else {
    const auto object = parse_lds_security_object(data->content);
    std::transform(groups.begin(), groups.end(), hashes.begin(),
                   [&](const DataGroupFile& group) { return check_hash(object, group); });
    signer = judge_signers(*data, issuer, document_code_of(groups), trust, now);
    // A signature over something that is no list of hashes says nothing about this document.
    if (!object.ok() && object.failure().code != FailureCode::card_unsupported)
      signer.signature = failed(Reason::sod_malformed);
  }
  ERR_clear_error();
  std::vector<CheckResult> out;
  const auto add = [&](Check check, const Judgement& judgement, int group = 0) {
    out.push_back({check, judgement.verdict, judgement.reason, group});
  };
  add(Check::sod_signature, signer.signature);
  for (std::size_t i = 0; i < groups.size(); ++i)
    add(Check::data_group_hash, hashes[i], groups[i].number);
  add(Check::signer_chain, signer.chain);
  add(Check::signer_validity, signer.validity);
  add(Check::signer_revocation, signer.revocation);
  add(Check::issuer_country, signer.country);
  if (signer.document_type)
    add(Check::document_type, *signer.document_type);
  return out;
}

} // namespace foyer::eid
