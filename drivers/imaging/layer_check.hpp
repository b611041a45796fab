// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "layers.hpp"

namespace foyer::imaging {

// Would anybody miss something? The layers put together, seen at half the page's resolution, beside
// the page: no square of 2.7 mm may be of another brightness or colour, nor lose what stands in it.
// `grey` is the page's brightness.
bool look_alike(const api::Page& page, const Grey& grey, const Ink& ink, const Layers& layers);

} // namespace foyer::imaging
