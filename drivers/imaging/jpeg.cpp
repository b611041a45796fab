// SPDX-License-Identifier: EUPL-1.2
#include <imaging/document.hpp>

#include "jpeg_errors.hpp"
#include "pixels.hpp"

#include <algorithm>
#include <cstdlib>

namespace foyer::imaging {

namespace {

// No C++ object lives in here: libjpeg leaves by longjmp.
bool compress(const api::Page& page, int quality, unsigned char** out, unsigned long* size) {
  jpeg_compress_struct jpeg{};
  JpegErrors errors{};
  jpeg.err = errors.manager();
  if (setjmp(errors.leave) != 0) {
    jpeg_destroy_compress(&jpeg);
    return false;
  }
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, out, size);
  jpeg.image_width = static_cast<JDIMENSION>(page.width);
  jpeg.image_height = static_cast<JDIMENSION>(page.height);
  jpeg.input_components = page.channels;
  jpeg.in_color_space = page.channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  jpeg.optimize_coding = TRUE; // a tenth smaller for a third more time
  jpeg.density_unit = 1;       // dots per inch
  jpeg.X_density = static_cast<UINT16>(page.dpi);
  jpeg.Y_density = static_cast<UINT16>(page.dpi);
  jpeg_start_compress(&jpeg, TRUE);
  const auto row_bytes =
      static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.channels);
  while (jpeg.next_scanline < jpeg.image_height) {
    // libjpeg only reads from it.
    auto* row = const_cast<JSAMPLE*>(page.pixels.data() + jpeg.next_scanline * row_bytes);
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  return true;
}

} // namespace

Result<Bytes> to_jpeg(const api::Page& page, int quality) {
  FOYER_CHECK(check_shape(page));
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  const bool done = compress(page, std::clamp(quality, 1, 100), &buffer, &size);
  Bytes jpeg;
  if (done)
    jpeg.assign(buffer, buffer + size);
  if (buffer != nullptr) {
    wipe({buffer, size});
    std::free(buffer);
  }
  if (!done)
    return fail(FailureCode::image_malformed, "JPEG");
  return jpeg;
}

} // namespace foyer::imaging
