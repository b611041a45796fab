// SPDX-License-Identifier: EUPL-1.2
#include <eid/trust_summary.hpp>

#include "verify_certificates.hpp"

namespace foyer::eid {

TrustSummary summarise(const TrustTable& table, WallTime now) {
  TrustSummary out;
  for (const auto& one : table.certificates) {
    const Certificate certificate = parse_certificate(one.der);
    if (!certificate)
      continue;
    auto& country = out.countries[country_of(X509_get_subject_name(certificate.get()))];
    ++country.certificates;
    country.links += one.link ? 1 : 0;
    country.expired += is_after(certificate.get(), now) ? 1 : 0;
  }
  for (const auto& one : table.revocations) {
    const RevocationList list = parse_revocation_list(one.der);
    if (!list)
      continue;
    const auto next = to_wall_time(X509_CRL_get0_nextUpdate(list.get()));
    // The stack is null in a list without entries; sk_num then answers -1.
    const int revoked = sk_X509_REVOKED_num(X509_CRL_get_REVOKED(list.get()));
    out.revocations.push_back(
        {describe(X509_CRL_get_issuer(list.get())), day_of(X509_CRL_get0_lastUpdate(list.get())),
         day_of(X509_CRL_get0_nextUpdate(list.get())), std::max(revoked, 0), next && *next < now});
  }
  for (const Bytes& der : table.anchors)
    if (const Certificate anchor = parse_certificate(der))
      out.anchors.push_back(describe(anchor.get()));
  return out;
}

} // namespace foyer::eid
