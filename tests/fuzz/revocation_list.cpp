// SPDX-License-Identifier: EUPL-1.2
// A revocation list for a table that knows its country: imported, and where it was taken, read
// again as the terminal reads it.
#include <eid/trust_import.hpp>
#include <eid/trust_list.hpp>
#include <eid/trust_summary.hpp>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace foyer;

namespace {

const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26);

const eid::TrustTable& table() {
  static const eid::TrustTable made = [] {
    std::ifstream in(FOYER_SOURCE_DIR "/tests/fuzz/seeds/csca.der", std::ios::binary);
    const Bytes der((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const std::array files{eid::ImportFile{"csca", der}};
    auto report = eid::import_trust({}, files, {{}, {der}}, now);
    if (report.table.certificates.empty())
      std::abort();
    return std::move(report.table);
  }();
  return made;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::array files{eid::ImportFile{"input", {data, data + size}}};
  const auto report = eid::import_trust(table(), files, {}, now);
  if (report.table.certificates.size() != 1)
    __builtin_trap();
  if (report.table.revocations == table().revocations)
    return 0; // not taken: the table is what it was
  (void)eid::summarise(report.table, now);
  const auto again = eid::parse_trust_table(eid::encode_trust_table(report.table));
  if (!again.ok() || again->revocations != report.table.revocations)
    __builtin_trap();
  return 0;
}
