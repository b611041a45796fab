// SPDX-License-Identifier: EUPL-1.2
// What light, lens, sensor and file do to a picture.
#pragma once

#include <support_travel_pages/pages.hpp>

namespace foyer::support_travel_pages {

struct Lens {
  double blur = 0;         // sigma, pixels
  double noise = 0;        // standard deviation, 0..255
  double contrast = 1;     // towards a light grey
  double light_across = 0; // -1..1: how much darker one side is
  double glare = 0;        // 0..255 at its middle
  std::array<double, 2> glare_at{};
  double glare_size = 0; // pixels
  int shake = 0;         // pixels
  int jpeg_quality = 0;  // 0: none
};

void look_through(api::Page& page, const Lens& lens, Random& random);

// Sees a flat picture from a slant: its corners come to lie at these.
api::Page slanted(const api::Page& flat, int width, int height,
                  const std::array<std::array<double, 2>, 4>& corners, int table);

// A page that does not lie flat: its rows wave by so many pixels.
void wave(api::Page& page, double pixels, double phase);

// Writes and reads it as a JPEG.
void jpeg_round(api::Page& page, int quality);

} // namespace foyer::support_travel_pages
