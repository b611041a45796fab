// SPDX-License-Identifier: EUPL-1.2
// One signed file of a document, judged whole: EF.SOD and EF.CardSecurity have the same signers;
// eid's sources only.
#pragma once

#include "cms.hpp"
#include "country_signer.hpp"

namespace foyer::eid {

struct SignerJudgement {
  Judgement signature;
  Judgement chain;
  Judgement validity;
  Judgement revocation;
  Judgement country;
  std::optional<Judgement> document_type;
};

// Of several signers, the first whose signature and chain hold; but a wrong signature beside it is
// told, since no state leaves one in.
SignerJudgement judge_signers(const SignedData& data, std::string_view issuer,
                              std::string_view document_code, const TrustList& trust, WallTime now);

} // namespace foyer::eid
