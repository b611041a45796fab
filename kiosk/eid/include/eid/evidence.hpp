// SPDX-License-Identifier: EUPL-1.2
// The evidence bundle: what a reading leaves for the middle tier, so that it can judge the document
// anew with its own trust list (verify_evidence.hpp). Raw bytes and transcripts first; the
// terminal's own conclusions only so that a difference can be told. Format: kiosk/eid/EVIDENCE.md.
//
// What it proves, also when the terminal lies:
//   - the files are what the issuing state signed (EF.SOD over their hashes);
//   - with active authentication over a bound challenge: the genuine chip answered after nonce and
//     time were chosen by the terminal, and the answer belongs to no other bundle.
// What it does not prove:
//   - when that was: the terminal chooses nonce and time itself, and may have prepared both;
//   - chip authentication (also PACE-CAM): both sides know the keys, so a dishonest terminal can
//     write such a transcript without any chip (that deniability is the protocol's purpose). It is
//     worth what the terminal's signature around the bundle is worth (offline/xfall/FORMAT.md).
#pragma once

#include <eid/checks.hpp>
#include <eid/elementary_file.hpp>

#include <base/bytes.hpp>
#include <base/clock.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::eid {

struct EvidenceFile {
  ElementaryFile file = ElementaryFile::sod;
  Bytes content; // raw, as the card gave it
  bool operator==(const EvidenceFile&) const = default;
};

// Chip authentication as it went (9303-11 §6.2). The terminal's one-time private key is in it: with
// it the office can compute the session keys and see that the chip's answer fits DG14's key.
struct ChipTranscript {
  Bytes protocol;      // content bytes of the OID
  Bytes key_reference; // DG14's key id as it went into tag 84; empty: none
  Bytes terminal_private_key;
  Bytes terminal_public_key;
  Bytes first_answer; // the first answer under the new keys, protected as it came
  bool operator==(const ChipTranscript&) const = default;
};

// Chip-authentication mapping as it went (9303-11 §4.4.3.3.3, §4.4.3.5).
struct MappingTranscript {
  Bytes mapping_key;         // PK_map of the chip
  Bytes authentication_data; // CA_IC, decrypted
  bool operator==(const MappingTranscript&) const = default;
};

struct ActiveTranscript {
  Bytes challenge; // 8 bytes, see active_challenge()
  Bytes response;
  bool operator==(const ActiveTranscript&) const = default;
};

// A check in words (name() of Check, Verdict, Reason): bundles outlive lists of words.
struct CheckClaim {
  std::string check;
  int data_group = 0; // 0: concerns none
  std::string verdict;
  std::string reason;
  bool operator==(const CheckClaim&) const = default;
};

struct Evidence {
  std::string terminal; // kiosk id
  WallTime read_at{};   // whole seconds
  Bytes nonce;          // evidence_nonce_size bytes, drawn for this reading
  int password = 0;     // password reference of 9303-11 §4.4.4.1: 1 MRZ, 2 CAN, 3 PIN, 4 PUK
  Bytes pace;           // content bytes of the PACE protocol's OID; empty: BAC
  std::optional<int> pace_parameters;
  std::vector<EvidenceFile> files; // never DG2 to DG5: encode() refuses biometrics
  std::optional<MappingTranscript> mapping;
  std::optional<ChipTranscript> chip;
  std::optional<ActiveTranscript> active;
  std::vector<CheckClaim> checks;
  std::string trust_list_version; // TrustList::made(): RFC 3339; empty for PEM
  std::string trust_list;         // fingerprint, 64 hex digits

  // The file's content; empty when it was not read.
  [[nodiscard]] ByteView content(ElementaryFile file) const;
  void add(ElementaryFile file, Bytes content) { files.push_back({file, std::move(content)}); }
  // Overwrites everything personal.
  void wipe();
  bool operator==(const Evidence&) const = default;
};

inline constexpr std::size_t evidence_nonce_size = 32;

// The challenge for active authentication: the first 8 bytes of SHA-256 over terminal, read_at,
// nonce and the hashes of EF.SOD and DG15. All of that is in the bundle, so that an answer taken
// from another reading, another terminal or another document does not fit. To be asked for when
// those fields and files are filled in.
Bytes active_challenge(const Evidence& evidence);

std::vector<CheckClaim> claims_of(std::span<const CheckResult> checks);

// Deterministic DER. Fails with internal on what parse_evidence would refuse: a file that no bundle
// may carry, a file twice or empty, numbers and sizes beyond EVIDENCE.md, more than 256 KB.
Result<Bytes> encode_evidence(const Evidence& evidence);
// Strict: what encode_evidence would not have written, to the byte, is malformed. Bounded work.
Result<Evidence> parse_evidence(ByteView bundle);

// "EF.SOD", "EF.DG1": how a bundle names a file. Nothing for those that it never carries.
std::string_view evidence_name(ElementaryFile file);

// May a bundle carry this content of that file? Never biometrics, nothing empty; DG11 and DG12 only
// when they hold text alone (they have room for images of the document and of proofs), each at most
// 16 KB.
bool may_carry(ElementaryFile file, ByteView content);

} // namespace foyer::eid
