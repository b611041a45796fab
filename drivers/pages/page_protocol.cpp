// SPDX-License-Identifier: EUPL-1.2
#include <pages/page_protocol.hpp>

#include <base/file_descriptor.hpp>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <sys/socket.h>

namespace foyer::pages {

namespace {

constexpr std::size_t head_size = 5;       // a mark, and what is said
constexpr std::uint64_t mark = 0x50594F46; // "FOYP"
constexpr int longest_side = 65'000;       // as check_shape() has it

void append_number(Bytes& to, int value) {
  append_little(to, static_cast<std::uint32_t>(value), 4);
}

// What does not fit is below every bound.
int read_number(ByteFields& fields) {
  return static_cast<int>(static_cast<std::int32_t>(fields.little(4)));
}

void append_points(Bytes& to, const std::array<Point, 4>& points) {
  for (const Point& point : points)
    for (const float value : {point.x, point.y})
      append_little(to, std::bit_cast<std::uint32_t>(value), 4);
}

// A corner may lie beside its page, but not far away.
bool read_points(ByteFields& fields, std::array<Point, 4>& points) {
  bool plausible = true;
  for (Point& point : points)
    for (float* value : {&point.x, &point.y}) {
      *value = std::bit_cast<float>(static_cast<std::uint32_t>(fields.little(4)));
      plausible = plausible && std::isfinite(*value) && std::abs(*value) <= 2 * longest_side;
    }
  return plausible && fields.whole();
}

} // namespace

Status send(int socket, const PageMessage& message) {
  Bytes packet;
  append_little(packet, mark, 4);
  append_little(packet, static_cast<std::uint64_t>(message.said), 1);
  append(packet, message.fields);
  if (::send(socket, packet.data(), packet.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(packet.size()))
    return fail(FailureCode::io_failed, "page message: " + errno_text());
  return success();
}

Result<PageMessage> receive(int socket) {
  Bytes packet(head_size + most_fields + 1);
  ssize_t size = 0;
  do {
    size = ::recv(socket, packet.data(), packet.size(), 0);
  } while (size < 0 && errno == EINTR);
  if (size <= 0)
    return fail(FailureCode::io_failed, "page message");
  packet.resize(static_cast<std::size_t>(size));
  ByteFields fields(packet);
  const bool ours = fields.little(4) == mark;
  const auto said = fields.little(1);
  if (!ours || !fields.whole() || packet.size() > head_size + most_fields || said == 0 ||
      said > static_cast<std::uint64_t>(Said::failed))
    return fail(FailureCode::malformed, "page message");
  return PageMessage{static_cast<Said>(said), to_bytes(fields.rest())};
}

Shape shape_of(const api::Page& page) {
  return {page.width, page.height, page.channels, page.dpi};
}

void append_shape(Bytes& to, const Shape& shape) {
  append_sides(to, shape.width, shape.height);
  append_little(to, static_cast<std::uint64_t>(shape.channels), 1);
  append_number(to, shape.dpi);
}

std::optional<Shape> read_shape(ByteFields& fields) {
  const auto sides = read_sides(fields, longest_side);
  const auto channels = static_cast<int>(fields.little(1));
  const int dpi = read_number(fields);
  if (!sides || !fields.whole() || (channels != 1 && channels != 3) || dpi < 1)
    return std::nullopt;
  return Shape{sides->width, sides->height, channels, dpi};
}

void append_sides(Bytes& to, int width, int height) {
  append_number(to, width);
  append_number(to, height);
}

std::optional<Sides> read_sides(ByteFields& fields, int longest) {
  const int width = read_number(fields);
  const int height = read_number(fields);
  if (!fields.whole() || width < 1 || height < 1 || width > longest || height > longest)
    return std::nullopt;
  return Sides{width, height};
}

void append_bool(Bytes& to, bool value) {
  append_little(to, value ? 1 : 0, 1);
}

std::optional<bool> read_bool(ByteFields& fields) {
  const auto value = fields.little(1);
  if (!fields.whole() || value > 1)
    return std::nullopt;
  return value == 1;
}

void append_check(Bytes& to, const PageCheck& check) {
  append_number(to, check.paper);
  append_number(to, check.marks);
  for (const bool value : {check.looks_empty, check.looks_dark, check.looks_faint,
                           check.looks_blurred, check.has_glare, check.has_shadow, check.is_cut_off,
                           check.turn_is_sure, check.outline_is_sure})
    append_bool(to, value);
  append_little(to, static_cast<std::uint64_t>(check.quarter_turns), 1);
  append_little(to, std::bit_cast<std::uint64_t>(check.skew_degrees), 8);
  append_points(to, check.outline);
  append_little(to, static_cast<std::uint64_t>(check.kind), 1);
}

std::optional<PageCheck> read_check(ByteFields& fields, const Shape& page) {
  PageCheck check;
  check.paper = read_number(fields);
  check.marks = read_number(fields);
  bool plausible = check.paper >= 0 && check.paper <= 255 && check.marks >= 0 &&
                   static_cast<std::size_t>(check.marks) <= page.bytes();
  for (bool* value : {&check.looks_empty, &check.looks_dark, &check.looks_faint,
                      &check.looks_blurred, &check.has_glare, &check.has_shadow, &check.is_cut_off,
                      &check.turn_is_sure, &check.outline_is_sure}) {
    const auto read = read_bool(fields);
    plausible = plausible && read;
    *value = read.value_or(false);
  }
  check.quarter_turns = static_cast<int>(fields.little(1));
  check.skew_degrees = std::bit_cast<double>(fields.little(8));
  plausible = plausible && check.quarter_turns <= 3 && std::isfinite(check.skew_degrees) &&
              std::abs(check.skew_degrees) <= 90;
  plausible = read_points(fields, check.outline) && plausible;
  const auto kind = fields.little(1);
  if (!plausible || !fields.whole() || kind > static_cast<std::uint64_t>(PaperKind::larger))
    return std::nullopt;
  check.kind = static_cast<PaperKind>(kind);
  return check;
}

void append_codes(Bytes& to, const std::vector<Code>& codes) {
  append_little(to, codes.size(), 1);
  for (const Code& code : codes) {
    append_little(to, static_cast<std::uint64_t>(code.format), 1);
    append_points(to, code.corners);
    append_little(to, code.content.size(), 4);
  }
}

std::optional<std::vector<CodeEntry>> read_codes(ByteFields& fields) {
  const auto count = fields.little(1);
  if (!fields.whole() || count > most_codes)
    return std::nullopt;
  std::vector<CodeEntry> entries(count);
  for (CodeEntry& entry : entries) {
    const auto format = fields.little(1);
    const bool placed = read_points(fields, entry.corners);
    entry.size = fields.little(4);
    if (!placed || !fields.whole() || format > static_cast<std::uint64_t>(CodeFormat::pdf417) ||
        entry.size == 0 || entry.size > code_limit)
      return std::nullopt;
    entry.format = static_cast<CodeFormat>(format);
  }
  return entries;
}

void append_failure(Bytes& to, FailureCode code) {
  append_little(to, static_cast<std::uint64_t>(code), 4);
}

std::optional<FailureCode> read_failure(ByteFields& fields) {
  const auto read = fields.little(4);
  for (const FailureCode code :
       {FailureCode::image_malformed, FailureCode::page_too_large, FailureCode::io_failed,
        FailureCode::malformed, FailureCode::internal})
    if (fields.whole() && read == static_cast<std::uint64_t>(code))
      return code;
  return std::nullopt;
}

} // namespace foyer::pages
