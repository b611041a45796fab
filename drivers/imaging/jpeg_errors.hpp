// SPDX-License-Identifier: EUPL-1.2
// How libjpeg leaves when something is wrong: by longjmp to `leave`, without a word on standard
// error. No C++ object may live between setjmp and the calls that may leave.
#pragma once

#include <csetjmp>
#include <cstdio> // jpeglib.h uses FILE without including it
#include <jpeglib.h>

namespace foyer::imaging {

struct JpegErrors {
  jpeg_error_mgr base; // first, so that a pointer to it is a pointer to this
  std::jmp_buf leave;

  [[noreturn]] static void on_error(j_common_ptr info) {
    std::longjmp(reinterpret_cast<JpegErrors*>(info->err)->leave, 1);
  }
  // What a compress or decompress struct wants as its `err`.
  jpeg_error_mgr* manager() {
    jpeg_std_error(&base);
    base.error_exit = on_error;
    base.output_message = [](j_common_ptr) {};
    return &base;
  }
};

} // namespace foyer::imaging
