// SPDX-License-Identifier: EUPL-1.2
#include "ber.hpp"

#include <algorithm>
#include <sstream>

namespace foyer::card::ber {
namespace {

void put_number(Bytes& out, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    if ((value >> shift) != 0)
      out.push_back(static_cast<std::uint8_t>((value >> shift) & 0xFFU));
}

// Takes up to `count` bytes as a number from the front.
std::optional<std::size_t> take_number(ByteView& bytes, std::size_t count) {
  if (bytes.size() < count || count > 3)
    return std::nullopt;
  std::size_t value = 0;
  for (std::size_t i = 0; i < count; ++i)
    value = (value << 8U) | bytes[i];
  bytes = bytes.subspan(count);
  return value;
}

std::optional<std::uint32_t> take_tag(ByteView& bytes) {
  std::uint32_t tag = 0;
  for (int i = 0; i < 3; ++i) {
    if (bytes.empty())
      return std::nullopt;
    const std::uint8_t byte = bytes.front();
    bytes = bytes.subspan(1);
    tag = (tag << 8U) | byte;
    const bool more = i == 0 ? (byte & 0x1FU) == 0x1F : (byte & 0x80U) != 0;
    if (!more)
      return tag;
  }
  return std::nullopt;
}

} // namespace

Bytes element(std::uint32_t tag, ByteView value) {
  Bytes out;
  put_number(out, tag);
  if (value.size() > 0x7F) {
    Bytes length;
    put_number(length, value.size());
    out.push_back(static_cast<std::uint8_t>(0x80U | length.size()));
    append(out, length);
  } else {
    out.push_back(static_cast<std::uint8_t>(value.size()));
  }
  append(out, value);
  return out;
}

Bytes element(std::uint32_t tag, std::initializer_list<Bytes> children) {
  Bytes value;
  for (const Bytes& child : children)
    append(value, child);
  return element(tag, ByteView(value));
}

Bytes sequence(std::initializer_list<Bytes> children) {
  return element(0x30, children);
}

Bytes set_of(std::vector<Bytes> children) {
  // Not <=>: g++ 12 at -O2 takes vector's for a read out of bounds.
  std::sort(children.begin(), children.end(), [](const Bytes& a, const Bytes& b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  });
  Bytes value;
  for (const Bytes& child : children)
    append(value, child);
  return element(0x31, ByteView(value));
}

Bytes integer(int value) {
  Bytes content;
  if (value > 0x7F)
    content.push_back(static_cast<std::uint8_t>(value >> 8));
  content.push_back(static_cast<std::uint8_t>(value & 0xFF));
  return element(0x02, ByteView(content));
}

Bytes oid_content(const char* dotted) {
  std::istringstream in(dotted);
  std::vector<unsigned long> arcs;
  for (std::string arc; std::getline(in, arc, '.');)
    arcs.push_back(std::stoul(arc));
  arcs.at(1) += 40 * arcs.at(0);
  Bytes out;
  for (std::size_t i = 1; i < arcs.size(); ++i) {
    Bytes septets{static_cast<std::uint8_t>(arcs[i] & 0x7FU)};
    for (unsigned long rest = arcs[i] >> 7U; rest != 0; rest >>= 7U)
      septets.push_back(static_cast<std::uint8_t>(0x80U | (rest & 0x7FU)));
    out.insert(out.end(), septets.rbegin(), septets.rend());
  }
  return out;
}

Bytes oid(const char* dotted) {
  return element(0x06, ByteView(oid_content(dotted)));
}

std::optional<std::vector<Element>> elements(ByteView bytes) {
  std::vector<Element> found;
  while (!bytes.empty()) {
    const auto tag = take_tag(bytes);
    if (!tag || bytes.empty())
      return std::nullopt;
    std::size_t length = bytes.front();
    bytes = bytes.subspan(1);
    if (length >= 0x80) {
      const auto number = take_number(bytes, length - 0x80);
      if (!number || length == 0x80)
        return std::nullopt;
      length = *number;
    }
    if (length > bytes.size())
      return std::nullopt;
    found.push_back({*tag, bytes.first(length)});
    bytes = bytes.subspan(length);
  }
  return found;
}

std::optional<ByteView> find(ByteView bytes, std::uint32_t tag) {
  const auto all = elements(bytes);
  if (all)
    for (const Element& one : *all)
      if (one.tag == tag)
        return one.value;
  return std::nullopt;
}

} // namespace foyer::card::ber
