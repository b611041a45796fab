// SPDX-License-Identifier: EUPL-1.2
#include "face_decoders.hpp"
#include "jpeg_errors.hpp"

namespace foyer::imaging {

namespace {

// A progressive file may ask for the same rows in thousands of scans.
constexpr int most_scans = 100;
void on_progress(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > most_scans)
    JpegErrors::on_error(info);
}

// No C++ object lives across a call of libjpeg, which leaves by longjmp. `out` and `done` are made
// before.
void decompress(ByteView image, Preview& out, Status& done) {
  jpeg_decompress_struct jpeg{};
  JpegErrors errors{};
  jpeg_progress_mgr progress{};
  jpeg.err = errors.manager();
  if (setjmp(errors.leave) != 0) {
    jpeg_destroy_decompress(&jpeg);
    done = fail(FailureCode::image_malformed, "face: JPEG");
    return;
  }
  jpeg_create_decompress(&jpeg);
  progress.progress_monitor = on_progress;
  jpeg.progress = &progress;
  jpeg_mem_src(&jpeg, image.data(), static_cast<unsigned long>(image.size()));
  jpeg_read_header(&jpeg, TRUE);
  done = check_face_size(jpeg.image_width, jpeg.image_height);
  if (!done.ok()) {
    jpeg_destroy_decompress(&jpeg);
    return;
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
}

} // namespace

Result<Preview> decode_jpeg(ByteView image) {
  Preview preview;
  Status done = success();
  decompress(image, preview, done);
  FOYER_CHECK(done);
  return preview;
}

} // namespace foyer::imaging
