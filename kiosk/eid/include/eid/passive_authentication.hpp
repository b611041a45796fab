// SPDX-License-Identifier: EUPL-1.2
// Passive authentication (ICAO 9303-11 §5.1): is what we read what the issuing state signed?
#pragma once

#include <eid/checks.hpp>
#include <eid/trust_list.hpp>

#include <base/bytes.hpp>
#include <base/clock.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace foyer::eid {

// A data group as it came from the card: never re-encoded (its hash would differ).
struct DataGroupFile {
  int number;
  ByteView file;
};

// In the order of Check: sod_signature, data_group_hash for each of `groups`, signer_chain,
// signer_validity, signer_revocation, issuer_country, and document_type where the document signer
// says what it may sign (compared with DG1's zone, where DG1 is among `groups`).
// An empty `ef_sod` gives sod_missing. Hostile bytes end as verdicts, never as a failure. `issuer`
// is the MRZ's issuing state ("D", "UKR"). Blocks for a few milliseconds of arithmetic.
std::vector<CheckResult> authenticate(ByteView ef_sod, std::span<const DataGroupFile> groups,
                                      std::string_view issuer, const TrustList& trust,
                                      WallTime now);

} // namespace foyer::eid
