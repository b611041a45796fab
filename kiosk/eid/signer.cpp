// SPDX-License-Identifier: EUPL-1.2
#include "signer.hpp"

namespace foyer::eid {
namespace {

SignerJudgement judge(const SignedData& data, const SignerInfo& info, std::string_view issuer,
                      std::string_view document_code, const TrustList& trust, WallTime now) {
  SignerJudgement out;
  const Certificate signer = find_certificate(data, info);
  if (!signer) {
    out.signature = out.chain = undetermined(Reason::signer_missing);
    return out;
  }
  out.signature = verify_signer(data, info, X509_get0_pubkey(signer.get()));
  const CountrySigner found = find_country_signer(signer.get(), trust, now);
  out.chain = found.judgement;
  out.validity = check_validity(signer.get(), found.csca.get(), signing_time(info), now);
  out.document_type = check_document_type(signer.get(), document_code);
  if (found.csca) {
    out.revocation = check_revocation(signer.get(), found.csca.get(), trust, now);
    out.country = check_country(signer.get(), found.csca.get(), issuer);
  }
  return out;
}

} // namespace

SignerJudgement judge_signers(const SignedData& data, std::string_view issuer,
                              std::string_view document_code, const TrustList& trust,
                              WallTime now) {
  std::optional<SignerJudgement> best;
  Judgement wrong;
  for (const SignerInfo& info : data.signers) {
    SignerJudgement next = judge(data, info, issuer, document_code, trust, now);
    if (next.signature.verdict == Verdict::failed)
      wrong = next.signature;
    const auto rank = [](const SignerJudgement& one) {
      return one.signature.good() ? (one.chain.good() ? 2 : 1) : 0;
    };
    if (!best || rank(next) > rank(*best))
      best = std::move(next);
  }
  if (!best)
    return {};
  if (wrong.verdict == Verdict::failed)
    best->signature = wrong;
  return std::move(*best);
}

} // namespace foyer::eid
