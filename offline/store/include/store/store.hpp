// SPDX-License-Identifier: EUPL-1.2
// Store: the one database of a terminal. What file() has acknowledged survives power cuts.
// Bytes on disk: offline/store/FORMAT.md.
//
// A Store belongs to one thread. Two processes (terminal and agent) may each have one open on the
// same file; each waits up to busy_timeout for the other. Every call blocks on the disk.
// Errors of every call: store_broken (damaged), disk_full, store_failed (anything else SQLite
// says); further ones are named. After an error nothing of that call is in the database.
#pragma once

#include <store/clock_trust.hpp>
#include <store/drafts.hpp>
#include <store/filing.hpp>
#include <store/published.hpp>
#include <store/sealed_part.hpp>

#include <base/clock.hpp>
#include <base/result.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::store {

struct Options {
  // Names the terminal in receipt numbers; fixed in the database at its first opening. Empty: take
  // what the database says (the agent, foyerctl).
  std::string kiosk_id = {};
  // Dates migrations, reservations and gaps. Must outlive the Store.
  const Clock* clock = &system_clock();
  std::chrono::milliseconds busy_timeout{10'000};
  // Kept allocated beside the database so that a visit that has begun can always be filed: ten
  // scans of 5 MiB and room to spare. 0: no reserve (the agent, foyerctl).
  std::uint64_t reserve_bytes = 0;
  // Look through the whole database. Not for a further connection of a process that just has.
  bool check = true;
};
inline constexpr std::uint64_t default_reserve_bytes = std::uint64_t{64} << 20;

class Store {
 public:
  // Creates or migrates (forward only), then checks it (Options::check). store_broken: damaged, not
  // a database of ours, or written by a newer program. config_broken: kiosk_id unfit or another's.
  static Result<Store> open(const std::filesystem::path& file, const Options& options);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // --- Filing (the terminal) -------------------------------------------------------------------
  // Durable at once: this number is never given again. An earlier reservation that was not filed
  // becomes a recorded gap, for good.
  Result<Reservation> reserve();
  // One transaction with everything, synced; then read back over a fresh connection and compared
  // (store_mismatch). Only a FiledRecord in hand may be shown as filed. After disk_full it has
  // given up the reserve and tried once more. A failed filing may be tried again with the same
  // reservation. Further errors: clock_unknown (filed_at too far below the floor), internal
  // (reservation used up or unknown, record no JSON object, doubled attachment ids).
  Result<FiledRecord> file(const Filing& filing);
  Status record_receipt(std::uint32_t sequence, const PrintedReceipt& receipt);

  // Asked before a visit begins. True: the reserve is in place (it is restored here if the disk
  // has room again). False: take no new visitor, tell staff (disk_full). Always true without one.
  [[nodiscard]] bool has_room_for_a_visit();
  // Between visits: moves the write-ahead log into the database. Cheap when there is nothing.
  Status tidy();

  // --- Outbox (the agent) ----------------------------------------------------------------------
  // Filings neither accepted nor rejected, in filing order, whatever their next_attempt_at.
  Result<std::vector<OutboxEntry>> pending(std::size_t limit = 1000);
  Result<std::size_t> pending_count();
  // Every filing, newest first: for staff and foyerctl.
  Result<std::vector<OutboxEntry>> recent(std::size_t limit);
  Result<std::optional<OutboxEntry>> find(std::uint32_t sequence);
  Result<std::optional<OutboxEntry>> find(const ReceiptNumber& number);

  // The sealed bytes of one part, to be read piece by piece. Wiped or unknown: `malformed`.
  Result<SealedPart> open_sealed(std::uint32_t sequence, std::uint32_t part);

