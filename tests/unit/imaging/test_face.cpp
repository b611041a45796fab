// SPDX-License-Identifier: EUPL-1.2
#include <card/documents.hpp>
#include <imaging/face.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace foyer;
using namespace foyer::imaging;
using card::FaceCode;

namespace {

// Mean difference of the colours, alpha left out.
double difference(const Preview& a, const Preview& b) {
  REQUIRE(a.rgba.size() == b.rgba.size());
  std::int64_t sum = 0, count = 0;
  for (std::size_t i = 0; i < a.rgba.size(); ++i)
    if (i % 4 != 3) {
      sum += std::abs(int{a.rgba[i]} - int{b.rgba[i]});
      ++count;
    }
  return static_cast<double>(sum) / static_cast<double>(count);
}

// Big-endian numbers within a file's header.
void put(Bytes& bytes, std::size_t at, std::uint32_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i)
    bytes.at(at + i) = static_cast<std::uint8_t>(value >> (8 * (size - 1 - i)));
}

std::size_t find(const Bytes& bytes, std::uint8_t first, std::uint8_t second) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i)
    if (bytes[i] == first && bytes[i + 1] == second)
      return i;
  FAIL("marker is missing");
  return 0;
}

} // namespace

TEST_CASE("face: JPEG, JPEG2000 and its raw codestream show the same face") {
  const auto jpeg = decode_face(card::face_image(FaceCode::jpeg));
  REQUIRE(jpeg.ok());
  CHECK(jpeg->width == 240);
  CHECK(jpeg->height == 320);
  for (const FaceCode code : {FaceCode::jpeg2000, FaceCode::jpeg2000_codestream}) {
    const auto other = decode_face(card::face_image(code));
    REQUIRE(other.ok());
    CHECK(other->width == 240);
    CHECK(difference(*jpeg, *other) < 6.0);
  }
  // Not an empty picture that is alike by chance.
  Preview white;
  white.rgba.assign(jpeg->rgba.size(), 255);
  CHECK(difference(*jpeg, white) > 10.0);
  for (std::size_t i = 3; i < jpeg->rgba.size(); i += 4)
    if (jpeg->rgba[i] != 255)
      FAIL("alpha");
}

TEST_CASE("face: sides beyond the limit are refused before anything is unpacked") {
  Bytes jpeg = card::face_image(FaceCode::jpeg);
  const std::size_t frame =
      find(jpeg, 0xFF, 0xC0); // SOF0: marker, length, precision, height, width
  put(jpeg, frame + 5, 60'000, 2);
  CHECK(decode_face(jpeg).failure().code == FailureCode::page_too_large);
  put(jpeg, frame + 5, 4'090, 2);
  put(jpeg, frame + 7, 4'090, 2);
  CHECK(decode_face(jpeg).failure().code == FailureCode::page_too_large);

  Bytes wide = card::face_image(FaceCode::jpeg2000_codestream);
  const std::size_t size = find(wide, 0xFF, 0x51); // SIZ: marker, length, Rsiz, Xsiz, Ysiz
  put(wide, size + 6, 5'000, 4);
  CHECK(decode_face(wide).failure().code == FailureCode::page_too_large);
}

TEST_CASE("face: what is no picture, or cut, is malformed or a part of it, never a crash") {
  CHECK(decode_face({}).failure().code == FailureCode::image_malformed);
  CHECK(decode_face(Bytes{0x89, 'P', 'N', 'G'}).failure().code == FailureCode::image_malformed);
  for (const FaceCode code : {FaceCode::jpeg, FaceCode::jpeg2000, FaceCode::jpeg2000_codestream}) {
    const Bytes whole = card::face_image(code, 120, 160);
    for (std::size_t size = 0; size < whole.size(); size += size < 200 ? 1 : 61) {
      const auto face = decode_face(ByteView(whole).first(size));
      CHECK((!face.ok() || face->rgba.size() == std::size_t{120} * 160 * 4));
    }
  }
}
