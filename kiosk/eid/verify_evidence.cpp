// SPDX-License-Identifier: EUPL-1.2
#include <eid/verify_evidence.hpp>

#include <eid/active_authentication.hpp>
#include <eid/card_security.hpp>
#include <eid/chip_authentication.hpp>
#include <eid/data_groups.hpp>
#include <eid/mrz.hpp>
#include <eid/passive_authentication.hpp>
#include <eid/sod.hpp>

#include <algorithm>
#include <chrono>

namespace foyer::eid {
namespace {

using Results = std::vector<CheckResult>;

// A terminal without a line keeps its filings for weeks; its clock may be a little ahead of ours.
constexpr auto oldest_reading = std::chrono::days(90);
constexpr auto clock_difference = std::chrono::minutes(10);

std::optional<Mrz> zone_of(const Evidence& evidence) {
  const auto zone = zone_of_dg1(evidence.content(ElementaryFile::dg1_mrz));
  auto mrz = zone.ok() ? Mrz::parse(*zone) : Result<Mrz>(zone.failure());
  return mrz.ok() ? std::optional(std::move(*mrz)) : std::nullopt;
}

bool is_signed(const Results& results, ElementaryFile file) {
  return is_signed(results, data_group_of(file));
}

CheckResult not_reached(Check check) {
  return {check, Verdict::undetermined, Reason::not_reached};
}

std::optional<SecurityInfos> infos_of_dg14(const Evidence& evidence) {
  auto infos = parse_dg14(evidence.content(ElementaryFile::dg14_security));
  return infos.ok() ? std::optional(std::move(*infos)) : std::nullopt;
}

void check_zone(const std::optional<Mrz>& mrz, Results& results) {
  if (!mrz)
    results.push_back(not_reached(Check::mrz_check_digits));
  else if (mrz->check_digits.all_ok())
    results.push_back({Check::mrz_check_digits, Verdict::passed});
  else
    results.push_back({Check::mrz_check_digits, Verdict::failed, Reason::check_digit_wrong});
}

void check_signature(const Evidence& evidence, const std::string& issuer, const TrustList& trust,
                     WallTime at, Results& results) {
  std::vector<DataGroupFile> groups;
  for (const EvidenceFile& file : evidence.files)
    if (const int number = data_group_of(file.file); number != 0)
      groups.push_back({number, file.content});
  const auto passive =
      authenticate(evidence.content(ElementaryFile::sod), groups, issuer, trust, at);
  results.insert(results.end(), passive.begin(), passive.end());
  if (evidence.content(ElementaryFile::dg1_mrz).empty())
    results.push_back({Check::data_group_hash, Verdict::undetermined, Reason::not_reached, 1});
}

// 9303-11 §9.2.8: what EF.CardAccess offered could have been weakened on its way, or withheld whole
// so that BAC is taken, which a listener can break.
void check_card_access(const Evidence& evidence, const std::optional<SecurityInfos>& dg14,
                       Results& results) {
  if (!dg14 || dg14->pace.empty()) // older documents do not repeat it
    return;
  if (!is_signed(results, ElementaryFile::dg14_security)) {
    results.push_back(not_reached(Check::card_access));
    return;
  }
  const auto offered = parse_security_infos(evidence.content(ElementaryFile::card_access));
  const bool passed_over = evidence.pace.empty() && !pace_choices(*dg14).empty();
  const bool same = offered.ok() && confirms_pace(*dg14, *offered) && !passed_over;
  results.push_back({Check::card_access, same ? Verdict::passed : Verdict::failed,
                     same ? Reason::none : Reason::infos_differ});
}

void check_chip_transcript(const Evidence& evidence, const std::optional<SecurityInfos>& dg14,
                           Results& results) {
  if (!evidence.chip)
    return;
  results.push_back(dg14 && is_signed(results, ElementaryFile::dg14_security)
                        ? verify_chip_transcript(*dg14, *evidence.chip)
                        : not_reached(Check::chip_authentication));
}

void check_mapping(const Evidence& evidence, const std::string& issuer, const TrustList& trust,
                   WallTime at, Results& results) {
  const ByteView file = evidence.content(ElementaryFile::card_security);
  if (file.empty() && !evidence.mapping)
    return;
  const CardSecurity security = authenticate_card_security(file, issuer, trust, at);
  results.push_back(security.check);
  if (!evidence.mapping)
    return;
  const auto infos = parse_security_infos(security.security_infos);
  results.push_back(infos.ok() && security.check.verdict == Verdict::passed
                        ? verify_cam(*infos, evidence.pace_parameters, *evidence.mapping)
                        : not_reached(Check::chip_authentication));
}

void check_active(const Evidence& evidence, const std::optional<SecurityInfos>& dg14,
                  Results& results) {
  if (!evidence.active)
    return;
  if (!is_signed(results, ElementaryFile::dg15_active_key)) {
    results.push_back(not_reached(Check::active_authentication));
    return;
  }
  if (evidence.active->challenge != active_challenge(evidence)) {
    results.push_back({Check::active_authentication, Verdict::failed, Reason::challenge_not_bound});
    return;
  }
  // An unsigned DG14 must not choose the hash.
  const bool trusted = dg14 && is_signed(results, ElementaryFile::dg14_security);
  results.push_back(verify_active_authentication(
      evidence.content(ElementaryFile::dg15_active_key), trusted ? &*dg14 : nullptr,
      evidence.active->challenge, evidence.active->response));
}

// Could the document have proven itself? EF.SOD lists what it has.
bool may_prove_itself(const Evidence& evidence, const std::optional<SecurityInfos>& dg14) {
  const auto object = read_security_object(evidence.content(ElementaryFile::sod));
  if (!object.ok())
    return true;
  if (object->data_groups.contains(15))
    return true;
  return object->data_groups.contains(14) && (!dg14 || offers_chip_authentication(*dg14));
}

ChipProof judge_chip(const Evidence& evidence, const Results& results) {
  const auto any = [&](Check check, Verdict verdict) {
    return std::any_of(results.begin(), results.end(), [&](const CheckResult& one) {
      return one.check == check && one.verdict == verdict;
    });
  };
  if (any(Check::active_authentication, Verdict::failed) ||
      any(Check::chip_authentication, Verdict::failed))
    return ChipProof::failed;
  if (any(Check::active_authentication, Verdict::passed))
    return ChipProof::proven;
  if (any(Check::chip_authentication, Verdict::passed))
    return ChipProof::terminals_word;
  return may_prove_itself(evidence, infos_of_dg14(evidence)) ? ChipProof::missing
                                                             : ChipProof::not_offered;
}

// Verdicts that rest on a trust list or a moment, which terminal and office do not share.
bool depends_on_trust(Check check) {
  switch (check) {
  case Check::signer_chain:
  case Check::signer_validity:
  case Check::signer_revocation:
  case Check::issuer_country:
  case Check::document_type:
  case Check::card_security: return true;
  default: return false;
  }
}

// By itself, as doubt_of() has it.
bool is_good(const CheckResult& result) {
  return result.verdict == Verdict::passed || !doubt_of(std::span(&result, 1)).has_value();
}

EvidenceFinding set_against(const CheckResult& own, const CheckClaim* claim) {
  EvidenceFinding finding{own, std::nullopt, false, is_good(own)};
  if (claim != nullptr) {
    finding.claim = *claim;
    finding.contradicted = claim->verdict != name(own.verdict) && !depends_on_trust(own.check);
    finding.accepted = finding.accepted && !finding.contradicted;
  }
  return finding;
}

bool says(const CheckClaim& claim, Verdict verdict) {
  return claim.verdict == name(verdict);
}

// What the terminal says and the bundle has nothing about. A proof of the chip that is not there,
// and a check that failed on what only the terminal saw (a face's hash, a file that the card kept
// back), leave a doubt. Nothing: a file that was only looked at was good, or not to be had.
std::optional<EvidenceFinding> left_over(const CheckClaim& claim) {
  const bool proof = claim.check == name(Check::chip_authentication) ||
                     claim.check == name(Check::active_authentication);
  const bool harmless = says(claim, Verdict::passed) || says(claim, Verdict::undetermined);
  if (!proof && harmless)
    return std::nullopt;
  CheckResult own = not_reached(check_named(claim.check).value_or(Check::unknown));
  own.data_group = claim.data_group;
  // That a proof failed, or could not be done, leaves nothing to send.
  return EvidenceFinding{own, claim, proof && says(claim, Verdict::passed), false};
}

} // namespace

std::string_view name(ChipProof proof) {
  switch (proof) {
  case ChipProof::not_offered: return "not_offered";
  case ChipProof::missing: return "missing";
  case ChipProof::failed: return "failed";
  case ChipProof::terminals_word: return "terminals_word";
  case ChipProof::proven: return "proven";
  }
  return "";
}

bool EvidenceReport::accepted() const {
  return chip != ChipProof::missing && chip != ChipProof::failed &&
         std::all_of(findings.begin(), findings.end(),
                     [](const EvidenceFinding& finding) { return finding.accepted; });
}

std::vector<CheckResult> check_evidence(const Evidence& evidence, const TrustList& trust,
                                        WallTime at) {
  Results results;
  auto mrz = zone_of(evidence);
  const std::string issuer = mrz ? mrz->issuer : std::string();
  check_zone(mrz, results);
  if (mrz)
    mrz->wipe();
  check_signature(evidence, issuer, trust, at, results);
  const auto dg14 = infos_of_dg14(evidence);
  check_mapping(evidence, issuer, trust, at, results);
  check_chip_transcript(evidence, dg14, results);
  check_active(evidence, dg14, results);
  check_card_access(evidence, dg14, results);
  return results;
}

EvidenceReport verify_evidence(const Evidence& evidence, const TrustList& trust, WallTime now) {
  const bool plausible =
      evidence.read_at <= now + clock_difference && evidence.read_at >= now - oldest_reading;
  Results results = check_evidence(evidence, trust, plausible ? evidence.read_at : now);

  EvidenceReport report;
  report.chip = judge_chip(evidence, results);
  report.same_trust_list = evidence.trust_list == trust.fingerprint();
  results.push_back({Check::reading_time, plausible ? Verdict::passed : Verdict::failed,
                     plausible ? Reason::none : Reason::time_implausible});
  std::vector<bool> used(evidence.checks.size(), false);
  for (const CheckResult& own : results) {
    const CheckClaim* said = nullptr;
    for (std::size_t i = 0; i < evidence.checks.size() && said == nullptr; ++i)
      if (!used[i] && evidence.checks[i].check == name(own.check) &&
          evidence.checks[i].data_group == own.data_group) {
        used[i] = true;
        said = &evidence.checks[i];
      }
    report.findings.push_back(set_against(own, said));
  }
  for (std::size_t i = 0; i < used.size(); ++i)
    if (auto finding = used[i] ? std::nullopt : left_over(evidence.checks[i]))
      report.findings.push_back(std::move(*finding));
  return report;
}

Result<EvidenceReport> verify_evidence(ByteView bundle, const TrustList& trust, WallTime now) {
  FOYER_TRY(Evidence evidence, parse_evidence(bundle));
  EvidenceReport report = verify_evidence(evidence, trust, now);
  evidence.wipe();
  return report;
}

} // namespace foyer::eid
