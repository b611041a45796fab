// SPDX-License-Identifier: EUPL-1.2
// Lists that states sign for each other: master lists (ICAO 9303-12 §8) and deviation lists
// (9303-3 §7); eid's sources only.
#pragma once

#include "cms.hpp"

#include <vector>

namespace foyer::eid {

enum class ListKind : std::uint8_t { master, deviation, other };
ListKind kind_of(const SignedData& list);

// CscaMasterList: its certificates with their headers, as views into `content`.
// card_data_malformed.
Result<std::vector<ByteView>> parse_master_list(ByteView content);
// DeviationList: how many deviations it describes. card_data_malformed.
Result<int> count_deviations(ByteView content);

struct ListSigner {
  std::string problem; // empty: the list is genuine
  bool trusted = true; // false: that nobody vouches for the signer is the problem
  Certificate certificate;
  Certificate anchor; // that certified the signer; null when the whole file was vouched for
  std::optional<WallTime> signed_at;
};

// Is the list signed by a master list signer that one of `anchors` certified, directly or through
// link certificates among `others`? With `vouched` any signer will do. `now` stands in where the
// signer does not say when it signed.
ListSigner check_list_signer(const SignedData& list, const std::vector<ByteView>& anchors,
                             const std::vector<ByteView>& others, bool vouched, WallTime now);

} // namespace foyer::eid
