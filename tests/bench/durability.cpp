// SPDX-License-Identifier: EUPL-1.2
// What makes a filing durable costs, beside a bare append and fdatasync of the same bytes: both in
// turn in one run, medians, on the disk of the folder for temporary files.
#include <base/log.hpp>
#include <filing/sample.hpp>
#include <store/store.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace foyer;
using Watch = std::chrono::steady_clock;

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

double ms_since(Watch::time_point began) {
  return std::chrono::duration<double, std::milli>(Watch::now() - began).count();
}

// As many files as a filing has parts would cost more; this is the least.
bool append(int file, const std::vector<Bytes>& parts) {
  for (const Bytes& part : parts)
    if (::write(file, part.data(), part.size()) != static_cast<ssize_t>(part.size()))
      return false;
  return ::fdatasync(file) == 0;
}

// Argument: bytes of the one scan beside a container of 10 kB.
void durable_beside_fsync(benchmark::State& state) {
  const filing::Scratch scratch;
  if (!open_log("/dev/null", "bench").ok())
    return state.SkipWithError("no log");
  auto store = store::Store::open(scratch / "foyer.db", {.kiosk_id = "N07"});
  const int file = ::open((scratch / "plain").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (!store.ok() || file < 0)
    return state.SkipWithError("nothing opens");
  std::vector<double> bare, filed;
  for (auto _ : state) {
    const auto reservation = store->reserve();
    if (!reservation.ok())
      return state.SkipWithError("no number");
    const auto sample = filing::make_sample(
        *reservation, {10'000, static_cast<std::size_t>(state.range(0))}, system_clock().wall());
    auto began = Watch::now();
    if (!append(file, sample.parts))
      return state.SkipWithError("not written");
    bare.push_back(ms_since(began));
    began = Watch::now();
    if (!store->file(sample.filing).ok())
      return state.SkipWithError("not filed");
    filed.push_back(ms_since(began));
    if (!store->tidy().ok()) // as between two visits
      return state.SkipWithError("not tidied");
  }
  ::close(file);
  state.counters["bare_ms"] = median(bare);
  state.counters["filed_ms"] = median(filed);
  state.counters["ratio"] = median(filed) / median(bare);
}
BENCHMARK(durable_beside_fsync)
    ->Arg(300'000)
    ->Arg(5 << 20)
    ->Arg(20 << 20)
    ->Iterations(25)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace
