// SPDX-License-Identifier: EUPL-1.2
// What trust costs: importing a master list of the German list's size once, loading the table at
// every start, and passive authentication of every document.
#include <card/test_pki.hpp>
#include <eid/passive_authentication.hpp>
#include <eid/trust_import.hpp>

#include <benchmark/benchmark.h>

#include <array>

namespace {

using namespace foyer;

const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26);

const card::Signer& authority() {
  static const card::Signer signer;
  return signer;
}

const Bytes& master_list() {
  static const Bytes list = [] {
    auto certificates = card::many_country_signers(587, 160);
    certificates.push_back(authority().csca_der());
    return authority().master_list(certificates);
  }();
  return list;
}

eid::ImportReport import() {
  const std::array files{eid::ImportFile{"list.ml", master_list()}};
  return eid::import_trust({}, files, {{}, {authority().csca_der()}}, now);
}

const Bytes& table() {
  static const Bytes file = eid::encode_trust_table(import().table);
  return file;
}

void import_588_certificates(benchmark::State& state) {
  (void)master_list();
  for (auto _ : state) {
    const auto report = import();
    if (!report.good() || report.files[0].taken != 588)
      return state.SkipWithError("not every certificate was taken");
  }
}
BENCHMARK(import_588_certificates)->Unit(benchmark::kMillisecond);

void load_588_certificates(benchmark::State& state) {
  const Bytes& file = table();
  for (auto _ : state) {
    const auto read = eid::parse_trust_table(file);
    if (!read.ok())
      return state.SkipWithError("the table is not read");
    benchmark::DoNotOptimize(eid::TrustList::from_table(*read));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(file.size()));
}
BENCHMARK(load_588_certificates)->Unit(benchmark::kMillisecond);

// Argument: data groups.
void authenticate(benchmark::State& state) {
  const auto trust = eid::TrustList::from_table(*eid::parse_trust_table(table()));
  std::vector<card::Signer::DataGroup> files;
  std::vector<eid::DataGroupFile> groups;
  for (int number = 1; number <= state.range(0); ++number)
    files.push_back({number, Bytes(number == 2 ? 20'000 : 100, 0x42)});
  for (const auto& one : files)
    groups.push_back({one.number, one.file});
  const Bytes sod = authority().sign_sod(files);
  for (auto _ : state) {
    const auto checks = eid::authenticate(sod, groups, "D", trust, now);
    if (eid::doubt_of(checks))
      return state.SkipWithError("not authentic");
  }
}
BENCHMARK(authenticate)->Arg(1)->Arg(5)->Unit(benchmark::kMillisecond);

} // namespace
