// SPDX-License-Identifier: EUPL-1.2
#include "tamper.hpp"

#include <filing/sample.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::filing;
using namespace std::chrono_literals;
using store::DeliveryState;
using store::Store;
using store::tamper;

namespace {

const WallTime now = system_clock().wall();

store::DeliveryEvent event(std::string result) {
  return {.at = now, .result = std::move(result)};
}

struct Desk {
  Scratch folder;
  Store store = std::move(*Store::open(folder / "db", {.kiosk_id = "N01"}));
};

} // namespace

TEST_CASE("pending filings come in filing order and leave when accepted or rejected") {
  Desk desk;
  for (int i = 0; i < 4; ++i)
    REQUIRE(file_sample(desk.store, {10}).ok());
  REQUIRE(desk.store.mark(2, DeliveryState::accepted, event("accept_event"), "AZ-7").ok());
  REQUIRE(desk.store.mark(3, DeliveryState::rejected, event("reject_event")).ok());
  REQUIRE(desk.store.postpone(1, now + 5min, event("http_503")).ok());
  const auto pending = desk.store.pending();
  REQUIRE(pending.ok());
  REQUIRE(pending->size() == 2);
  CHECK((*pending)[0].sequence == 1);
  CHECK((*pending)[0].next_attempt_at == now + 5min);
  CHECK((*pending)[1].sequence == 4);
  CHECK(desk.store.pending_count().value() == 2);
  CHECK(desk.store.pending(1)->size() == 1);
  CHECK((*desk.store.find(2u))->case_number == "AZ-7");
  CHECK(desk.store.recent(2)->front().sequence == 4);
}

TEST_CASE(
    "attempts are counted, ids and delivered parts remembered, and starting over forgets them") {
  Desk desk;
  REQUIRE(file_sample(desk.store, {10, 20}).ok());
  CHECK(desk.store.begin_attempt(1, event("attempt")).value() == 1);
  CHECK(desk.store.begin_attempt(1, event("attempt")).value() == 2);
  REQUIRE(desk.store.set_submission_id(1, "s-1", event("created")).ok());
  REQUIRE(desk.store.mark_delivered(1, 1).ok());
  auto entry = **desk.store.find(1u);
  CHECK(entry.attempts == 2);
  CHECK(entry.submission_id == "s-1");
  CHECK(entry.items[1].delivered);
  CHECK_FALSE(entry.items[0].delivered);
  REQUIRE(desk.store.start_over(1, event("unknown_submission")).ok());
  entry = **desk.store.find(1u);
  CHECK(entry.submission_id.empty());
  CHECK_FALSE(entry.items[1].delivered);
  const auto events = desk.store.events(1);
  REQUIRE(events->size() == 4);
  CHECK((*events)[3].result == "unknown_submission");
  CHECK((*events)[3].at == now);
}

TEST_CASE("a delivery moves only along the drawn ways") {
  const DeliveryState all[] = {DeliveryState::stored, DeliveryState::handed_over,
                               DeliveryState::accepted, DeliveryState::rejected,
                               DeliveryState::in_doubt};
  // Rows: from; columns: to; in the order above. '=' is no change.
  const char* table[] = {"=yyyy", "n=yyy", "nn=nn", "ynn=n", "yyyy="};
  for (std::size_t from = 0; from < 5; ++from) {
    for (std::size_t to = 0; to < 5; ++to) {
      Desk desk;
      REQUIRE(file_sample(desk.store, {10}).ok());
      if (from != 0)
        REQUIRE(desk.store.mark(1, all[from], event("setup")).ok());
      const auto events = desk.store.events(1)->size();
      const Status moved = desk.store.mark(1, all[to], event("move"));
      INFO(name(all[from]) << " -> " << name(all[to]));
      CHECK(moved.ok() == (table[from][to] != 'n'));
      CHECK((*desk.store.find(1u))->state == (moved.ok() ? all[to] : all[from]));
      CHECK(desk.store.events(1)->size() == events + (table[from][to] == 'y' ? 1 : 0));
    }
  }
}

