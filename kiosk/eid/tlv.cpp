// SPDX-License-Identifier: EUPL-1.2
#include <eid/tlv.hpp>

namespace foyer::eid {
namespace {

struct Header {
  std::uint32_t tag;
  std::size_t header_size;
  std::size_t value_size;
};

Failure broken(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

// Nothing: more bytes are needed.
Result<std::optional<Header>> read_header(ByteView bytes) {
  if (bytes.empty())
    return std::optional<Header>();
  std::size_t at = 0;
  std::uint32_t tag = bytes[at++];
  if ((tag & 0x1FU) == 0x1FU) {
    std::uint8_t part = 0;
    do {
      if (at == 3)
        return broken("tlv: tag longer than three bytes");
      if (at == bytes.size())
        return std::optional<Header>();
      part = bytes[at++];
      tag = (tag << 8U) | part;
    } while ((part & 0x80U) != 0);
  }
  if (at == bytes.size())
    return std::optional<Header>();
  std::size_t size = bytes[at++];
  if (size == 0x80)
    return broken("tlv: indefinite length");
  if (size > 0x80) {
    const std::size_t count = size & 0x7FU;
    if (count > 4)
      return broken("tlv: length of more than four bytes");
    size = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (at == bytes.size())
        return std::optional<Header>();
      size = (size << 8U) | bytes[at++];
    }
  }
  return std::optional<Header>({tag, at, size});
}

} // namespace

Result<Tlv> TlvReader::next() {
  FOYER_TRY(const auto header, read_header(rest_));
  if (!header)
    return broken("tlv: truncated header");
  if (header->value_size > rest_.size() - header->header_size)
    return broken("tlv: truncated value");
  const std::size_t whole = header->header_size + header->value_size;
  const Tlv element{header->tag, rest_.subspan(header->header_size, header->value_size),
                    rest_.first(whole)};
  rest_ = rest_.subspan(whole);
  return element;
}

Result<Tlv> TlvReader::next(std::uint32_t tag) {
  FOYER_TRY(const Tlv element, next());
  if (element.tag != tag)
    return broken("tlv: another tag was expected");
  return element;
}

Result<Tlv> find_tlv(ByteView bytes, std::uint32_t tag) {
  TlvReader reader(bytes);
  while (!reader.at_end()) {
    FOYER_TRY(const Tlv element, reader.next());
    if (element.tag == tag)
      return element;
  }
  return broken("tlv: an element is missing");
}

Result<std::optional<std::size_t>> tlv_size(ByteView head) {
  FOYER_TRY(const auto header, read_header(head));
  if (!header)
    return std::optional<std::size_t>();
  return std::optional<std::size_t>(header->header_size + header->value_size);
}

Bytes tlv(std::uint32_t tag, ByteView value) {
  Bytes out;
  for (int shift = 16; shift >= 0; shift -= 8)
    if (shift == 0 || (tag >> static_cast<unsigned>(shift)) != 0)
      out.push_back(static_cast<std::uint8_t>(tag >> static_cast<unsigned>(shift)));
  if (value.size() < 0x80) {
    out.push_back(static_cast<std::uint8_t>(value.size()));
  } else {
    Bytes length;
    for (std::size_t size = value.size(); size != 0; size >>= 8U)
      length.insert(length.begin(), static_cast<std::uint8_t>(size));
    out.push_back(static_cast<std::uint8_t>(0x80U | length.size()));
    append(out, length);
  }
  append(out, value);
  return out;
}

Bytes tlv(std::uint32_t tag, std::initializer_list<Bytes> children) {
  Bytes value;
  for (const Bytes& child : children)
    append(value, child);
  return tlv(tag, ByteView(value));
}

} // namespace foyer::eid
