// SPDX-License-Identifier: EUPL-1.2
// DG15, what DG14 says about it, and the chip's answer, all hostile: three parts with two bytes of
// length each before the first two.
#include <eid/active_authentication.hpp>
#include <eid/chip_authentication.hpp>
#include <eid/message_recovery.hpp>

using namespace foyer;

namespace {

ByteView take(ByteView& rest) {
  if (rest.size() < 2)
    return std::exchange(rest, {});
  const std::size_t size =
      std::min<std::size_t>(rest.size() - 2, static_cast<std::size_t>(rest[0] << 8U | rest[1]));
  const ByteView part = rest.subspan(2, size);
  rest = rest.subspan(2 + size);
  return part;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteView rest(data, size);
  const ByteView dg15 = take(rest);
  const ByteView dg14 = take(rest);
  const auto infos = eid::parse_dg14(dg14);
  constexpr std::uint8_t challenge[]{0xF1, 0x73, 0x58, 0x99, 0x74, 0xBF, 0x40, 0xC6};
  (void)eid::verify_active_authentication(dg15, infos.ok() ? &*infos : nullptr, challenge, rest);
  (void)eid::open_representative(rest);
  if (infos.ok())
    (void)eid::choose_chip_authentication(*infos);
  return 0;
}
