// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <eid/faces.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;

namespace {

const Bytes jpeg = test::hex("FFD8FFE000104A464946FFD9");
const Bytes jp2 = test::hex("0000000C6A5020200D0A870A00000014");
const Bytes codestream = test::hex("FF4FFF5100290000FFD9");

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts)
    append(all, part);
  return all;
}

Bytes number(std::size_t value, std::size_t size) {
  Bytes out;
  for (std::size_t i = size; i-- > 0;)
    out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  return out;
}

// A facial record data block of 19794-5 with `points` feature points.
Bytes block(const Bytes& image, std::size_t width, std::size_t height, std::size_t points = 0) {
  return joined({number(20 + 8 * points + 12 + image.size(), 4), number(points, 2), Bytes(14),
                 Bytes(8 * points, 0x11), test::hex("0100"), number(width, 2), number(height, 2),
                 test::hex("010200000000"), image});
}

Bytes record(std::initializer_list<Bytes> blocks) {
  const Bytes all = joined(blocks);
  return joined(
      {test::hex("4641430030313000"), number(14 + all.size(), 4), number(blocks.size(), 2), all});
}

// The biometric header template: a face, of the format with this type (9303-10 §4.7.2.1).
Bytes bio_header(std::uint8_t type) {
  return tlv(0xA1, ByteView(joined({test::hex("810102"), test::hex("820100"), test::hex("87020101"),
                                    test::hex("8802"), Bytes{0x00, type}})));
}

Bytes dg2(std::initializer_list<Bytes> templates) {
  Bytes all = tlv(0x02, ByteView(number(templates.size(), 1)));
  for (const Bytes& data : templates)
    append(all, tlv(0x7F60, ByteView(joined({bio_header(0x08), data}))));
  return tlv(0x75, ByteView(tlv(0x7F61, ByteView(all))));
}

Bytes old_data(const Bytes& facial_record) {
  return tlv(0x5F2E, ByteView(facial_record));
}

// 39794-5 annex A, as 9303-10 §4.7.2.2 puts it into DG2.
Bytes representation(const Bytes& image, int id) {
  const Bytes size = tlv(0xA7, ByteView(test::hex("800201A481020214")));
  const Bytes information = tlv(0xA1, ByteView(joined({test::hex("A003800102"), size})));
  const Bytes flat = tlv(0xA0, ByteView(joined({tlv(0x80, ByteView(image)), information})));
  const Bytes base = tlv(0xA0, ByteView(flat));
  return tlv(0x30, ByteView(joined({tlv(0x80, ByteView(number(static_cast<std::size_t>(id), 1))),
                                    tlv(0xA1, ByteView(base))})));
}

Bytes new_data(std::initializer_list<Bytes> representations) {
  const Bytes block = tlv(0x65, ByteView(joined({tlv(0xA0, ByteView(test::hex("800103810207E3"))),
                                                 tlv(0xA1, ByteView(joined(representations)))})));
  return tlv(0x7F2E, ByteView(tlv(0xA1, ByteView(block))));
}

} // namespace

TEST_CASE("faces: an image is known by its first bytes") {
  CHECK(image_format(jpeg) == ImageFormat::jpeg);
  CHECK(image_format(jp2) == ImageFormat::jpeg2000);
  CHECK(image_format(codestream) == ImageFormat::jpeg2000);
  CHECK(image_format(test::hex("89504E470D0A1A0A")) == ImageFormat::unknown);
  CHECK(image_format({}) == ImageFormat::unknown);
}

TEST_CASE("faces: a face of ISO 19794-5 is found behind its feature points") {
  const Bytes file = dg2({old_data(record({block(jpeg, 413, 531, 3)}))});
  const auto faces = parse_faces(file);
  REQUIRE(faces.ok());
  REQUIRE(faces->size() == 1);
  const Face& face = faces->front();
  CHECK(face.encoding == FaceEncoding::iso_19794);
  CHECK(face.format == ImageFormat::jpeg);
  CHECK(face.width == 413);
  CHECK(face.height == 531);
  CHECK(to_bytes(face.image) == jpeg);
}

