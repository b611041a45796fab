// SPDX-License-Identifier: EUPL-1.2
// EF.SOD and EF.CardSecurity through our own reader of signed data. Nothing that a fuzzer
// finds may pass: the trust list is empty.
#include <eid/card_security.hpp>
#include <eid/passive_authentication.hpp>
#include <eid/sod.hpp>

#include <array>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const eid::TrustList nobody;
  const ByteView bytes(data, size);
  (void)eid::parse_lds_security_object(bytes);
  const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);
  (void)eid::read_security_object(bytes);
  const std::array groups{eid::DataGroupFile{1, bytes}, eid::DataGroupFile{14, bytes}};
  (void)eid::authenticate_card_security(bytes, "D", nobody, now);
  for (const auto& result : eid::authenticate(bytes, groups, "D", nobody, now))
    if (result.check == eid::Check::signer_chain && result.verdict == eid::Verdict::passed)
      __builtin_trap();
  return 0;
}
