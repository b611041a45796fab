// SPDX-License-Identifier: EUPL-1.2
// EF.CardAccess: the SecurityInfos a card shows before access (ICAO 9303-11 §9.2, TR-03110-3 A.1).
#pragma once

#include <eid/crypto.hpp>

#include <optional>
#include <vector>

namespace foyer::eid {

enum class PaceMapping : std::uint8_t { generic, integrated, chip_authentication };

struct PaceInfo {
  Bytes oid; // content bytes of the OBJECT IDENTIFIER, as MSE:Set AT wants them
  bool elliptic_curve = false;
  PaceMapping mapping = PaceMapping::generic;
  Cipher cipher = Cipher::aes128;
  int version = 0;
  std::optional<int> parameter_id;
};

struct SecurityInfos {
  std::vector<PaceInfo> pace;
  int others = 0; // entries of other protocols, or of none that we know
};

// Lenient (cards.md trap 4): what is unknown or odd inside the SET is counted and skipped, bytes
// behind the SET are ignored. Only a file without a readable SET is card_data_malformed.
Result<SecurityInfos> parse_security_infos(ByteView ef_card_access);

struct PaceChoice {
  PaceInfo info;
  // More than one set of domain parameters is on offer, so MSE:Set AT must name one (tag 84).
  bool name_parameters = false;
};

// The strongest variant that we speak: ECDH with generic mapping (chip-authentication mapping opens
// the card the same way), the longest key, then the largest curve. Nothing: none of them fits.
std::optional<PaceChoice> choose_pace(const SecurityInfos& infos);

} // namespace foyer::eid
