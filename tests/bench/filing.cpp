// SPDX-License-Identifier: EUPL-1.2
// How long a visitor waits between "file" and the receipt: container, schema, sealing, one synced
// transaction, reading back. The disk of the folder for temporary files is part of what is
// measured.
#include <base/log.hpp>
#include <filing/filing.hpp>
#include <filing/sample.hpp>

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace {

using namespace foyer;

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Made once: an RSA-4096 key takes seconds.
const seal::OfficeCertificate& office() {
  static const filing::Scratch scratch;
  static const auto certificate = [] {
    if (!open_log("/dev/null", "bench").ok()) // a line a filing would hide the figures
      std::abort();
    const std::string script = FOYER_SOURCE_DIR "/tests/support/demo_keys/make-demo-keys.sh";
    if (std::system((script + " " + scratch.path().string()).c_str()) != 0)
      std::abort();
    return seal::OfficeCertificate::load(read_text(scratch / "office/office.crt"),
                                         read_text(scratch / "office/root.crt"),
                                         "Demo-Ausländerbehörde", system_clock().wall());
  }();
  return certificate.value();
}

// Arguments: scanned pages, bytes a page.
void file_an_application(benchmark::State& state) {
  const filing::Scratch scratch;
  auto store = store::Store::open(scratch / "foyer.db", {.kiosk_id = "N07"});
  if (!store.ok())
    return state.SkipWithError("the store does not open");
  const auto& to = office();
  for (auto _ : state) {
    const auto filed = filing::file_one(*store, to, static_cast<int>(state.range(0)),
                                        static_cast<std::size_t>(state.range(1)));
    if (!filed.ok())
      return state.SkipWithError("not filed");
  }
  state.SetBytesProcessed(state.iterations() * state.range(0) * state.range(1));
}
BENCHMARK(file_an_application)
    ->Args({0, 0})
    ->Args({2, 300'000})
    ->Args({10, 2'000'000})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace
