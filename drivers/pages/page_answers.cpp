// SPDX-License-Identifier: EUPL-1.2
#include "page_answers.hpp"

#include <pages/shared_memory.hpp>

#include <cmath>

namespace foyer::pages {

namespace {

Failure refused() {
  return fail(FailureCode::malformed, "page answer");
}

// A turned page is at most as long as its diagonal.
Result<std::shared_ptr<const api::Page>> take_upright(ByteFields& fields, int memory,
                                                      const Shape& page) {
  const auto diagonal = static_cast<int>(std::hypot(page.width, page.height)) + 2;
  const auto sides = read_sides(fields, diagonal);
  if (!sides)
    return refused();
  auto upright = std::make_shared<api::Page>();
  upright->width = sides->width;
  upright->height = sides->height;
  upright->channels = page.channels;
  upright->dpi = page.dpi;
  upright->pixels.resize(shape_of(*upright).bytes());
  FOYER_CHECK(get(memory, 0, upright->pixels));
  return std::shared_ptr<const api::Page>(std::move(upright));
}

Result<Fingerprint> take_ink(ByteFields& fields, int memory, std::size_t offset) {
  const auto sides = read_sides(fields, most_print_side);
  if (!sides || sides->area() > most_print_pixels)
    return refused();
  Fingerprint print;
  print.width = sides->width;
  print.height = sides->height;
  print.ink.resize(sides->area());
  FOYER_CHECK(get(memory, offset, print.ink));
  return print;
}

} // namespace

Result<PreparedPage> take_prepared(const PageMessage& answer, int memory, const Shape& page) {
  ByteFields fields(answer.fields);
  PreparedPage made;
  const auto check = read_check(fields, page);
  const auto upright = read_bool(fields);
  if (answer.said != Said::prepared || !check || !upright)
    return refused();
  made.check = *check;
  std::size_t offset = 0;
  if (*upright) {
    FOYER_TRY(made.upright, take_upright(fields, memory, page));
    offset = made.upright->pixels.size();
  }
  const auto print = read_bool(fields);
  if (!print)
    return refused();
  if (*print) {
    FOYER_TRY(made.print, take_ink(fields, memory, offset));
  }
  const auto known = read_bool(fields);
  if (!known || (*known && !*print) || !fields.ends_well())
    return refused();
  made.known = *known;
  return made;
}

Result<Fingerprint> take_print(const PageMessage& answer, int memory) {
  ByteFields fields(answer.fields);
  if (answer.said != Said::fingerprint)
    return refused();
  FOYER_TRY(auto print, take_ink(fields, memory, 0));
  if (!fields.ends_well())
    return refused();
  return print;
}

Result<std::vector<Code>> take_codes(const PageMessage& answer, int memory) {
  ByteFields fields(answer.fields);
  const auto entries = read_codes(fields);
  if (answer.said != Said::codes || !entries || !fields.ends_well())
    return refused();
  std::vector<Code> codes;
  std::size_t offset = 0;
  for (const CodeEntry& entry : *entries) {
    Bytes content(entry.size);
    const Status got = get(memory, offset, content);
    Code code{
        .format = entry.format, .content = Secret(std::move(content)), .corners = entry.corners};
    FOYER_CHECK(got);
    offset += entry.size;
    codes.push_back(std::move(code));
  }
  return codes;
}

Result<std::optional<PrintedZone>> take_zone(const PageMessage& answer, int memory) {
  ByteFields fields(answer.fields);
  const auto there = read_bool(fields);
  const auto sure = read_bool(fields);
  const auto size = fields.little(1);
  if (answer.said != Said::zone || !there || !sure || !fields.ends_well() || size > most_zone ||
      *there != (size > 0))
    return refused();
  if (!*there)
    return std::optional<PrintedZone>();
  Bytes characters(size);
  const Status got = get(memory, 0, characters);
  PrintedZone zone{Secret(std::move(characters)), *sure};
  FOYER_CHECK(got);
  return std::optional(std::move(zone));
}

Result<Preview> take_face(const PageMessage& answer, int memory) {
  ByteFields fields(answer.fields);
  const auto sides = read_sides(fields, face_limit);
  if (answer.said != Said::face || !sides || !fields.ends_well() ||
      sides->area() > most_face_pixels)
    return refused();
  Preview face;
  face.width = sides->width;
  face.height = sides->height;
  face.rgba.resize(4 * sides->area());
  FOYER_CHECK(get(memory, 0, face.rgba));
  return face;
}

Result<Bytes> take_pdf(const PageMessage& answer, int memory, std::size_t most_bytes) {
  ByteFields fields(answer.fields);
  const auto size = fields.little(8);
  if (answer.said != Said::pdf || !fields.ends_well() || size == 0 || size > most_bytes)
    return refused();
  Bytes pdf(size);
  FOYER_CHECK(get(memory, 0, pdf));
  return pdf;
}

Result<std::size_t> take_wish(const PageMessage& answer, std::size_t count) {
  ByteFields fields(answer.fields);
  const auto number = fields.little(4);
  if (answer.said != Said::want_sheet || !fields.ends_well() || number >= count)
    return refused();
  return static_cast<std::size_t>(number);
}

} // namespace foyer::pages
