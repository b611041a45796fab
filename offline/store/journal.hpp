// SPDX-License-Identifier: EUPL-1.2
// The two hash chains: what is hashed and how. Not a public header. Described in FORMAT.md.
#pragma once

#include <store/filing.hpp>

#include <base/bytes.hpp>
#include <base/result.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::store {

using Hash = std::array<std::uint8_t, 32>;
inline constexpr Hash chain_start{}; // predecessor of the first record and the first event

// SHA-256 (FIPS 180-4), piece by piece. Trouble shows at the end, as `internal`.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(ByteView piece);
  Result<Hash> finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  bool good_ = false;
};

// The same of `first` followed by `second`.
Result<Hash> sha256(ByteView first, ByteView second = {});
Result<Hash> to_hash(ByteView bytes); // store_mismatch unless 32 bytes

// The record as it is hashed and kept: JSON, keys sorted, no white space, UTF-8.
// `internal` when filing.record is no JSON object.
Result<std::string> canonical_record(const Filing& filing, const Hash& previous,
                                     const std::vector<std::uint32_t>& skipped,
                                     const std::vector<Hash>& item_hashes);
std::string canonical_event(std::uint32_t sequence, const DeliveryEvent& event);

// What a stored record says about itself, for verification.
struct RecordClaims {
  std::uint32_t sequence = 0;
  std::string number;
  std::string previous; // hex
  std::vector<std::uint32_t> skipped;
  std::int64_t filed_ms = 0;
  struct Item {
    std::string id;
    std::uint64_t size = 0;
    std::string sha256; // hex
  };
  std::vector<Item> items;
  std::string answers_number, answers_message; // empty: answers nothing
};
Result<RecordClaims> read_claims(std::string_view record); // store_mismatch

} // namespace foyer::store