  // Counts an attempt and notes it, before the first byte goes out. Gives the new count.
  Result<std::uint32_t> begin_attempt(std::uint32_t sequence, const DeliveryEvent& event);
  Status postpone(std::uint32_t sequence, WallTime next_attempt_at, const DeliveryEvent& event);
  Status set_submission_id(std::uint32_t sequence, std::string_view submission_id,
                           const DeliveryEvent& event);
  Status mark_delivered(std::uint32_t sequence, std::uint32_t part);
  // Forgets submission id and delivered parts: the server no longer knows the submission.
  Status start_over(std::uint32_t sequence, const DeliveryEvent& event);
  // Allowed: stored -> handed_over, accepted, rejected, in_doubt; handed_over -> accepted,
  // rejected, in_doubt; in_doubt -> all but itself; rejected -> stored (staff sends again).
  // The same state again is no error and notes nothing. Else `internal`. accepted is final.
  Status mark(std::uint32_t sequence, DeliveryState state, const DeliveryEvent& event,
              std::string_view case_number = {});
  // Only when accepted, else `internal`. Record, hashes and events stay.
  Status wipe_sealed(std::uint32_t sequence);
  Result<std::vector<DeliveryEvent>> events(std::uint32_t sequence);

  // Small texts the agent must remember (a cursor, an ETag). Keys [a-z0-9_.]{1,60}, values up to
  // 4 KiB, nothing personal.
  Result<std::optional<std::string>> note(std::string_view key);
  Status set_note(std::string_view key, std::string_view value);

  // --- Published (the agent puts it here, the terminal judges it for itself) ---------------------
  // Durable. A newer version takes the place of an older one, never the other way round; of one
  // version the first content stays. Kinds are closed words of ours; at most 256 KiB (`malformed`).
  Result<Publishing> keep_published(std::string_view kind, const Published& published);
  Result<std::optional<Published>> published(std::string_view kind);

  // --- Cases (the terminal) --------------------------------------------------------------------
  // What is known here of a case, for whoever brings what opens it (`verifier` as it was filed).
  // Another verifier counts as a miss; after case_misses_allowed within case_misses_span this case
  // is not answered until the span is over.
  Result<FoundCase> find_case(const ReceiptNumber& number, ByteView verifier);

  // --- Drafts (the terminal) -------------------------------------------------------------------
  // Random bytes of this database alone (16), made once: the salt of the codes.
  Result<Bytes> draft_salt();
  // Durable. Takes the place of one with the same id. `internal`: id or size unfit.
  Status keep_draft(const KeptDraft& draft);
  // A draft whose last day is over is not found. Every miss counts; after draft_misses_allowed
  // within draft_misses_span nobody is answered until the span is over.
  Result<FoundDraft> find_draft(ByteView id);
  // The draft was filed or its owner no longer wants it. Overwritten, not only unlinked.
  Status drop_draft(ByteView id);
  // At start and daily: overwrites those whose last day is over; how many.
  Result<std::size_t> drop_expired_drafts();

  // --- Journal ---------------------------------------------------------------------------------
  Result<ChainHead> head();
  // What it was after so many filings and events, as it stands here; empty where there were fewer.
  Result<std::optional<ChainHead>> head_at(std::uint32_t sequence, std::uint64_t events);
  // Canonical JSON of a filing's record, as hashed.
  Result<std::optional<std::string>> record(std::uint32_t sequence);
  // Recomputes both chains, the gaps and the hash of every sealed part still here.
  // store_mismatch names the first sequence that does not fit.
  Result<ChainHead> verify();

  // --- Clock -----------------------------------------------------------------------------------
  Result<ClockFacts> clock_facts();
  Result<WallTime> clock_floor();
  Status raise_clock_floor(WallTime proven); // lower values change nothing
  // A trusted source says it is `now`; the clock has been set to it or agrees. Raises the floor.
  Status clock_synchronised(WallTime now);
  // Staff looked at the clock. `role` is a closed word ("staff", "technician"). Below the floor
  // nobody can confirm: clock_unknown.
  Status confirm_clock(WallTime now, std::string_view role);

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

} // namespace foyer::store
