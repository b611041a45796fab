// SPDX-License-Identifier: EUPL-1.2
#include <base/byte_fields.hpp>

#include <catch2/catch.hpp>

using namespace foyer;

TEST_CASE("fields are read from the front in either order of bytes") {
  const Bytes bytes{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07};
  ByteFields fields(bytes);
  CHECK(fields.little(2) == 0x0201);
  CHECK(fields.big(3) == 0x030405);
  CHECK(to_bytes(fields.take(1)) == Bytes{0x06});
  CHECK_FALSE(fields.ends_well());
  CHECK(fields.little(1) == 0x07);
  CHECK(fields.ends_well());
  CHECK(fields.take(0).empty());
  CHECK(fields.ends_well());
}

TEST_CASE("once a field does not fit, nothing does") {
  const Bytes bytes{1, 2, 3};
  ByteFields fields(bytes);
  CHECK(fields.little(4) == 0);
  CHECK_FALSE(fields.whole());
  CHECK(fields.little(1) == 0);
  CHECK(fields.take(1).empty());
  CHECK_FALSE(fields.ends_well());
}

TEST_CASE("numbers are written as they are read") {
  Bytes bytes{9};
  append_little(bytes, 0xA1B2C3D4E5F60718, 8);
  append_little(bytes, 0x12345, 2); // the upper part does not fit
  ByteFields fields(bytes);
  CHECK(fields.big(1) == 9);
  CHECK(fields.little(8) == 0xA1B2C3D4E5F60718);
  CHECK(fields.little(2) == 0x2345);
  CHECK(fields.ends_well());
}
