// SPDX-License-Identifier: EUPL-1.2
// The office's side of a card reading: judges an evidence bundle anew, with the office's own trust
// list, and tells where the terminal said something else. Pure: no card, no session, no state of a
// reading, no file; whoever has the bundle and a trust list comes to the same result.
// How far each part can be believed if the terminal lies: evidence.hpp and EVIDENCE.md.
#pragma once

#include <eid/evidence.hpp>
#include <eid/trust_list.hpp>

namespace foyer::eid {

struct EvidenceFinding {
  // The office's verdict; not_reached where the bundle has nothing about it, and only a claim of
  // the terminal's stands there: a failure, or a proof of the chip that did not come along.
  CheckResult own;
  std::optional<CheckClaim> claim; // the terminal's; nothing: it said nothing about it
  // The terminal says otherwise about something that depends on the bundle alone. About signers it
  // may know more or less than the office: that is no contradiction.
  bool contradicted = false;
  // The office's verdict carries the check and nobody says otherwise; else it is in doubt.
  bool accepted = false;
};

// Was the chip itself there, and how is that known?
enum class ChipProof : std::uint8_t {
  not_offered,    // the document has no such protocol: a copy cannot be told
  missing,        // it has, or may have, and the bundle holds no proof
  failed,         // a copy, a lying terminal, or a broken chip
  terminals_word, // chip authentication: the terminal says so, consistently
  proven,         // active authentication over a challenge made for this bundle
};
std::string_view name(ChipProof proof);

struct EvidenceReport {
  std::vector<EvidenceFinding> findings;
  ChipProof chip = ChipProof::missing;
  bool same_trust_list = false; // the terminal asked the list that the office asks

  [[nodiscard]] bool accepted() const;
};

// The verdicts by themselves, in the order of Check where they apply: zone, passive authentication
// over every data group in the evidence, EF.CardAccess against DG14, and the proofs of the chip. A
// proof counts only under a key that EF.SOD or EF.CardSecurity covers, an answer only to
// active_challenge(). The signers' validity is judged at `at`.
std::vector<CheckResult> check_evidence(const Evidence& evidence, const TrustList& trust,
                                        WallTime at);

// The above at the reading's own time, if that is plausible `now` (reading_time), and set against
// the terminal's claims.
EvidenceReport verify_evidence(const Evidence& evidence, const TrustList& trust, WallTime now);
// The same from the sealed container's bytes; malformed when they are no bundle.
Result<EvidenceReport> verify_evidence(ByteView bundle, const TrustList& trust, WallTime now);

} // namespace foyer::eid
