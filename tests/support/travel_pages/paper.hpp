// SPDX-License-Identifier: EUPL-1.2
// Security print: the fine coloured waves and roses under the text of travel documents.
#pragma once

#include <support_travel_pages/people.hpp>

using cairo_t = struct _cairo;

namespace foyer::support_travel_pages {

// Fills 0..width, 0..height (mm).
void draw_security_print(cairo_t* canvas, double width, double height, Random& random);

double between(double least, double most, Random& random);

} // namespace foyer::support_travel_pages
