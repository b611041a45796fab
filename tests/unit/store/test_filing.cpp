// SPDX-License-Identifier: EUPL-1.2
#include "tamper.hpp"

#include <filing/sample.hpp>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <fstream>

using namespace foyer;
using namespace foyer::filing;
using store::Store;
using store::tamper;

namespace {

Store open(const std::filesystem::path& file, store::Options options = {.kiosk_id = "N01"}) {
  auto opened = Store::open(file, options);
  INFO((opened.ok() ? "" : opened.failure().detail));
  REQUIRE(opened.ok());
  return std::move(*opened);
}

FailureCode code_of(const auto& result) {
  REQUIRE_FALSE(result.ok());
  return result.failure().code;
}

const std::vector<std::size_t> sizes = {5'000, 300'000, 0, 262'144};

} // namespace

TEST_CASE("what is filed is there after the store was closed and opened again") {
  const Scratch folder;
  std::string number;
  {
    Store store = open(folder / "db");
    const auto filed = file_sample(store, sizes);
    REQUIRE(filed.ok());
    CHECK(filed->sequence == 1);
    CHECK(filed->sealed_bytes == 5'000 + 300'000 + 262'144);
    number = filed->number.text();
  }
  Store store = open(folder / "db");
  CHECK(difference(store, 1, sizes).empty());
  const auto entry = store.find(*store::ReceiptNumber::parse(number));
  REQUIRE((entry.ok() && *entry));
  CHECK((*entry)->state == store::DeliveryState::stored);
  CHECK((*entry)->items[1].id == "a1");
  CHECK((*entry)->items[1].content_type == "application/pdf");
  CHECK((*entry)->items[1].authentication_tag == "tag1");
  CHECK(store.verify().ok());
}

TEST_CASE("a number that was reserved and not filed becomes a gap the chain names") {
  const Scratch folder;
  Store store = open(folder / "db");
  REQUIRE(file_sample(store, {10}).ok());
  const auto lost = store.reserve();
  REQUIRE(lost.ok());
  REQUIRE(store.reserve().ok());
  const auto filed = file_sample(store, {10});
  REQUIRE(filed.ok());
  CHECK(filed->sequence == 4);
  CHECK(store.record(4)->value().find("\"skipped\":[2,3]") != std::string::npos);
  CHECK(store.verify().ok());
  // The lost number stays lost.
  CHECK(code_of(store.file(make_sample(*lost, {10}).filing)) == FailureCode::internal);
}

TEST_CASE("a number reserved before a crash is not given again") {
  const Scratch folder;
  {
    Store store = open(folder / "db");
    REQUIRE(store.reserve().ok());
  }
  Store store = open(folder / "db");
  CHECK(store.reserve()->sequence == 2);
}

TEST_CASE("each record names the hash of the one before it, as the reservation promised") {
  const Scratch folder;
  Store store = open(folder / "db");
  const auto first = store.reserve();
  CHECK(first->previous_record_hash == std::string(64, '0'));
  const auto filed = store.file(make_sample(*first, {10}).filing);
  REQUIRE(filed.ok());
  CHECK(store.reserve()->previous_record_hash == filed->record_hash);
  CHECK(store.head()->record_hash == filed->record_hash);
}

TEST_CASE("filing twice under one reservation, or under a made-up one, is refused") {
  const Scratch folder;
  Store store = open(folder / "db");
  const auto reservation = *store.reserve();
  const Sample sample = make_sample(reservation, {10, 20});
  REQUIRE(store.file(sample.filing).ok());
  CHECK(code_of(store.file(sample.filing)) == FailureCode::internal);
  store::Reservation invented = reservation;
  invented.sequence = 9;
  CHECK(code_of(store.file(make_sample(invented, {10}).filing)) == FailureCode::internal);
}

TEST_CASE("a record that is no JSON object and doubled attachment ids leave nothing behind") {
  const Scratch folder;
  Store store = open(folder / "db");
  const auto reservation = *store.reserve();
  Sample sample = make_sample(reservation, {10, 20, 30});
  sample.filing.record = "[1]";
  CHECK(code_of(store.file(sample.filing)) == FailureCode::internal);
  sample.filing.record = "{}";
  sample.filing.attachments[1].id = "a1";
  CHECK(code_of(store.file(sample.filing)) == FailureCode::internal);
  CHECK(store.pending_count().value() == 0);
  sample.filing.attachments[1].id = "a2";
  CHECK(store.file(sample.filing).ok()); // the reservation is still good
}

TEST_CASE("filing before the clock's floor is refused, save the time that sealing takes") {
  const Scratch folder;
  Store store = open(folder / "db");
  const WallTime now = system_clock().wall();
  REQUIRE(store.raise_clock_floor(now).ok());
  REQUIRE(store.raise_clock_floor(now - std::chrono::hours{1}).ok());
  CHECK(store.clock_floor().value() == now);
  const auto reservation = *store.reserve();
  CHECK(code_of(store.file(make_sample(reservation, {1}, now - std::chrono::seconds{61}).filing)) ==
        FailureCode::clock_unknown);
  // The agent proved `now` while this one was being sealed.
  CHECK(store.file(make_sample(reservation, {1}, now - std::chrono::seconds{5}).filing).ok());
}

TEST_CASE("what the store knows about the clock survives and feeds the verdict") {
  const Scratch folder;
  const WallTime now = system_clock().wall();
  {
    Store store = open(folder / "db");
    CHECK(judge_clock(now, *store.clock_facts()) == store::ClockVerdict::never_set);
    REQUIRE(store.confirm_clock(now, "staff").ok());
    CHECK(code_of(store.confirm_clock(now, "Frau Berg")) == FailureCode::malformed);
  }
  Store store = open(folder / "db");
  CHECK(judge_clock(now, *store.clock_facts()) == store::ClockVerdict::trusted);
  CHECK(judge_clock(now - std::chrono::hours{1}, *store.clock_facts()) ==
        store::ClockVerdict::jumped_back);
  REQUIRE(store.clock_synchronised(now + std::chrono::hours{2}).ok());
  CHECK(code_of(store.confirm_clock(now, "staff")) == FailureCode::clock_unknown);
}

TEST_CASE("a database of another terminal, another program or a newer one is not touched") {
  const Scratch folder;
  {
    Store store = open(folder / "db");
  }
  CHECK(code_of(Store::open(folder / "db", {.kiosk_id = "N02"})) == FailureCode::config_broken);
  CHECK(code_of(Store::open(folder / "x", {.kiosk_id = "lower"})) == FailureCode::config_broken);
  CHECK(Store::open(folder / "db", {}).ok()); // the agent takes what is there

  tamper(folder / "db", "PRAGMA user_version=99");
  CHECK(code_of(Store::open(folder / "db", {})) == FailureCode::store_broken);
  tamper(folder / "foreign", "CREATE TABLE a(b)");
  CHECK(code_of(Store::open(folder / "foreign", {})) == FailureCode::store_broken);
}

TEST_CASE("a damaged database is noticed when it is opened") {
  const Scratch folder;
  {
    Store store = open(folder / "db");
    for (int i = 0; i < 20; ++i)
      REQUIRE(file_sample(store, {9'000}).ok());
  }
  std::fstream file(folder / "db", std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(4096 * 6);
  file << std::string(4096, '\x5a');
  file.close();
  CHECK(code_of(Store::open(folder / "db", {})) == FailureCode::store_broken);

  std::ofstream(folder / "text") << std::string(10'000, 'x');
  CHECK(code_of(Store::open(folder / "text", {})) == FailureCode::store_broken);
}

TEST_CASE("every change made to the journal behind the store's back is found") {
  const char* changes[] = {
      "UPDATE filing SET record = replace(record, 'uk', 'ar') WHERE sequence = 2",
      "UPDATE filing SET record = replace(record, 'uk', 'ar') WHERE sequence = 3", // the newest
      "UPDATE filing SET filed_ms = filed_ms - 60000 WHERE sequence = 2",
      "PRAGMA foreign_keys=OFF; DELETE FROM filing WHERE sequence = 2",
      "PRAGMA foreign_keys=OFF; DELETE FROM filing WHERE sequence = 3",
      "UPDATE chunk SET bytes = zeroblob(10) WHERE sequence = 2 AND part = 0",
      "DELETE FROM chunk WHERE sequence = 2 AND part = 1",
      "UPDATE item SET sha256 = zeroblob(32) WHERE sequence = 2 AND part = 1",
      "UPDATE reservation SET number = 'N01-26-000009-X' WHERE sequence = 2",
      "UPDATE event SET at_ms = at_ms + 1 WHERE id = 1",
      "DELETE FROM event WHERE id = 1",
      "UPDATE event SET sequence = 3 WHERE id = 2",
  };
  for (const char* change : changes) {
    INFO(change);
    const Scratch folder;
    Store store = open(folder / "db");
    for (int i = 0; i < 3; ++i)
      REQUIRE(file_sample(store, {10, 20}).ok());
    const store::DeliveryEvent event{.at = system_clock().wall(), .result = "created"};
    REQUIRE(store.begin_attempt(2, event).ok());
    REQUIRE(store.begin_attempt(2, event).ok());
    REQUIRE(store.verify().ok());
    CHECK(store.verify()->events == 2);
    tamper(folder / "db", change);
    CHECK(code_of(store.verify()) == FailureCode::store_mismatch);
  }
}

TEST_CASE("two processes' stores on one file see each other's work") {
  const Scratch folder;
  Store terminal = open(folder / "db");
  Store agent = open(folder / "db", {});
  REQUIRE(file_sample(terminal, {10}).ok());
  CHECK(agent.pending_count().value() == 1);
  REQUIRE(agent
              .mark(1, store::DeliveryState::handed_over,
                    {.at = system_clock().wall(), .result = "submit_event"})
              .ok());
  CHECK((*terminal.find(1u))->state == store::DeliveryState::handed_over);
}

TEST_CASE("a bit that turns between writing and reading back is a mismatch, not a receipt") {
  // A trigger plays the failing disk: it changes the bytes on their way in.
  const Scratch folder;
  Store store = open(folder / "db");
  tamper(folder / "db", "CREATE TRIGGER rot AFTER INSERT ON chunk WHEN new.part = 1 BEGIN UPDATE "
                        "chunk SET bytes = zeroblob(20) WHERE id = new.id; END");
  CHECK(code_of(file_sample(store, {10, 20})) == FailureCode::store_mismatch);
  CHECK((*store.find(1u))->state == store::DeliveryState::unverified);
  CHECK(code_of(read_sealed(store, 1, 1)) == FailureCode::store_mismatch);
  CHECK(store.pending()->empty()); // nobody has a receipt for it: the agent must not send it
  const Store again = open(folder / "db");
  CHECK((*store.find(1u))->state == store::DeliveryState::unverified);
}

TEST_CASE("what is filed and cannot be marked so is told as unproven, and goes out later") {
  const Scratch folder;
  {
    Store store = open(folder / "db");
    tamper(folder / "db", "CREATE TRIGGER stuck BEFORE UPDATE OF state ON filing BEGIN "
                          "SELECT RAISE(ABORT, 'stuck'); END");
    CHECK(code_of(file_sample(store, {10, 20})) == FailureCode::store_mismatch);
    CHECK((*store.find(1u))->state == store::DeliveryState::unverified);
  }
  tamper(folder / "db", "DROP TRIGGER stuck");
  Store again = open(folder / "db");
  CHECK((*again.find(1u))->state == store::DeliveryState::stored);
}

TEST_CASE("a filing cut off before it was read back goes out once the terminal starts again") {
  const Scratch folder;
  {
    Store store = open(folder / "db");
    REQUIRE(file_sample(store, {10, 20}).ok());
    tamper(folder / "db", "UPDATE filing SET state = 'unverified'");
    CHECK(store.pending()->empty());
  }
  { // the agent's opening settles nothing
    Store agent = open(folder / "db", {});
    CHECK(agent.pending()->empty());
  }
  Store store = open(folder / "db");
  CHECK(store.pending()->size() == 1);
}
