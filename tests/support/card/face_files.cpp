// SPDX-License-Identifier: EUPL-1.2
// EF.DG2 (ICAO 9303-10 §4.7.2): biometric information templates around a face in either encoding.
#include <card/documents.hpp>

#include "ber.hpp"

namespace foyer::card {
namespace {

constexpr int width = 240;
constexpr int height = 320;

void put(Bytes& out, std::uint32_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>((value >> static_cast<unsigned>(shift)) & 0xFFU));
}

// 75 { 7F61 { 02 count, 7F60 { A1 header, data } } }; the header names owner 0101 and the format.
Bytes template_around(std::uint8_t format, const Bytes& data) {
  const auto small = [](std::uint32_t tag, const Bytes& value) {
    return ber::element(tag, ByteView(value));
  };
  const Bytes header =
      ber::element(0xA1, {small(0x80, {0x01, 0x01}), small(0x81, {0x02}), small(0x82, {0x00}),
                          small(0x87, {0x01, 0x01}), small(0x88, {0x00, format})});
  return ber::element(
      0x75, {ber::element(0x7F61, {ber::integer(1), ber::element(0x7F60, {header, data})})});
}

} // namespace

Bytes ef_dg2_19794(FaceCode code) {
  const Bytes image = face_image(code, width, height);
  Bytes block; // §5.5 and §5.7: features, pose, then the image's properties
  put(block, static_cast<std::uint32_t>(20 + 12 + image.size()), 4);
  put(block, 0, 2); // feature points
  put(block, 2, 1); // female
  put(block, 0, 2); // eyes, hair
  put(block, 0, 3); // properties
  put(block, 0, 2); // expression
  put(block, 0, 3); // pose
  put(block, 0, 3); // its uncertainty
  put(block, 1, 1); // full frontal
  put(block, code == FaceCode::jpeg ? 0 : 1, 1);
  put(block, width, 2);
  put(block, height, 2);
  put(block, 1, 1); // RGB
  put(block, 2, 1); // from a digital camera
  put(block, 0, 2); // device
  put(block, 0, 2); // quality
  append(block, image);
  Bytes record = to_bytes(as_bytes(std::string_view("FAC\0"
                                                    "010\0",
                                                    8)));
  put(record, static_cast<std::uint32_t>(14 + block.size()), 4);
  put(record, 1, 2); // faces
  append(record, block);
  return template_around(0x08, ber::element(0x5F2E, ByteView(record)));
}

Bytes ef_dg2_39794(FaceCode code) {
  const auto number = [](std::uint32_t tag, unsigned value) {
    Bytes content;
    if (value > 0x7F)
      content.push_back(static_cast<std::uint8_t>(value >> 8U));
    content.push_back(static_cast<std::uint8_t>(value & 0xFFU));
    return ber::element(tag, ByteView(content));
  };
  const Bytes version = ber::element(0xA0, {number(0x80, 3), number(0x81, 2019)});
  const Bytes format = ber::element(0xA0, {number(0x80, code == FaceCode::jpeg ? 2 : 3)});
  const Bytes size = ber::element(0xA7, {number(0x80, width), number(0x81, height)});
  const Bytes information = ber::element(0xA1, {format, size});
  const Bytes flat = ber::element(
      0xA0, {ber::element(0x80, ByteView(face_image(code, width, height))), information});
  const Bytes image = ber::element(0xA1, {ber::element(0xA0, {flat})});
  const Bytes representation = ber::sequence({number(0x80, 0), image});
  const Bytes block = ber::element(0x65, {version, ber::element(0xA1, {representation})});
  return template_around(0x2A, ber::element(0x7F2E, {ber::element(0xA1, {block})}));
}

} // namespace foyer::card
