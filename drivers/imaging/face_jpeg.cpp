// SPDX-License-Identifier: EUPL-1.2
#include "face_decoders.hpp"

#include <csetjmp>
#include <cstdio> // jpeglib.h uses FILE without including it
#include <jpeglib.h>

namespace foyer::imaging {

namespace {

struct ErrorManager {
  jpeg_error_mgr base; // first, so that a pointer to it is a pointer to this
  std::jmp_buf leave;
};

[[noreturn]] void on_error(j_common_ptr info) {
  std::longjmp(reinterpret_cast<ErrorManager*>(info->err)->leave, 1);
}
void on_message(j_common_ptr) {}

// A progressive file may ask for the same rows in thousands of scans.
constexpr int most_scans = 100;
void on_progress(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > most_scans)
    on_error(info);
}

enum class Outcome : std::uint8_t { done, malformed, too_large };

// No C++ object lives in here: libjpeg leaves by longjmp. `out` is made before.
Outcome decompress(ByteView image, Preview& out) {
  jpeg_decompress_struct jpeg{};
  ErrorManager errors{};
  jpeg_progress_mgr progress{};
  jpeg.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = on_error;
  errors.base.output_message = on_message;
  if (setjmp(errors.leave) != 0) {
    jpeg_destroy_decompress(&jpeg);
    return Outcome::malformed;
  }
  jpeg_create_decompress(&jpeg);
  progress.progress_monitor = on_progress;
  jpeg.progress = &progress;
  jpeg_mem_src(&jpeg, image.data(), static_cast<unsigned long>(image.size()));
  jpeg_read_header(&jpeg, TRUE);
  if (!check_face_size(jpeg.image_width, jpeg.image_height).ok()) {
    const bool empty = jpeg.image_width == 0 || jpeg.image_height == 0;
    jpeg_destroy_decompress(&jpeg);
    return empty ? Outcome::malformed : Outcome::too_large;
  }
  jpeg.out_color_space = JCS_EXT_RGBA;
  jpeg_start_decompress(&jpeg);
  out.width = static_cast<int>(jpeg.output_width);
  out.height = static_cast<int>(jpeg.output_height);
  const std::size_t row_bytes = std::size_t{jpeg.output_width} * 4;
  out.rgba.resize(row_bytes * jpeg.output_height);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPLE* row = out.rgba.data() + jpeg.output_scanline * row_bytes;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return Outcome::done;
}

} // namespace

Result<Preview> decode_jpeg(ByteView image) {
  Preview preview;
  switch (decompress(image, preview)) {
  case Outcome::done: return preview;
  case Outcome::too_large: return fail(FailureCode::page_too_large, "face");
  case Outcome::malformed: break;
  }
  return fail(FailureCode::image_malformed, "face: JPEG");
}

} // namespace foyer::imaging
