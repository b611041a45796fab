// SPDX-License-Identifier: EUPL-1.2
#include <eid/apdu.hpp>
#include <eid/tlv.hpp>

using namespace foyer;

namespace {

void walk(ByteView bytes, int depth) {
  eid::TlvReader reader(bytes);
  while (!reader.at_end()) {
    const auto element = reader.next();
    if (!element.ok())
      return;
    if (element->whole.size() < element->value.size() + 2)
      __builtin_trap();
    if (depth < 8)
      walk(element->value, depth + 1);
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  walk(bytes, 0);
  (void)eid::tlv_size(bytes);
  (void)eid::find_tlv(bytes, 0x87);
  (void)eid::ResponseApdu::parse(bytes);
  // What parses as a command is written back to the same meaning.
  const auto command = eid::CommandApdu::parse(bytes);
  if (command.ok()) {
    const auto again = eid::CommandApdu::parse(command->encode());
    if (!again.ok() || again->data != command->data || again->le != command->le)
      __builtin_trap();
  }
  return 0;
}
