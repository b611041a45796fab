// SPDX-License-Identifier: EUPL-1.2
// From a document signer's certificate to the country that stands behind it (ICAO 9303-12 §7);
// eid's sources only.
#pragma once

#include "certificates.hpp"
#include "judgement.hpp"

namespace foyer::eid {

struct CountrySigner {
  Judgement judgement = undetermined(Reason::csca_unknown);
  Certificate csca; // null: none was found
};

// Tries every country signer of the issuer's name, those with the fitting key identifier and those
// valid now first. The certificates of the list are verified already, links (new key signed with
// the old one) among them, so one step is the whole chain.
CountrySigner find_country_signer(X509* signer, const TrustList& trust, WallTime now);

// Both certificates now, and the signer's at the time of the signature where that is known: its
// own validity and the usage period of its private key. `csca` may be null.
Judgement check_validity(X509* signer, X509* csca, std::optional<WallTime> signed_at, WallTime now);

// Against the lists of the signer's issuer, and of the names that a link certificate made of it.
// `csca` may be null.
Judgement check_revocation(X509* signer, X509* csca, const TrustList& trust, WallTime now);

// Do both certificates name the country that issues documents with this code in the zone?
Judgement check_country(X509* signer, X509* csca, std::string_view issuer);

// May the signer sign documents of this code ("P", "AR")? Nothing: its certificate does not say.
std::optional<Judgement> check_document_type(X509* signer, std::string_view document_code);

} // namespace foyer::eid
