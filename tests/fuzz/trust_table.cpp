// SPDX-License-Identifier: EUPL-1.2
// The content of a trust table behind a right hash: whoever may write the file may write anything.
// What can be read can be written again, and serves passive authentication.
#include <eid/crypto.hpp>
#include <eid/passive_authentication.hpp>
#include <eid/trust_summary.hpp>

#include <fstream>
#include <iterator>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Bytes sod = [] {
    std::ifstream in(FOYER_SOURCE_DIR "/tests/fuzz/seeds/card_sod/plain", std::ios::binary);
    return Bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  }();
  const ByteView content(data, size);
  (void)eid::parse_trust_table(content);
  Bytes file = to_bytes(
      as_bytes("foyer trust table 1\n" + to_hex(eid::digest(eid::Hash::sha256, content)) + "\n"));
  append(file, content);
  const auto table = eid::parse_trust_table(file);
  if (!table.ok())
    return 0;
  const auto again = eid::parse_trust_table(eid::encode_trust_table(*table));
  if (!again.ok() || again->certificates != table->certificates ||
      again->sources != table->sources || again->revocations != table->revocations)
    __builtin_trap();
  if (table->certificates.empty() && table->revocations.empty())
    return 0; // nobody is trusted, as with no table at all
  const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26);
  (void)eid::summarise(*table, now);
  (void)eid::authenticate(sod, {}, "D", eid::TrustList::from_table(*table), now);
  return 0;
}
