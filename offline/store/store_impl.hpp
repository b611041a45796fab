// SPDX-License-Identifier: EUPL-1.2
// What the parts of Store share: filing (store.cpp), outbox.cpp, verify.cpp, clock.cpp.
#pragma once

#include "disk_reserve.hpp"
#include "journal.hpp"
#include "sqlite.hpp"

#include <store/store.hpp>

namespace foyer::store {

// Pieces of sealed bytes: small enough to stream, large enough to be quick (FORMAT.md, measured).
inline constexpr std::size_t chunk_bytes = std::size_t{256} << 10;

inline std::int64_t to_ms(WallTime time) {
  return time.time_since_epoch().count();
}
inline WallTime from_ms(std::int64_t ms) {
  return WallTime{std::chrono::milliseconds{ms}};
}

struct Store::Impl {
  Database db;
  std::filesystem::path file;
  Options options;
  DiskReserve reserve;
  bool unsynced = false; // the way back to synced commits has failed: nothing is filed any more

  // Runs `work`; when the disk is full, gives up the reserve and runs it once more.
  template <class Work> auto with_reserve(Work work) {
    auto result = work();
    if (!result.ok() && result.failure().code == FailureCode::disk_full && give_up_reserve())
      return work();
    return result;
  }
  bool give_up_reserve();

  // Inside the caller's transaction.
  Status append_event(std::uint32_t sequence, const DeliveryEvent& event);
  Result<DeliveryState> state_of(std::uint32_t sequence);

  Result<Reservation> reserve_number();
  Result<FiledRecord> write_filing(const Filing& filing, const std::vector<Hash>& hashes);
  // Reads the filing back over a fresh connection; only then it may be delivered.
  Status verify_filing(std::uint32_t sequence, const std::string& record_hash,
                       const std::vector<Hash>& items);
  // Filings cut off between writing and reading back: whole ones go out, others wait for a person.
  Status settle_unverified();
  Result<Hash> record_head();
  // Filings that answer the case, oldest first.
  Result<std::vector<OutboxEntry>> answers_to(const ReceiptNumber& number);
};

Result<DeliveryState> to_state(std::string_view name);
// SHA-256 over the chunks of one part as they lie in `db`.
Result<Hash> hash_part(Database& db, std::uint32_t sequence, std::uint32_t part);

} // namespace foyer::store
