// SPDX-License-Identifier: EUPL-1.2
#include <eid/security_infos.hpp>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto infos = eid::parse_security_infos(ByteView(data, size));
  if (infos.ok())
    (void)eid::pace_choices(*infos);
  if (infos.ok())
    for (const eid::ChipKeyInfo& key : infos->chip_keys)
      (void)eid::Group::public_point(key.public_key);
  return 0;
}
