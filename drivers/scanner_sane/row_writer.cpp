// SPDX-License-Identifier: EUPL-1.2
#include "row_writer.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unistd.h>

namespace foyer::scanner_sane {

namespace {

std::size_t needed_bytes(const LineShape& shape) {
  const auto samples =
      static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.channels);
  if (shape.depth == 1)
    return (static_cast<std::size_t>(shape.width) + 7) / 8;
  return samples * (shape.depth == 16 ? 2 : 1);
}

// SANE standard 3.2.1: one bit a pixel is packed from the highest bit, and 1 is black.
void expand_bits(ByteView line, std::span<std::uint8_t> row) {
  for (std::size_t x = 0; x < row.size(); ++x)
    row[x] = (line[x / 8] >> (7U - x % 8)) & 1U ? 0 : 255;
}

// 16-bit samples come in the byte order of this machine; the upper byte is enough.
void narrow(ByteView line, std::span<std::uint8_t> row) {
  constexpr std::size_t upper = std::endian::native == std::endian::little ? 1 : 0;
  for (std::size_t x = 0; x < row.size(); ++x)
    row[x] = line[2 * x + upper];
}

// ITU-R BT.601 luma, in place. Returns the grey part.
ByteView merge_colours(std::span<std::uint8_t> row) {
  for (std::size_t x = 0; 3 * x < row.size(); ++x)
    row[x] = static_cast<std::uint8_t>(
        (299 * row[3 * x] + 587 * row[3 * x + 1] + 114 * row[3 * x + 2] + 500) / 1000);
  return row.first(row.size() / 3);
}

} // namespace

bool valid(const LineShape& shape) {
  return shape.width > 0 && shape.width <= 65'000 && (shape.channels == 1 || shape.channels == 3) &&
         (shape.depth == 8 || shape.depth == 16 || (shape.depth == 1 && shape.channels == 1)) &&
         shape.bytes_per_line > 0 && shape.bytes_per_line <= 1'000'000 &&
         static_cast<std::size_t>(shape.bytes_per_line) >= needed_bytes(shape);
}

RowWriter::RowWriter(int memory, const LineShape& shape, std::uint64_t max_bytes, bool to_grey)
    : memory_(memory), shape_(shape), max_bytes_(max_bytes),
      to_grey_(to_grey && shape.channels == 3) {
  row_.resize(static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.channels));
}

RowWriter::Outcome RowWriter::write(ByteView delivered) {
  const auto line_size = static_cast<std::size_t>(shape_.bytes_per_line);
  while (!delivered.empty()) {
    if (line_.empty() && delivered.size() >= line_size) {
      if (const auto outcome = write_row(delivered.first(line_size)); outcome != Outcome::ok)
        return outcome;
      delivered = delivered.subspan(line_size);
      continue;
    }
    const auto take = std::min(line_size - line_.size(), delivered.size());
    append(line_, delivered.first(take));
    delivered = delivered.subspan(take);
    if (line_.size() == line_size) {
      const auto outcome = write_row(line_);
      line_.clear();
      if (outcome != Outcome::ok)
        return outcome;
    }
  }
  return Outcome::ok;
}

RowWriter::Outcome RowWriter::write_row(ByteView line) {
  ByteView row = line.first(std::min(line.size(), row_.size()));
  if (shape_.depth == 1) {
    expand_bits(line, row_);
    row = row_;
  } else if (shape_.depth == 16) {
    narrow(line, row_);
    row = row_;
  }
  if (to_grey_) {
    if (shape_.depth == 8)
      std::copy(row.begin(), row.end(), row_.begin());
    row = merge_colours(row_);
  }
  if (written_ + row.size() > max_bytes_)
    return Outcome::too_large;
  while (!row.empty()) {
    const ssize_t n = ::pwrite(memory_, row.data(), row.size(), static_cast<off_t>(written_));
    if (n <= 0)
      return Outcome::io_failed;
    row = row.subspan(static_cast<std::size_t>(n));
    written_ += static_cast<std::uint64_t>(n);
  }
  ++rows_;
  return Outcome::ok;
}

} // namespace foyer::scanner_sane
