// SPDX-License-Identifier: EUPL-1.2
// Turns what sane_read delivers (lines with padding, 1, 8 or 16 bits a sample) into our rows of
// 8-bit samples in the page's memory.
#pragma once

#include <base/bytes.hpp>

#include <cstddef>

namespace foyer::scanner_sane {

struct LineShape {
  int width = 0;
  int channels = 1;
  int depth = 8;          // 1, 8 or 16 bits a sample
  int bytes_per_line = 0; // as delivered
};

// True where the numbers fit together; the writer needs that.
bool valid(const LineShape& shape);

class RowWriter {
 public:
  // Writes into `memory` (a file descriptor) from its beginning, at most `max_bytes`. `to_grey`:
  // colours become their brightness.
  RowWriter(int memory, const LineShape& shape, std::uint64_t max_bytes, bool to_grey = false);

  enum class Outcome : std::uint8_t { ok, too_large, io_failed };
  Outcome write(ByteView delivered);

  [[nodiscard]] int rows() const { return rows_; }
  // Bytes of a line that has not been completed.
  [[nodiscard]] std::size_t pending() const { return line_.size(); }

 private:
  Outcome write_row(ByteView line);

  int memory_;
  LineShape shape_;
  std::uint64_t max_bytes_;
  bool to_grey_;
  std::uint64_t written_ = 0;
  int rows_ = 0;
  Bytes line_;
  Bytes row_;
};

} // namespace foyer::scanner_sane
