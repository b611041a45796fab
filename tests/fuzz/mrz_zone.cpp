// SPDX-License-Identifier: EUPL-1.2
// What a network may say about the cells of a zone, up to nonsense and numbers that are none.
#include "decode.hpp"

#include <cstring>
#include <limits>

using namespace foyer;
using namespace foyer::mrz_reader;

namespace {

// A text becomes the cells that say it, some letters doubtful; anything else, cells of noise.
Cells cells_of(ByteView data) {
  constexpr std::size_t sizes[] = {90, 72, 88, 72, 88, 1, 89};
  Cells cells(sizes[data[0] % std::size(sizes)]);
  const bool text = data[0] < 0xF0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::uint8_t byte = data[1 + i % (data.size() - 1)];
    const std::size_t found = alphabet.find(static_cast<char>(byte & 0x7F));
    const std::size_t said = found == alphabet.npos ? byte % 37U : found;
    for (std::size_t c = 0; c < cells[i].size(); ++c) {
      if (text)
        cells[i][c] = c == said ? -0.01F : (byte & 0x80) != 0 && c == (said + 7) % 37 ? -0.5F : -15;
      else
        cells[i][c] = -static_cast<float>(data[1 + (i * 37 + c * byte) % (data.size() - 1)]) / 9;
    }
    if (byte == 0xFF) {
      cells[i][i % 37] = std::numeric_limits<float>::quiet_NaN();
      cells[i][(i + 1) % 37] = std::numeric_limits<float>::infinity();
    }
  }
  return cells;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2)
    return 0;
  const Cells cells = cells_of(ByteView(data, size));
  const auto decoded = decode(cells);
  if (!decoded)
    return 0;
  const auto mrz = eid::Mrz::parse(view(decoded->zone));
  if (decoded->zone.size() != cells.size() || !mrz.ok() || mrz->layout != decoded->layout)
    __builtin_trap();
  if (decoded->checks_fit && !mrz->check_digits.all_ok())
    __builtin_trap();
  if (!(decoded->margin >= 0) || !(decoded->lost >= -0.001F))
    __builtin_trap();
  return 0;
}
