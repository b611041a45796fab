// SPDX-License-Identifier: EUPL-1.2
// Passive authentication (ICAO 9303-11 §5.1): is what we read what the issuing state signed?
// Verdicts and reasons follow the manner of BSI TR-03135: each check stands alone, and one that
// could not be done says so instead of counting as passed or failed.
#pragma once

#include <eid/trust_list.hpp>

#include <base/bytes.hpp>
#include <base/clock.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace foyer::eid {

enum class Check : std::uint8_t {
  mrz_check_digits, // the zone's own arithmetic
  sod_signature,    // EF.SOD is signed by the document signer it carries
  dg1_hash,         // DG1's raw bytes have the hash that EF.SOD lists
  signer_chain,     // the document signer was certified by a country signer we trust
  signer_validity,  // both certificates are within their validity now
  issuer_country,   // the country signer's country is the issuer in the MRZ
};

enum class Verdict : std::uint8_t { passed, failed, undetermined };

enum class Reason : std::uint8_t {
  none,
  check_digit_wrong,
  sod_missing,   // the card would not give EF.SOD
  sod_malformed, // not the structure of 9303-10 §4.6.2
  signature_wrong,
  algorithm_unknown,
  hash_missing, // EF.SOD lists no hash for DG1
  hash_wrong,
  signer_missing, // EF.SOD carries no document signer certificate
  csca_unknown,   // no country signer of that name in the trust list
  csca_signature_wrong,
  signer_expired,
  signer_not_yet_valid,
  csca_expired,
  country_differs,
  not_reached, // an earlier check left nothing to look at
};

struct CheckResult {
  Check check;
  Verdict verdict;
  Reason reason = Reason::none;
  bool operator==(const CheckResult&) const = default;
};

std::string_view name(Check check);
std::string_view name(Verdict verdict);
std::string_view name(Reason reason);

// The checks that concern EF.SOD and DG1, in the order of the enum, without mrz_check_digits.
// `ef_sod` and `ef_dg1` are the raw file contents; an empty `ef_sod` gives sod_missing. Hostile
// bytes end as verdicts, never as a failure. `issuer` is the MRZ's issuing state ("D", "UKR").
std::vector<CheckResult> authenticate(ByteView ef_sod, ByteView ef_dg1, std::string_view issuer,
                                      const TrustList& trust, WallTime now);

} // namespace foyer::eid