TEST_CASE("sealed bytes are wiped only after the office accepted, and the record stays") {
  Desk desk;
  REQUIRE(file_sample(desk.store, {10, 600'000}).ok());
  for (const DeliveryState state : {DeliveryState::handed_over, DeliveryState::in_doubt}) {
    CHECK(desk.store.wipe_sealed(1).failure().code == FailureCode::internal);
    REQUIRE(desk.store.mark(1, state, event("on_the_way")).ok());
  }
  CHECK(difference(desk.store, 1, {10, 600'000}).empty());
  REQUIRE(desk.store.mark(1, DeliveryState::accepted, event("accept_event")).ok());
  REQUIRE(desk.store.wipe_sealed(1).ok());
  CHECK(desk.store.open_sealed(1, 0).failure().code == FailureCode::malformed);
  CHECK((*desk.store.find(1u))->sealed_bytes_wiped);
  CHECK((*desk.store.find(1u))->items[1].size == 600'000);
  CHECK(desk.store.record(1)->has_value());
  CHECK(desk.store.verify().ok());
}

TEST_CASE("sealed bytes come in pieces, again from the start when asked") {
  Desk desk;
  const std::vector<std::size_t> sizes = {10, 700'001};
  REQUIRE(file_sample(desk.store, sizes).ok());
  auto part = desk.store.open_sealed(1, 1);
  REQUIRE(part.ok());
  CHECK(part->size() == 700'001);
  const auto first = part->next();
  REQUIRE(first.ok());
  CHECK(first->size() == 262'144);
  part->rewind();
  Bytes read;
  for (;;) {
    const auto piece = part->next();
    REQUIRE(piece.ok());
    if (piece->empty())
      break;
    append(read, *piece);
  }
  CHECK(read == sample_bytes(1, 1, sizes[1]));
  CHECK(part->next()->empty());
  CHECK_FALSE(desk.store.open_sealed(1, 2).ok());
}

TEST_CASE("of a part that is damaged on the disk the last piece is never given") {
  for (const char* damage :
       {"UPDATE chunk SET bytes = zeroblob(262144) WHERE part = 1 AND position = 0",
        "UPDATE chunk SET bytes = zeroblob(1) WHERE part = 1 AND position = 2",
        "DELETE FROM chunk WHERE part = 1 AND position = 1",
        "UPDATE chunk SET bytes = zeroblob(262145) WHERE part = 1 AND position = 1"}) {
    INFO(damage);
    Desk desk;
    REQUIRE(file_sample(desk.store, {10, 700'001}).ok());
    tamper(desk.folder / "db", damage);
    auto part = desk.store.open_sealed(1, 1);
    REQUIRE(part.ok());
    std::size_t given = 0;
    std::optional<FailureCode> failed;
    while (!failed) {
      const auto piece = part->next();
      if (!piece)
        failed = piece.failure().code;
      else if (piece->empty())
        break;
      else
        given += piece->size();
    }
    CHECK(failed == FailureCode::store_mismatch);
    CHECK(given < 700'001);
  }
}

TEST_CASE("an event is a closed word, and an unknown filing is refused") {
  Desk desk;
  REQUIRE(file_sample(desk.store, {10}).ok());
  for (const char* text : {"", "Server says: no", "Müller", "A"})
    CHECK(desk.store.begin_attempt(1, event(text)).failure().code == FailureCode::malformed);
  CHECK((*desk.store.find(1u))->attempts == 0); // nothing half done
  CHECK_FALSE(desk.store.begin_attempt(7, event("attempt")).ok());
  CHECK_FALSE(desk.store.postpone(7, now, event("attempt")).ok());
  CHECK_FALSE(desk.store.mark(7, DeliveryState::accepted, event("attempt")).ok());
  CHECK_FALSE(desk.store.mark_delivered(1, 5).ok());
  CHECK_FALSE(desk.store.record_receipt(7, {now, std::string(64, 'a'), {}}).ok());
  CHECK(desk.store.find(7u)->has_value() == false);
}

TEST_CASE("notes are kept, replaced and bounded") {
  Desk desk;
  CHECK_FALSE(desk.store.note("events.since")->has_value());
  REQUIRE(desk.store.set_note("events.since", "41").ok());
  REQUIRE(desk.store.set_note("events.since", "42").ok());
  CHECK(desk.store.note("events.since")->value() == "42");
  CHECK_FALSE(desk.store.set_note("Name", "x").ok());
  CHECK_FALSE(desk.store.set_note("big", std::string(5000, 'x')).ok());
}
