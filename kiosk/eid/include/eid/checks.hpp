// SPDX-License-Identifier: EUPL-1.2
// What was checked about a document, in the manner of BSI TR-03135: each check stands alone, and
// one that could not be done says so instead of counting as passed or failed.
#pragma once

#include <base/failure.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace foyer::eid {

enum class Check : std::uint8_t {
  mrz_check_digits,      // the zone's own arithmetic
  sod_signature,         // EF.SOD is signed by the document signer it names
  data_group_hash,       // a data group's raw bytes have the hash that EF.SOD lists; one a group
  signer_chain,          // the document signer was certified by a country signer we trust
  signer_validity,       // both certificates are valid now, and were when the signature was made
  signer_revocation,     // the country has not taken either of them back
  issuer_country,        // the country signer's country is the issuer in the MRZ
  document_type,         // the document signer may sign such documents; only where it says which
  card_security,         // EF.CardSecurity: all of the above in one verdict
  chip_authentication,   // the chip holds the private key to DG14's signed public key
  active_authentication, // the same for DG15
  card_access,           // EF.CardAccess, which nobody signs, says what DG14 says, which is signed
  reading_time,          // the evidence says a time that can be; the office asks that
  unknown,               // a terminal's claim that has no name here: of another version
};

enum class Verdict : std::uint8_t { passed, failed, undetermined };

enum class Reason : std::uint8_t {
  none,
  check_digit_wrong,
  sod_missing,   // the card would not give the signed file
  sod_malformed, // not the structure of 9303-10 §4.6.2
  signature_wrong,
  signed_attributes_wrong, // missing, or about another kind of content
  algorithm_unknown,
  hash_missing, // EF.SOD lists no hash for this data group
  hash_wrong,
  file_missing,   // EF.SOD lists it, the card does not give it
  signer_missing, // there is no certificate of the signer
  signer_misused, // its certificate is not one for signing documents
  csca_unknown,   // no country signer of that name in the trust list
  csca_signature_wrong,
  csca_misused, // the country signer's certificate may not certify
  curve_forged, // spelled-out curve parameters that are none of the known curves
  signer_expired,
  signer_not_yet_valid,
  csca_expired,
  signed_outside_validity, // the signature is dated outside the signer's time
  signer_revoked,
  csca_revoked,
  crl_missing, // the trust list has no revocation list of that country
  crl_expired, // not on the list, but a newer one should be out
  country_differs,
  document_type_differs,
  not_reached,         // an earlier check left nothing to look at
  key_unusable,        // a kind or size of key that we do not speak
  chip_refused,        // it offers the protocol and does not do it
  chip_answer_wrong,   // it does not hold the private key: a copy, or broken
  challenge_not_bound, // the answer is to a challenge of another reading
  infos_differ,        // what was offered before access is not what was signed
  time_implausible,    // from the future, or older than any filing
};

struct CheckResult {
  Check check;
  Verdict verdict;
  Reason reason = Reason::none;
  int data_group = 0; // of data_group_hash; 0: none
  bool operator==(const CheckResult&) const = default;
};

// Stable names for records.
std::string_view name(Check check);
std::optional<Check> check_named(std::string_view name);
std::string_view name(Verdict verdict);
std::string_view name(Reason reason);

// Does the state's signature cover this data group: EF.SOD's signature holds, and the group's hash?
bool is_signed(std::span<const CheckResult> checks, int data_group);

// What the checks leave to doubt. Nothing: the data is authentic. signer_untrusted when only the
// trust in the signer is missing, authenticity_failed for everything else. The zone's arithmetic
// does not count (it says nothing about who signed), nor does a revocation list that is not there:
// many states publish none, and an office without a line cannot fetch one; nor a chip's key of a
// kind that we do not speak, or details that it kept to itself: the rest stands as signed.
std::optional<FailureCode> doubt_of(std::span<const CheckResult> checks);

} // namespace foyer::eid