TEST_CASE("faces: several in one record and several templates are all found, in order") {
  const Bytes file = dg2({old_data(record({block(jp2, 1, 2), block(codestream, 3, 4, 1)})),
                          old_data(record({block(jpeg, 5, 6)}))});
  const auto faces = parse_faces(file);
  REQUIRE(faces.ok());
  REQUIRE(faces->size() == 3);
  CHECK(to_bytes(faces->at(0).image) == jp2);
  CHECK(to_bytes(faces->at(1).image) == codestream);
  CHECK(faces->at(1).format == ImageFormat::jpeg2000);
  CHECK(to_bytes(faces->at(2).image) == jpeg);
}

TEST_CASE("faces: the faces of ISO 39794-5 are found") {
  const Bytes file = dg2({new_data({representation(jpeg, 0), representation(codestream, 1)})});
  const auto faces = parse_faces(file);
  REQUIRE(faces.ok());
  REQUIRE(faces->size() == 2);
  CHECK(faces->at(0).encoding == FaceEncoding::iso_39794);
  CHECK(faces->at(0).format == ImageFormat::jpeg);
  CHECK(faces->at(0).width == 420);
  CHECK(faces->at(0).height == 532);
  CHECK(to_bytes(faces->at(0).image) == jpeg);
  CHECK(to_bytes(faces->at(1).image) == codestream);
}

TEST_CASE("faces: encrypted templates and three-dimensional shapes have no picture") {
  CHECK(parse_faces(dg2({tlv(0x7F2E, ByteView(test::hex("8504AABBCCDD")))}))->empty());
  const Bytes shape = tlv(0x30, ByteView(test::hex("800100A104A002A100")));
  CHECK(parse_faces(dg2({new_data({shape})}))->empty());
}

TEST_CASE("faces: a wrong length of the last block costs nothing, of another one the reading") {
  Bytes last = record({block(jpeg, 1, 1)});
  for (const std::uint8_t wrong : Bytes{0x00, 0xFF}) {
    last[17] = wrong;
    const Bytes file = dg2({old_data(last)});
    const auto faces = parse_faces(file);
    REQUIRE(faces.ok());
    CHECK(to_bytes(faces->front().image) == jpeg);
  }
  Bytes first = record({block(jpeg, 1, 1), block(jpeg, 1, 1)});
  first[16] = 0xFF;
  CHECK_FALSE(parse_faces(dg2({old_data(first)})).ok());
}

TEST_CASE("faces: more than sixteen, none at all, and other formats are refused") {
  Bytes many = record({block(jpeg, 1, 1)});
  many[13] = 17;
  CHECK_FALSE(parse_faces(dg2({old_data(many)})).ok());
  many[13] = 0;
  CHECK_FALSE(parse_faces(dg2({old_data(many)})).ok());
  CHECK_FALSE(parse_faces(dg2({old_data(test::hex("46495200"))})).ok());
  CHECK_FALSE(parse_faces(test::hex("7500")).ok());
  CHECK_FALSE(parse_faces(test::hex("6100")).ok());
}

TEST_CASE("faces: what is cut anywhere is refused, in both encodings") {
  for (const Bytes& file : {dg2({old_data(record({block(jpeg, 413, 531, 2)}))}),
                            dg2({new_data({representation(jpeg, 0)})})})
    for (std::size_t size = 0; size < file.size(); ++size) {
      INFO("cut to " << size);
      CHECK_FALSE(parse_faces(ByteView(file).first(size)).ok());
    }
  // The facial record cut inside a container that fits.
  const Bytes facial = record({block(jpeg, 413, 531, 2)});
  const std::size_t before_image = facial.size() - jpeg.size();
  for (std::size_t size = 0; size < facial.size(); ++size) {
    INFO("record cut to " << size);
    Bytes cut(facial.begin(), facial.begin() + static_cast<std::ptrdiff_t>(size));
    const Bytes file = dg2({old_data(cut)});
    const auto faces = parse_faces(file);
    CHECK(faces.ok() == (size > before_image));
  }
}
