// SPDX-License-Identifier: EUPL-1.2
#include <eid/card_security.hpp>

#include "signer.hpp"

#include <openssl/err.h>

namespace foyer::eid {
namespace {

using namespace std::string_view_literals;
// id-SecurityObject of BSI (TR-03110-3 A.1.2.3).
constexpr auto security_object = "\x04\x00\x7F\x00\x07\x03\x02\x01"sv;

Judgement worst(const SignerJudgement& signer) {
  for (const Judgement& one : {signer.signature, signer.chain, signer.validity, signer.country})
    if (!one.good())
      return one;
  return signer.revocation.verdict == Verdict::failed ? signer.revocation : passed;
}

} // namespace

CardSecurity authenticate_card_security(ByteView ef_card_security, std::string_view issuer,
                                        const TrustList& trust, WallTime now) {
  CardSecurity out;
  Judgement judgement = failed(Reason::sod_malformed);
  if (ef_card_security.empty()) {
    judgement = undetermined(Reason::sod_missing);
  } else if (const auto data = parse_signed_data(ef_card_security);
             data.ok() && as_text(data->content_type) == security_object) {
    out.security_infos = to_bytes(data->content);
    // Its signer is the document's; which types of documents that one signs is EF.SOD's matter.
    judgement = worst(judge_signers(*data, issuer, {}, trust, now));
  }
  ERR_clear_error();
  out.check = {Check::card_security, judgement.verdict, judgement.reason};
  return out;
}

} // namespace foyer::eid
