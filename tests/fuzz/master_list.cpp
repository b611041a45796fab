// SPDX-License-Identifier: EUPL-1.2
// Anything as a file to import: master lists, certificates, LDIF, PEM. Nobody vouches for it, so
// nothing of it may be taken.
#include <eid/trust_import.hpp>

#include <array>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26);
  const std::array files{eid::ImportFile{"input", {data, data + size}}};
  const auto report = eid::import_trust({}, files, {}, now);
  if (!report.table.certificates.empty() || !report.table.revocations.empty())
    __builtin_trap();
  return 0;
}
