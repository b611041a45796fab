// SPDX-License-Identifier: EUPL-1.2
#include "ber.hpp"

#include <eid/tlv.hpp>

#include <algorithm>

namespace foyer::eid {
namespace {

constexpr int deepest = 32;

Failure broken(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

bool ends(ByteView rest) {
  return rest.size() >= 2 && rest[0] == 0 && rest[1] == 0;
}

Result<Bytes> convert(ByteView& rest, int depth);

Result<Bytes> convert_all(ByteView& rest, bool until_end_mark, int depth) {
  Bytes out;
  while (!(until_end_mark ? ends(rest) : rest.empty())) {
    FOYER_TRY(const Bytes child, convert(rest, depth));
    append(out, child);
  }
  if (until_end_mark)
    rest = rest.subspan(2);
  return out;
}

// A constructed octet string is its pieces in a row.
Result<Bytes> joined(std::uint8_t tag, Bytes content) {
  if (tag != 0x24)
    return tlv(tag, ByteView(content));
  Bytes whole;
  TlvReader pieces(content);
  while (!pieces.at_end()) {
    FOYER_TRY(const Tlv piece, pieces.next(0x04));
    append(whole, piece.value);
  }
  return tlv(0x04, ByteView(whole));
}

Result<Bytes> convert(ByteView& rest, int depth) {
  if (depth > deepest)
    return broken("ber: nested too deeply");
  if (rest.size() < 2)
    return broken("ber: truncated");
  const std::uint8_t tag = rest[0];
  const bool constructed = (tag & 0x20U) != 0 && (tag & 0x1FU) != 0x1FU;
  if (constructed && rest[1] == 0x80) {
    rest = rest.subspan(2);
    FOYER_TRY(Bytes content, convert_all(rest, true, depth + 1));
    return joined(tag, std::move(content));
  }
  TlvReader reader(rest);
  FOYER_TRY(const Tlv element, reader.next());
  rest = reader.rest();
  if (!constructed)
    return to_bytes(element.whole);
  ByteView inside = element.value;
  FOYER_TRY(Bytes content, convert_all(inside, false, depth + 1));
  if (tag != 0x24 &&
      std::equal(content.begin(), content.end(), element.value.begin(), element.value.end()))
    return to_bytes(element.whole);
  return joined(tag, std::move(content));
}

} // namespace

Result<Bytes> to_definite(ByteView bytes) {
  return convert(bytes, 0);
}

} // namespace foyer::eid
