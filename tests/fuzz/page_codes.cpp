// SPDX-License-Identifier: EUPL-1.2
// A hostile printed code: a small page of large modules, one bit each, through all readers.
#include <imaging/codes.hpp>

#include <cmath>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // 25 modules a side: the smaller half of each kind, at a tenth of the time.
  if (size < 1 || size > 80)
    return 0;
  const auto side = static_cast<int>(std::sqrt(static_cast<double>(size) * 8)) + 4;
  constexpr int module = 3;
  api::Page page;
  page.channels = 1;
  page.dpi = 150;
  page.width = page.height = side * module;
  page.pixels.assign(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height),
                     250);
  const int inner = side - 4;
  for (int y = 0; y < inner * module; ++y)
    for (int x = 0; x < inner * module; ++x) {
      const auto bit = static_cast<std::size_t>(y / module * inner + x / module);
      if (bit / 8 < size && (data[bit / 8] >> (7 - bit % 8) & 1) != 0)
        page.pixels[static_cast<std::size_t>((y + 2 * module) * page.width + x + 2 * module)] = 10;
    }
  const auto codes = imaging::read_codes(page);
  if (!codes.ok() || codes->size() > imaging::most_codes)
    __builtin_trap();
  for (const auto& code : *codes)
    if (code.content.size() > imaging::code_limit)
      __builtin_trap();
  return 0;
}
