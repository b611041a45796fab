// SPDX-License-Identifier: EUPL-1.2
// Pages of any shape and content through the checks and what is made of a page by them. The first
// bytes are width, height, dpi and channels; the pixels repeat the rest.
#include <imaging/fingerprint.hpp>
#include <imaging/upright.hpp>

#include <cmath>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 6)
    return 0;
  api::Page page;
  page.width = 1 + data[0] * 2;
  page.height = 1 + data[1] * 2;
  page.dpi = 1 + data[2] * 3;
  page.channels = data[3] % 2 == 0 ? 1 : 3;
  const int zoom = 1 + data[4] % 8;
  const auto rest = size - 5;
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width * page.channels; ++x)
      page.pixels.push_back(
          data[5 + static_cast<std::size_t>(y / zoom * 31 + x / zoom / page.channels) % rest]);
  const auto check = imaging::check_page(page);
  if (!check.ok())
    __builtin_trap();
  if (check->quarter_turns < 0 || check->quarter_turns > 3 ||
      !(std::abs(check->skew_degrees) <= 60))
    __builtin_trap();
  const auto upright = imaging::make_upright(page, *check);
  if (check->outline_is_sure && !upright.ok())
    __builtin_trap();
  const auto print = imaging::fingerprint(page);
  if (print.ok())
    (void)imaging::same_page(*print, *print);
  return 0;
}
