// SPDX-License-Identifier: EUPL-1.2
#include "lens.hpp"

#include <cstdio>
#include <cstdlib>
#include <jpeglib.h>

namespace foyer::support_travel_pages {

void jpeg_round(api::Page& page, int quality) {
  const auto row_bytes = static_cast<std::size_t>(page.width * page.channels);
  unsigned char* file = nullptr;
  unsigned long size = 0;
  {
    jpeg_compress_struct out{};
    jpeg_error_mgr errors{};
    out.err = jpeg_std_error(&errors); // ends the test program on an error, as it may
    jpeg_create_compress(&out);
    jpeg_mem_dest(&out, &file, &size);
    out.image_width = static_cast<JDIMENSION>(page.width);
    out.image_height = static_cast<JDIMENSION>(page.height);
    out.input_components = page.channels;
    out.in_color_space = page.channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_set_defaults(&out);
    jpeg_set_quality(&out, quality, TRUE);
    jpeg_start_compress(&out, TRUE);
    while (out.next_scanline < out.image_height) {
      JSAMPROW row = page.pixels.data() + out.next_scanline * row_bytes;
      jpeg_write_scanlines(&out, &row, 1);
    }
    jpeg_finish_compress(&out);
    jpeg_destroy_compress(&out);
  }
  jpeg_decompress_struct in{};
  jpeg_error_mgr errors{};
  in.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&in);
  jpeg_mem_src(&in, file, size);
  jpeg_read_header(&in, TRUE);
  jpeg_start_decompress(&in);
  while (in.output_scanline < in.output_height) {
    JSAMPROW row = page.pixels.data() + in.output_scanline * row_bytes;
    jpeg_read_scanlines(&in, &row, 1);
  }
  jpeg_finish_decompress(&in);
  jpeg_destroy_decompress(&in);
  std::free(file); // NOLINT: libjpeg allocated it
}

} // namespace foyer::support_travel_pages
