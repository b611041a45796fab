// SPDX-License-Identifier: EUPL-1.2
#include "connections.hpp"
#include "crash_states.hpp"

#include <filing/sample.hpp>

#include <catch2/catch.hpp>

#include <cstdio>
#include <fstream>
#include <set>

using namespace foyer;
using namespace foyer::crash;
using namespace foyer::filing;
using store::DeliveryState;
using store::Store;

namespace {

store::DeliveryEvent event(const char* result) {
  return {.at = system_clock().wall(), .result = result};
}

// The life of a terminal in short: file, deliver, wipe, tidy, restart.
std::vector<Op> record_life(const char* setting) {
  const Scratch folder(fast_folder());
  RecordingVfs vfs;
  for (int run = 0; run < 2; ++run) {
    const Connections connections;
    auto opened = Store::open(folder / "db", {.kiosk_id = "N01"});
    REQUIRE(opened.ok());
    if (setting != nullptr)
      connections.run(setting);
    Store& store = *opened;
    for (int i = 0; i < 6; ++i) {
      const auto reservation = store.reserve();
      REQUIRE(reservation.ok());
      if (i == 2)
        continue; // a number that stays unused
      const std::uint32_t sequence = reservation->sequence;
      REQUIRE(store.file(make_sample(*reservation, usual_sizes(sequence)).filing).ok());
      vfs.acknowledge(sequence);
      if (i == 3) {
        REQUIRE(store.begin_attempt(sequence, event("attempt")).ok());
        REQUIRE(store.mark(sequence, DeliveryState::accepted, event("accept_event")).ok());
        REQUIRE(store.wipe_sealed(sequence).ok());
      }
      if (i == 4)
        REQUIRE(store.tidy().ok());
    }
  }
  return vfs.take_ops();
}

int level(sqlite3* db) {
  int found = -1;
  const auto take = [](void* into, int, char** values, char**) {
    *static_cast<int*>(into) = std::stoi(values[0]);
    return 0;
  };
  REQUIRE(sqlite3_exec(db, "PRAGMA synchronous", take, &found, nullptr) == SQLITE_OK);
  return found;
}

struct Tally {
  std::size_t states = 0;
  std::size_t lost = 0;   // acknowledged filings not found intact, summed over states
  std::size_t broken = 0; // states that did not open or verify
};

void examine(const Disk& disk, const std::set<std::uint32_t>& acknowledged, Tally& tally) {
  const Scratch folder(fast_folder());
  for (const auto& [name, content] : disk)
    std::ofstream(folder / name, std::ios::binary) << as_text(content);
  auto store = Store::open(folder / "db", {.kiosk_id = "N01"});
  if (!store.ok() || !store->verify().ok()) {
    ++tally.broken;
    return;
  }
  for (const std::uint32_t sequence : acknowledged) {
    const auto entry = store->find(sequence);
    const bool wiped = entry.ok() && *entry && (*entry)->sealed_bytes_wiped;
    if (!wiped && !difference(*store, sequence, usual_sizes(sequence)).empty())
      ++tally.lost;
  }
  // Life goes on, with a number never acknowledged before.
  const auto next = store->reserve();
  if (!next.ok() || acknowledged.contains(next->sequence))
    ++tally.broken;
}

Tally cut_life(const std::vector<Op>& ops, std::size_t wanted) {
  Tally tally;
  tally.states = cut_everywhere(ops, wanted, [&](std::size_t count, const Disk& disk) {
    std::set<std::uint32_t> acknowledged;
    for (std::size_t i = 0; i < count; ++i)
      if (ops[i].kind == Op::Kind::acknowledge)
        acknowledged.insert(ops[i].sequence);
    examine(disk, acknowledged, tally);
  });
  return tally;
}

} // namespace

TEST_CASE("no power cut takes an acknowledged filing away") {
  const std::vector<Op> ops = record_life(nullptr);
  const Tally tally = cut_life(ops, wanted_states(0));
  std::printf("power cut: %zu file operations, %zu crash states, %zu acknowledged filings lost, "
              "%zu states broken\n",
              ops.size(), tally.states, tally.lost, tally.broken);
  CHECK(tally.lost == 0);
  CHECK(tally.broken == 0);
}

TEST_CASE("the same life with synchronous=NORMAL does lose filings, so this test can fail") {
  const std::vector<Op> ops = record_life("PRAGMA synchronous=NORMAL");
  const Tally tally = cut_life(ops, 0);
  std::printf("control, synchronous=NORMAL: %zu crash states, %zu acknowledged filings lost\n",
              tally.states, tally.lost);
  CHECK(tally.lost > 0);
}

TEST_CASE("whatever is set for commits is set again after a filing") {
  for (const char* setting :
       {"PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL", "PRAGMA synchronous=EXTRA"}) {
    const Scratch folder(fast_folder());
    const Connections connections;
    auto store = Store::open(folder / "db", {.kiosk_id = "N01"});
    REQUIRE(store.ok());
    connections.run(setting);
    const int before = level(Connections::first());
    const auto reservation = store->reserve();
    REQUIRE(store->file(make_sample(*reservation, usual_sizes(1)).filing).ok());
    CHECK(level(Connections::first()) == before);
  }
}

TEST_CASE("a store that cannot go back to synced commits files nothing more") {
  const Scratch folder(fast_folder());
  const Connections connections;
  auto store = Store::open(folder / "db", {.kiosk_id = "N01"});
  REQUIRE(store.ok());
  const auto no_way_back = [](void*, int action, const char* name, const char* value, const char*,
                              const char*) {
    const bool full = action == SQLITE_PRAGMA && std::string_view(name) == "synchronous" &&
                      value != nullptr && std::string_view(value) == "2";
    return full ? SQLITE_DENY : SQLITE_OK;
  };
  sqlite3_set_authorizer(Connections::first(), no_way_back, nullptr);
  const auto first = store->reserve();
  CHECK(store->file(make_sample(*first, usual_sizes(1)).filing).ok()); // was synced itself
  const auto next = store->reserve();
  REQUIRE(next.ok());
  const auto refused = store->file(make_sample(*next, usual_sizes(2)).filing);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().code == FailureCode::store_failed);
}
