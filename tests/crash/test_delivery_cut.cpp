// SPDX-License-Identifier: EUPL-1.2
// From "File" to accepted with the power cut after every write, sync and network step: the terminal
// and the agent on one store, the dispatcher as it is, a middle tier that can be set back.
#include "crash_states.hpp"
#include "wire_office.hpp"

#include <filing/sample.hpp>
#include <store/store.hpp>
#include <sync/dispatcher.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <set>

using namespace foyer;
using namespace foyer::crash;
using namespace foyer::filing;
using store::Store;

namespace {

constexpr std::uint32_t filings = 6; // the fifth has a large scan

Sample tagged_sample(const store::Reservation& reservation) {
  Sample sample = make_sample(reservation, usual_sizes(reservation.sequence));
  sample.filing.container.authentication_tag = tag_of(sample.filing.container.sealed);
  for (auto& attachment : sample.filing.attachments)
    attachment.authentication_tag = tag_of(attachment.sealed);
  return sample;
}

Store open(const std::filesystem::path& file) {
  auto opened = Store::open(file, {.kiosk_id = "N01"});
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

// One round of the agent, as after its start; nothing waits for a better moment.
void deliver(Store& store, WireOffice& office, const EventKeys& keys) {
  constexpr std::chrono::milliseconds at_once{0};
  sync::Dispatcher agent(store, office, keys.key(), {.back_off = {at_once, at_once, at_once}},
                         system_clock(), [] { return 0.5; });
  (void)agent.run({});
}

struct Life {
  std::vector<Op> ops;
  std::vector<OfficeState> office; // Op::Kind::network has its index
};

// Questions and answers get lost on the way, and both programs are started twice.
Life record_life(const EventKeys& keys) {
  const Scratch folder(fast_folder());
  RecordingVfs vfs;
  Life life;
  WireOffice office(keys);
  int exchange = 0;
  office.fault = [&] {
    ++exchange;
    return exchange % 7 == 3   ? WireOffice::Fault::lost_answer
           : exchange % 7 == 5 ? WireOffice::Fault::lost_question
                               : WireOffice::Fault::none;
  };
  office.changed = [&] {
    vfs.network_step(static_cast<std::uint32_t>(life.office.size()));
    life.office.push_back(office.state());
  };
  std::uint32_t filed = 0;
  for (int run = 0; run < 2; ++run) {
    Store terminal = open(folder / "db");
    Store agent = open(folder / "db");
    for (std::uint32_t i = 0; i < filings / 2; ++i) {
      const auto reservation = terminal.reserve();
      REQUIRE(reservation.ok());
      const Sample sample = tagged_sample(*reservation);
      REQUIRE(terminal.file(sample.filing).ok());
      vfs.acknowledge(reservation->sequence);
      ++filed;
      deliver(agent, office, keys);
    }
    REQUIRE(terminal.tidy().ok());
  }
  Store agent = open(folder / "db");
  for (int round = 0; round < 20 && agent.pending_count().value() > 0; ++round)
    deliver(agent, office, keys);
  REQUIRE(agent.pending_count().value() == 0);
  REQUIRE(filed == filings);
  life.ops = vfs.take_ops();
  return life;
}

struct Tally {
  std::size_t broken = 0;    // states that did not open, verify or deliver
  std::size_t lost = 0;      // acknowledged, and not with the office byte for byte
  std::size_t twice = 0;     // accepted more than once, or under two numbers
  std::size_t unfounded = 0; // with the office, and not among the terminal's own records
  std::size_t left_over = 0; // sealed bytes that stay after the office has them
};

bool has_it(const OfficeState& office, const store::OutboxEntry& entry) {
  const auto found = office.by_receipt.find(entry.number.text());
  if (found == office.by_receipt.end() || found->second.times_accepted < 1)
    return false;
  const auto sizes = usual_sizes(entry.sequence);
  for (std::uint32_t part = 0; part < sizes.size(); ++part) {
    const auto bytes = found->second.has.find(part == 0 ? "container" : "a" + std::to_string(part));
    if (bytes == found->second.has.end() ||
        *bytes->second != sample_bytes(entry.sequence, part, sizes[part]))
      return false;
  }
  return true;
}

void examine(const Disk& disk, OfficeState at_the_cut, const EventKeys& keys,
             const std::set<std::uint32_t>& acknowledged, Tally& tally) {
  const Scratch folder(fast_folder());
  for (const auto& [name, content] : disk)
    std::ofstream(folder / name, std::ios::binary) << as_text(content);
  auto store = Store::open(folder / "db", {.kiosk_id = "N01"});
  if (!store.ok()) {
    ++tally.broken;
    return;
  }
  WireOffice office(keys, std::move(at_the_cut));
  deliver(*store, office, keys);
  const auto count = store->pending_count();
  if (!count.ok() || *count != 0 || !store->verify().ok()) {
    ++tally.broken;
    return;
  }
  std::set<std::string> known;
  for (std::uint32_t sequence = 1; sequence <= filings; ++sequence) {
    const auto entry = store->find(sequence);
    if (!entry.ok() || !*entry) {
      tally.lost += acknowledged.contains(sequence) ? 1u : 0u;
      continue;
    }
    known.insert((*entry)->number.text());
    const bool there = has_it(office.state(), **entry);
    tally.lost += acknowledged.contains(sequence) && !there ? 1u : 0u;
    tally.left_over += there && !(*entry)->sealed_bytes_wiped ? 1u : 0u;
  }
  for (const auto& [receipt, submission] : office.state().by_receipt) {
    tally.twice += submission.times_accepted > 1 ? 1u : 0u;
    tally.unfounded += known.contains(receipt) ? 0u : 1u;
  }
}

Tally cut_life(const Life& life, const EventKeys& keys, std::size_t wanted) {
  Tally tally;
  const std::size_t states =
      cut_everywhere(life.ops, wanted, [&](std::size_t count, const Disk& disk) {
        std::set<std::uint32_t> acknowledged;
        OfficeState office;
        for (std::size_t i = 0; i < count; ++i) {
          const Op& op = life.ops[i];
          if (op.kind == Op::Kind::acknowledge)
            acknowledged.insert(op.sequence);
          if (op.kind == Op::Kind::network)
            office = life.office[op.sequence];
        }
        examine(disk, std::move(office), keys, acknowledged, tally);
      });
  std::printf("power cut from filing to accepted: %zu steps (%zu of them on the network), %zu "
              "crash states: %zu lost, %zu twice, %zu unfounded, %zu left over, %zu broken\n",
              life.ops.size(), life.office.size(), states, tally.lost, tally.twice, tally.unfounded,
              tally.left_over, tally.broken);
  return tally;
}

} // namespace

TEST_CASE("whatever a power cut interrupts, what was acknowledged reaches the office once") {
  const EventKeys keys;
  const Life life = record_life(keys);
  const Tally tally = cut_life(life, keys, wanted_states(5000));
  CHECK(tally.lost == 0);
  CHECK(tally.twice == 0);
  CHECK(tally.unfounded == 0);
  CHECK(tally.left_over == 0);
  CHECK(tally.broken == 0);
}

TEST_CASE("with an acknowledgement before the filing the same search finds what is lost") {
  const EventKeys keys;
  Life life = record_life(keys);
  for (std::size_t i = 1; i < life.ops.size(); ++i) // each told a third of the way too early
    if (life.ops[i].kind == Op::Kind::acknowledge)
      std::rotate(life.ops.begin() + static_cast<std::ptrdiff_t>(i - i / 3),
                  life.ops.begin() + static_cast<std::ptrdiff_t>(i),
                  life.ops.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  life.ops.resize(life.ops.size() / 3);
  CHECK(cut_life(life, keys, 0).lost > 0);
}
