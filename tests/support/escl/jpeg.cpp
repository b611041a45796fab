// SPDX-License-Identifier: EUPL-1.2
#include "jpeg.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <jpeglib.h>

namespace foyer::support_escl {

namespace {

std::uint8_t sample(const api::Page& page, int x, int y, int channel, bool grey) {
  const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
                   static_cast<std::size_t>(x)) *
                  static_cast<std::size_t>(page.channels);
  if (page.channels == 1)
    return page.pixels[at];
  if (!grey)
    return page.pixels[at + static_cast<std::size_t>(channel)];
  return static_cast<std::uint8_t>(
      (299 * page.pixels[at] + 587 * page.pixels[at + 1] + 114 * page.pixels[at + 2]) / 1000);
}

} // namespace

std::string jpeg_of(const api::Page& page, bool grey, int dpi) {
  const int width = std::max(1, page.width * dpi / page.dpi);
  const int height = std::max(1, page.height * dpi / page.dpi);
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors); // a mistake in the test ends the test
  jpeg_create_compress(&jpeg);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &buffer, &size);
  jpeg.image_width = static_cast<JDIMENSION>(width);
  jpeg.image_height = static_cast<JDIMENSION>(height);
  jpeg.input_components = grey ? 1 : 3;
  jpeg.in_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 90, TRUE);
  jpeg.density_unit = 1;
  jpeg.X_density = jpeg.Y_density = static_cast<UINT16>(dpi);
  jpeg_start_compress(&jpeg, TRUE);
  const int channels = jpeg.input_components;
  std::vector<std::uint8_t> row(static_cast<std::size_t>(width) *
                                static_cast<std::size_t>(channels));
  for (int y = 0; y < height; ++y) {
    std::size_t i = 0;
    for (int x = 0; x < width; ++x)
      for (int channel = 0; channel < channels; ++channel)
        row[i++] = sample(page, std::min(page.width - 1, x * page.dpi / dpi),
                          std::min(page.height - 1, y * page.dpi / dpi), channel, grey);
    JSAMPROW rows = row.data();
    jpeg_write_scanlines(&jpeg, &rows, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  std::string bytes(reinterpret_cast<const char*>(buffer), size);
  std::free(buffer);
  return bytes;
}

} // namespace foyer::support_escl
