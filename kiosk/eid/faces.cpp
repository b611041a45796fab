// SPDX-License-Identifier: EUPL-1.2
#include <eid/faces.hpp>

#include <base/byte_fields.hpp>
#include <eid/tlv.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace foyer::eid {
namespace {

constexpr std::size_t most_faces = 16;

Failure broken(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

bool begins_with(ByteView bytes, std::initializer_list<std::uint8_t> head) {
  return bytes.size() >= head.size() && std::equal(head.begin(), head.end(), bytes.begin());
}

// One facial record data block (19794-5 §5.5 to §5.8): facial information of 20 bytes, 8 for each
// feature point, image information of 12, then the image.
Result<Face> read_block(ByteView block) {
  ByteFields record(block);
  record.take(4);
  const auto points = record.big(2);
  record.take(14 + static_cast<std::size_t>(points) * 8);
  record.take(2);
  Face face;
  face.width = static_cast<int>(record.big(2));
  face.height = static_cast<int>(record.big(2));
  record.take(6);
  face.image = record.rest();
  if (face.image.empty())
    return broken("dg2: facial or image information");
  face.format = image_format(face.image);
  return face;
}

// The facial record (19794-5 §5.4): "FAC", version, length, number of images, blocks.
Status read_19794(ByteView data, std::vector<Face>& faces) {
  if (!begins_with(data, {'F', 'A', 'C', 0}))
    return broken("dg2: format identifier");
  ByteFields record(data);
  record.take(12);
  const auto count = record.big(2);
  if (count == 0 || count > most_faces)
    return broken("dg2: number of images");
  ByteView rest = record.rest();
  for (std::uint64_t i = 0; i < count; ++i) {
    ByteFields head(rest);
    const auto length = head.big(4);
    if (!head.whole())
      return broken("dg2: block length");
    // The last block reaches to the end of the data: some issuers got its length wrong.
    const bool last = i + 1 == count;
    if (!last && (length < 4 || length > rest.size()))
      return broken("dg2: block length");
    const std::size_t size = last && (length < 32 || length > rest.size())
                                 ? rest.size()
                                 : static_cast<std::size_t>(length);
    FOYER_TRY(const Face face, read_block(rest.first(size)));
    faces.push_back(face);
    rest = rest.subspan(size);
  }
  return success();
}

std::optional<Tlv> child(ByteView bytes, std::uint32_t tag) {
  const auto found = find_tlv(bytes, tag);
  return found ? std::optional<Tlv>(*found) : std::nullopt;
}

int small_number(const std::optional<Tlv>& number) {
  if (!number || number->value.empty() || number->value.size() > 3)
    return 0;
  int value = 0;
  for (const std::uint8_t byte : number->value)
    value = value * 256 + byte;
  return value;
}

// FaceImageDataBlock (39794-5 annex A, implicit tags): 65 { A0 version, A1 { representations } },
// each 30 { 80 id, A1 imageRepresentation: A0 base: A0 2D block: { 80 the image, A1 { information:
// A7 { 80 width, 81 height } } } }. What is not a two-dimensional image is left out.
Status read_39794(ByteView data, std::vector<Face>& faces) {
  FOYER_TRY(const Tlv block, find_tlv(data, 0x65));
  FOYER_TRY(const Tlv representations, find_tlv(block.value, 0xA1));
  TlvReader list(representations.value);
  while (!list.at_end()) {
    FOYER_TRY(const Tlv representation, list.next(0x30));
    const auto image = child(representation.value, 0xA1);
    const auto base = image ? child(image->value, 0xA0) : std::nullopt;
    const auto flat = base ? child(base->value, 0xA0) : std::nullopt;
    const auto bytes = flat ? child(flat->value, 0x80) : std::nullopt;
    if (!bytes)
      continue;
    Face face{FaceEncoding::iso_39794, image_format(bytes->value), 0, 0, bytes->value};
    if (const auto information = child(flat->value, 0xA1))
      if (const auto size = child(information->value, 0xA7)) {
        face.width = small_number(child(size->value, 0x80));
        face.height = small_number(child(size->value, 0x81));
      }
    faces.push_back(face);
    if (faces.size() > most_faces)
      return broken("dg2: number of images");
  }
  return success();
}

// 7F60 { A1 header, then 5F2E (19794) or 7F2E (39794, or encrypted) }.
Status read_template(ByteView content, std::vector<Face>& faces) {
  TlvReader fields(content);
  while (!fields.at_end()) {
    FOYER_TRY(const Tlv field, fields.next());
    if (field.tag == 0x5F2E)
      FOYER_CHECK(read_19794(field.value, faces));
    if (field.tag != 0x7F2E)
      continue;
    if (begins_with(field.value, {'F', 'A', 'C', 0}))
      FOYER_CHECK(read_19794(field.value, faces));
    else if (const auto plain = child(field.value, 0xA1))
      FOYER_CHECK(read_39794(plain->value, faces));
  }
  return success();
}

} // namespace

ImageFormat image_format(ByteView image) {
  if (begins_with(image, {0xFF, 0xD8, 0xFF}))
    return ImageFormat::jpeg;
  if (begins_with(image, {0x00, 0x00, 0x00, 0x0C, 'j', 'P', ' ', ' ', 0x0D, 0x0A, 0x87, 0x0A}) ||
      begins_with(image, {0xFF, 0x4F, 0xFF, 0x51}))
    return ImageFormat::jpeg2000;
  return ImageFormat::unknown;
}

Result<std::vector<Face>> parse_faces(ByteView ef_dg2) {
  FOYER_TRY(const Tlv file, TlvReader(ef_dg2).next(0x75));
  FOYER_TRY(const Tlv group, find_tlv(file.value, 0x7F61));
  std::vector<Face> faces;
  TlvReader templates(group.value);
  while (!templates.at_end()) {
    FOYER_TRY(const Tlv one, templates.next());
    if (one.tag == 0x7F60) // 02 is their number
      FOYER_CHECK(read_template(one.value, faces));
    if (faces.size() > most_faces)
      return broken("dg2: number of images");
  }
  return faces;
}

} // namespace foyer::eid
