// SPDX-License-Identifier: EUPL-1.2
#include <eid/checks.hpp>

namespace foyer::eid {

std::string_view name(Check check) {
  switch (check) {
  case Check::mrz_check_digits: return "mrz_check_digits";
  case Check::sod_signature: return "sod_signature";
  case Check::data_group_hash: return "data_group_hash";
  case Check::signer_chain: return "signer_chain";
  case Check::signer_validity: return "signer_validity";
  case Check::signer_revocation: return "signer_revocation";
  case Check::issuer_country: return "issuer_country";
  case Check::document_type: return "document_type";
  case Check::card_security: return "card_security";
  case Check::chip_authentication: return "chip_authentication";
  case Check::active_authentication: return "active_authentication";
  case Check::card_access: return "card_access";
  case Check::reading_time: return "reading_time";
  case Check::unknown: return "unknown";
  }
  return "";
}

std::optional<Check> check_named(std::string_view wanted) {
  for (int number = 0; number < static_cast<int>(Check::unknown); ++number)
    if (const auto check = static_cast<Check>(number); name(check) == wanted)
      return check;
  return std::nullopt;
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
  case Verdict::passed: return "passed";
  case Verdict::failed: return "failed";
  case Verdict::undetermined: return "undetermined";
  }
  return "";
}

std::string_view name(Reason reason) {
  switch (reason) {
  case Reason::none: return "none";
  case Reason::check_digit_wrong: return "check_digit_wrong";
  case Reason::sod_missing: return "sod_missing";
  case Reason::sod_malformed: return "sod_malformed";
  case Reason::signature_wrong: return "signature_wrong";
  case Reason::signed_attributes_wrong: return "signed_attributes_wrong";
  case Reason::algorithm_unknown: return "algorithm_unknown";
  case Reason::hash_missing: return "hash_missing";
  case Reason::hash_wrong: return "hash_wrong";
  case Reason::file_missing: return "file_missing";
  case Reason::signer_missing: return "signer_missing";
  case Reason::signer_misused: return "signer_misused";
  case Reason::csca_unknown: return "csca_unknown";
  case Reason::csca_signature_wrong: return "csca_signature_wrong";
  case Reason::csca_misused: return "csca_misused";
  case Reason::curve_forged: return "curve_forged";
  case Reason::signer_expired: return "signer_expired";
  case Reason::signer_not_yet_valid: return "signer_not_yet_valid";
  case Reason::csca_expired: return "csca_expired";
  case Reason::signed_outside_validity: return "signed_outside_validity";
  case Reason::signer_revoked: return "signer_revoked";
  case Reason::csca_revoked: return "csca_revoked";
  case Reason::crl_missing: return "crl_missing";
  case Reason::crl_expired: return "crl_expired";
  case Reason::country_differs: return "country_differs";
  case Reason::document_type_differs: return "document_type_differs";
  case Reason::not_reached: return "not_reached";
  case Reason::key_unusable: return "key_unusable";
  case Reason::chip_refused: return "chip_refused";
  case Reason::chip_answer_wrong: return "chip_answer_wrong";
  case Reason::challenge_not_bound: return "challenge_not_bound";
  case Reason::infos_differ: return "infos_differ";
  case Reason::time_implausible: return "time_implausible";
  }
  return "";
}

bool is_signed(std::span<const CheckResult> checks, int data_group) {
  const auto all_passed = [&](Check check, int group) {
    bool found = false;
    for (const CheckResult& result : checks)
      if (result.check == check && result.data_group == group) {
        if (result.verdict != Verdict::passed)
          return false;
        found = true;
      }
    return found;
  };
  return all_passed(Check::sod_signature, 0) && all_passed(Check::data_group_hash, data_group);
}

std::optional<FailureCode> doubt_of(std::span<const CheckResult> checks) {
  std::optional<FailureCode> doubt;
  for (const CheckResult& result : checks) {
    if (result.verdict == Verdict::passed || result.check == Check::mrz_check_digits)
      continue;
    if (result.reason == Reason::crl_missing || result.reason == Reason::crl_expired)
      continue;
    // Its key is none that we speak: whether it is a copy stays open, as with most documents.
    if (result.reason == Reason::key_unusable && result.verdict == Verdict::undetermined)
      continue;
    // Details that the card keeps to itself leave what was read as it is.
    if (result.reason == Reason::file_missing && result.verdict == Verdict::undetermined)
      continue;
    if (result.reason != Reason::csca_unknown && result.reason != Reason::not_reached)
      return FailureCode::authenticity_failed;
    doubt = FailureCode::signer_untrusted;
  }
  return doubt;
}

} // namespace foyer::eid
