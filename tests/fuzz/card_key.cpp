// SPDX-License-Identifier: EUPL-1.2
// Domain parameters and public keys as DG14 and EF.CardSecurity carry them.
#include <eid/group.hpp>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView info(data, size);
  const auto key = eid::Group::public_point(info);
  if (!key.ok())
    return 0;
  const auto group = eid::Group::of_public_key(info);
  if (!group.ok() || key->size() != group->element_size())
    __builtin_trap(); // a key without its group
  (void)eid::standardised_id(*group);
  (void)group->multiply(*key, Secret(Bytes{3}));
  (void)group->shared_secret(*key);
  return 0;
}
