// SPDX-License-Identifier: EUPL-1.2
#include <eid/mrz.hpp>
#include <eid/password.hpp>
#include <eid/states.hpp>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(ByteView(data, size));
  (void)eid::Can::parse(text);
  (void)eid::find_state(text);
  auto mrz = eid::Mrz::parse(text);
  if (!mrz.ok())
    return 0;
  const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);
  const std::string birth = eid::birth_date(*mrz, now);
  if (birth > "2026-11-25")
    __builtin_trap();
  (void)eid::expiry_date(*mrz);
  (void)eid::Password::from_mrz(*mrz);
  mrz->wipe();
  return 0;
}
