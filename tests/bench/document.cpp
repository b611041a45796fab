// SPDX-License-Identifier: EUPL-1.2
// What the reading of a whole document costs, from PACE over chip authentication and the data
// groups to passive authentication: the terminal's own processor time beside a card without delay,
// and the time on the clock through a real pcscd, beside as many bare commands sent by us and by
// opensc-tool.
#include "timed_line.hpp"

#include <card/personalities.hpp>
#include <card_pcsc/pcsc_reader.hpp>
#include <eid/read_document.hpp>
#include <processes/processes.hpp>
#include <support_pcsc/pcsc_service.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>
#include <optional>

namespace {

using namespace foyer;
using bench::Line;
using bench::thread_seconds;

const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26);
constexpr const char* reader_name = "Virtual PCD 00 00";
// SELECT of the master file: the smallest thing to ask of a card.
const Bytes bare_command{0x00, 0xA4, 0x00, 0x0C, 0x02, 0x3F, 0x00};

const eid::TrustList& trust() {
  static const eid::TrustList list =
      *eid::TrustList::from_pem(card::world_trust_pem() + card::world_revocation_pem());
  return list;
}

eid::AccessKeys keys_of(const card::CardImage& image) {
  eid::AccessKeys keys;
  keys.can = eid::Password::from_can(*eid::Can::parse(image.can));
  keys.mrz = eid::Password::from_mrz(*eid::Mrz::parse(image.mrz));
  return keys;
}

// Null where it is not read, or not found authentic.
std::optional<eid::DocumentReading> read(api::ApduChannel& channel, const eid::AccessKeys& keys) {
  auto reading = eid::read_document(channel, keys, trust(), now);
  if (!reading.ok() || !reading->authentic())
    return std::nullopt;
  return std::move(*reading);
}

void count(benchmark::State& state, const eid::DocumentReading& reading) {
  state.counters["apdus"] = reading.apdus;
  state.counters["bytes"] = static_cast<double>(reading.bytes);
  state.counters["checks"] = static_cast<double>(reading.checks.size());
}

void of_the_terminal(benchmark::State& state, const char* personality) {
  const card::CardImage image = card::make_personality(personality);
  const eid::AccessKeys keys = keys_of(image);
  (void)trust(); // made before the clock runs
  std::optional<eid::DocumentReading> reading;
  for (auto _ : state) {
    Line line(image);
    const double begin = thread_seconds();
    reading = read(line, keys);
    state.SetIterationTime(thread_seconds() - begin - line.of_the_chip());
    if (!reading)
      return state.SkipWithError("not read");
  }
  count(state, *reading);
}

// The document on a reader of a private pcscd.
class Table {
 public:
  explicit Table(const card::CardImage& image)
      : program_(*test::PcscService::instance()), reader_({.ours = {reader_name}}) {
    program_.insert(image);
  }
  // Null where no card is seen.
  std::unique_ptr<api::ApduChannel> connect() {
    auto channel = reader_.connect({});
    return channel.ok() ? std::move(*channel) : nullptr;
  }

 private:
  test::VirtualCardProgram program_;
  card_pcsc::PcscReader reader_;
};

// How many commands one reading of the document is.
int commands_of(const card::CardImage& image, const eid::AccessKeys& keys) {
  Line line(image);
  const auto reading = read(line, keys);
  return reading ? reading->apdus : 0;
}

enum class Through { reading, bare_commands, opensc_tool };

void through_pcscd(benchmark::State& state, const char* personality, Through what) {
  if (test::PcscService::instance() == nullptr)
    return state.SkipWithError("pcscd cannot run here");
  const card::CardImage image = card::make_personality(personality);
  const eid::AccessKeys keys = keys_of(image);
  const int commands = commands_of(image, keys);
  Table table(image);
  std::vector<std::string> tool{"opensc-tool", "--reader", "0"};
  for (int i = 0; i < commands; ++i)
    tool.insert(tool.end(), {"--send-apdu", to_hex(bare_command)});
  std::chrono::steady_clock::time_point begin;
  const auto once = [&] {
    if (what == Through::opensc_tool) {
      begin = std::chrono::steady_clock::now();
      return processes::run(tool) == 0;
    }
    const auto channel = table.connect();
    begin = std::chrono::steady_clock::now();
    bool good = channel != nullptr;
    if (good && what == Through::reading)
      good = read(*channel, keys).has_value();
    for (int i = 0; good && what == Through::bare_commands && i < commands; ++i)
      good = channel->transmit(bare_command).ok();
    return good;
  };
  for (auto _ : state) {
    // After a card was left, pcscd takes a moment to see it again: that is nobody's time here, and
    // everybody tries until it is there.
    if (!processes::eventually(once))
      return state.SkipWithError("not read");
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    state.SetIterationTime(taken.count());
  }
  state.counters["apdus"] = commands;
}

#define FOYER_DOCUMENT(name, personality)                                                          \
  BENCHMARK_CAPTURE(of_the_terminal, name, personality)                                            \
      ->UseManualTime()                                                                            \
      ->Unit(benchmark::kMillisecond);                                                             \
  BENCHMARK_CAPTURE(through_pcscd, name, personality, Through::reading)                            \
      ->UseManualTime()                                                                            \
      ->Unit(benchmark::kMillisecond);                                                             \
  BENCHMARK_CAPTURE(through_pcscd, name##_bare_commands, personality, Through::bare_commands)      \
      ->UseManualTime()                                                                            \
      ->Unit(benchmark::kMillisecond);                                                             \
  BENCHMARK_CAPTURE(through_pcscd, name##_opensc_tool, personality, Through::opensc_tool)          \
      ->UseManualTime()                                                                            \
      ->Unit(benchmark::kMillisecond)
FOYER_DOCUMENT(title, "title");
FOYER_DOCUMENT(passport, "passport");
FOYER_DOCUMENT(passport_copy_checks, "passport-ca-and-aa");

} // namespace
