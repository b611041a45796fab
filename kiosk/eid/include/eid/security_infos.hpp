// SPDX-License-Identifier: EUPL-1.2
// SecurityInfos: what a card says that it can do (ICAO 9303-11 §9.2, TR-03110-3 A.1). The same SET
// stands in EF.CardAccess, in DG14 (inside tag 6E) and as the signed content of EF.CardSecurity.
#pragma once

#include <eid/crypto.hpp>
#include <eid/group.hpp>

#include <optional>
#include <vector>

namespace foyer::eid {

enum class PaceMapping : std::uint8_t { generic, integrated, chip_authentication };

// PACEInfo (9303-11 §9.2.1).
struct PaceInfo {
  Bytes oid; // content bytes of the OBJECT IDENTIFIER, as MSE:Set AT wants them
  bool elliptic_curve = false;
  PaceMapping mapping = PaceMapping::generic;
  Cipher cipher = Cipher::aes128;
  int version = 0;
  std::optional<int> parameter_id;
};

// PACEDomainParameterInfo (9303-11 §9.2.2): the card's own number for parameters it writes out.
struct PaceDomain {
  std::optional<int> parameter_id;
  Bytes algorithm; // AlgorithmIdentifier, DER
};

// ChipAuthenticationInfo (9303-11 §9.2.5). A key_id is the content of the INTEGER without leading
// zeros, as MSE:Set AT wants it in tag 84.
struct ChipAuthenticationInfo {
  Bytes oid;
  bool elliptic = false;
  Cipher cipher = Cipher::tdes;
  int version = 0;
  std::optional<Bytes> key_id;
};

// ChipAuthenticationPublicKeyInfo (9303-11 §9.2.6).
struct ChipKeyInfo {
  bool elliptic = false;
  Bytes public_key; // SubjectPublicKeyInfo, DER: for Group::of_public_key and public_point
  std::optional<Bytes> key_id;
};

// ActiveAuthenticationInfo (9303-11 §9.2.4): how an ECDSA key of DG15 signs.
struct ActiveAuthenticationInfo {
  int version = 0;
  Bytes signature_algorithm; // content bytes of the OBJECT IDENTIFIER
};

struct SecurityInfos {
  std::vector<PaceInfo> pace;
  std::vector<PaceDomain> pace_domains;
  std::vector<ChipAuthenticationInfo> chip_authentication;
  std::vector<ChipKeyInfo> chip_keys;
  std::optional<ActiveAuthenticationInfo> active_authentication;
  int others = 0; // entries of other protocols (terminal authentication, ...), or of none we know
};

// Lenient (cards.md trap 4): what is unknown or odd inside the SET is counted and skipped, bytes
// behind the SET are ignored. Only bytes without a readable SET are card_data_malformed, and a SET
// of more than 64 entries: a hostile card shall not keep us computing.
Result<SecurityInfos> parse_security_infos(ByteView set);

// The PACE variants that we speak, strongest first; empty: none. The written order:
//   1. security: the weaker of the group's strength and the cipher's (3DES 112, AES its key size)
//   2. the cipher's key, then the group's strength
//   3. chip-authentication mapping (proves the chip at the same time), generic, integrated
//   4. elliptic curves before modular groups (shorter messages)
// Parameters that the card writes out are taken only where they are standardised ones: a group that
// nobody vetted could give the password away.
struct PaceChoice {
  PaceInfo info;
  Group group;
  // More than one set of domain parameters is on offer, so MSE:Set AT must name one (tag 84).
  bool name_parameters = false;
};
std::vector<PaceChoice> pace_choices(const SecurityInfos& infos);

// DG14 repeats what EF.CardAccess said, signed (9303-11 §9.2.8): false when a PACE variant of
// EF.CardAccess is not among the signed ones, or a signed one was withheld.
bool confirms_pace(const SecurityInfos& signed_infos, const SecurityInfos& card_access);

} // namespace foyer::eid
