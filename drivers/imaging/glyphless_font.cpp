// SPDX-License-Identifier: EUPL-1.2
#include "glyphless_font.hpp"

#include <array>
#include <string>

namespace foyer::imaging {

namespace {

constexpr int units_per_em = 1'000;
constexpr int glyphs = 2;

// Fields of an OpenType table: most significant byte first.
class Fields {
 public:
  Fields& u16(int value) { return big(static_cast<std::uint32_t>(value), 2); }
  Fields& u32(std::uint32_t value) { return big(value, 4); }
  Fields& zeros(std::size_t count) {
    bytes_.insert(bytes_.end(), count, 0);
    return *this;
  }
  Fields& tag(std::string_view name) {
    append(bytes_, as_bytes(name));
    return *this;
  }
  Fields& raw(const Bytes& bytes) {
    append(bytes_, bytes);
    return *this;
  }
  Bytes take() { return std::move(bytes_); }

 private:
  Fields& big(std::uint32_t value, int size) {
    for (int i = size - 1; i >= 0; --i)
      bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    return *this;
  }
  Bytes bytes_;
};

struct Table {
  const char* tag;
  Bytes bytes;
};

constexpr std::uint32_t head_magic = 0x5F0F3CF5;
// A font's words sum up to this once checkSumAdjustment is in its place (14496-22, "head").
constexpr std::uint32_t whole_sum = 0xB1B0AFBA;
constexpr std::size_t adjustment_at = 8; // within "head"

// In the order of their names, as the directory wants them.
std::array<Table, 8> make_tables() {
  return {{
      // One subtable, format 6 of no characters: what a character is stands in the PDF.
      {"cmap", Fields().u16(0).u16(1).u16(3).u16(1).u32(12).u16(6).u16(10).zeros(6).take()},
      {"glyf", Fields().zeros(4).take()}, // a table without bytes counts as missing
      {"head", Fields()
                   .u32(0x00010000)
                   .u32(0x00010000)
                   .u32(0)
                   .u32(head_magic)
                   .u16(0)
                   .u16(units_per_em)
                   .zeros(16) // when it was made
                   .zeros(8)  // the box around all outlines
                   .u16(0)
                   .u16(8) // smallest readable size in pixels
                   .u16(2)
                   .u16(0) // short offsets in "loca"
                   .u16(0)
                   .take()},
      {"hhea", Fields()
                   .u32(0x00010000)
                   .u16(glyph_ascent)
                   .u16(-glyph_descent)
                   .u16(0)
                   .u16(glyph_advance)
                   .zeros(6)
                   .u16(1) // an upright caret
                   .zeros(14)
                   .u16(glyphs)
                   .take()},
      {"hmtx", Fields().u16(glyph_advance).u16(0).u16(glyph_advance).u16(0).take()},
      {"loca", Fields().zeros(2 * (glyphs + 1)).take()},
      {"maxp", Fields().u32(0x00010000).u16(glyphs).zeros(8).u16(1).zeros(16).take()},
      {"post", Fields().u32(0x00030000).zeros(28).take()},
  }};
}

std::uint32_t sum_of(const Bytes& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += std::uint32_t{bytes[i]} << (24 - 8 * (i % 4));
  return sum;
}

void put_adjustment(Bytes& font, std::size_t head_at) {
  const Bytes value = Fields().u32(whole_sum - sum_of(font)).take();
  std::copy(value.begin(), value.end(),
            font.begin() + static_cast<std::ptrdiff_t>(head_at + adjustment_at));
}

} // namespace

Bytes glyphless_font() {
  const auto tables = make_tables();
  constexpr std::size_t directory_entry = 16;
  std::size_t at = 12 + directory_entry * tables.size();
  std::size_t head_at = 0;
  Fields directory;
  Fields body;
  // searchRange, entrySelector and rangeShift of eight tables.
  directory.u32(0x00010000).u16(static_cast<int>(tables.size())).u16(128).u16(3).u16(0);
  for (const Table& table : tables) {
    if (std::string_view(table.tag) == "head")
      head_at = at;
    const std::size_t padding = (4 - table.bytes.size() % 4) % 4;
    directory.tag(table.tag)
        .u32(sum_of(table.bytes))
        .u32(static_cast<std::uint32_t>(at))
        .u32(static_cast<std::uint32_t>(table.bytes.size()));
    body.raw(table.bytes).zeros(padding);
    at += table.bytes.size() + padding;
  }
  Bytes font = directory.raw(body.take()).take();
  put_adjustment(font, head_at);
  return font;
}

} // namespace foyer::imaging
