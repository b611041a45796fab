// SPDX-License-Identifier: EUPL-1.2
// A page made small enough for the screen.
#pragma once

#include <api/document_scanner.hpp>

namespace foyer::imaging {

// Four bytes a pixel in memory order R, G, B, A, rows from the top, no padding, alpha 255.
struct Preview {
  int width = 0;
  int height = 0;
  Bytes rgba;

  Preview() = default;
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;
  Preview(Preview&&) = default;
  Preview& operator=(Preview&&) = default;
  ~Preview() { wipe(rgba); }
};

// The page, shrunk by a box filter to fit both limits (pixels) with its proportions kept; never
// enlarged. Blocks for about 30 ms for A4 at 300 dpi; any thread.
// Fails with: image_malformed (sizes and pixels do not fit together).
Result<Preview> make_preview(const api::Page& page, int max_width, int max_height);

} // namespace foyer::imaging
