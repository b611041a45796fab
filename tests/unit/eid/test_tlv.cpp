// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::hex;

TEST_CASE("tlv: elements are read with their tag, value and whole extent") {
  const Bytes bytes = hex("5F1F036162630400");
  TlvReader reader(bytes);
  const auto first = reader.next();
  REQUIRE(first.ok());
  CHECK(first->tag == 0x5F1F);
  CHECK(as_text(first->value) == "abc");
  CHECK(first->whole.size() == 6);
  const auto second = reader.next(0x04);
  REQUIRE(second.ok());
  CHECK(second->value.empty());
  CHECK(reader.at_end());
  CHECK(reader.next().failure().code == FailureCode::card_data_malformed);
}

TEST_CASE("tlv: what is written is read back, at every length form") {
  for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
    const Bytes value(size, 0x5A);
    for (const std::uint32_t tag : {0x30U, 0x7F49U, 0x5F2EU, 0x7F8101U}) {
      const Bytes encoded = tlv(tag, ByteView(value));
      TlvReader reader(encoded);
      const auto element = reader.next(tag);
      REQUIRE(element.ok());
      CHECK(to_bytes(element->value) == value);
      CHECK(*tlv_size(encoded).value() == encoded.size());
    }
  }
}

TEST_CASE("tlv: every truncation is refused, and never read beyond") {
  const Bytes whole =
      tlv(0x7F49, {tlv(0x06, ByteView(Bytes(200, 1))), tlv(0x86, ByteView(Bytes(65, 4)))});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(TlvReader(cut).next().ok());
  }
}

TEST_CASE("tlv: indefinite lengths, endless tags and giant lengths are refused") {
  CHECK_FALSE(TlvReader(hex("30800000")).next().ok());
  CHECK_FALSE(TlvReader(hex("7FFFFFFF010100")).next().ok());
  CHECK_FALSE(TlvReader(hex("30850000000001AA")).next().ok());
  CHECK_FALSE(TlvReader(hex("3084FFFFFFFFAA")).next().ok());
}

TEST_CASE("tlv: lengths longer than needed are read, as cards write them") {
  const Bytes bytes = hex("308200020500");
  const auto element = TlvReader(bytes).next(0x30);
  REQUIRE(element.ok());
  CHECK(element->value.size() == 2);
}

TEST_CASE("tlv: the size of a file is known from its first bytes") {
  CHECK_FALSE(tlv_size(hex("61")).value().has_value());
  CHECK_FALSE(tlv_size(hex("6182")).value().has_value());
  CHECK(*tlv_size(hex("615D")).value() == 95);
  CHECK(*tlv_size(hex("7782071F30")).value() == 4 + 0x71F);
}
