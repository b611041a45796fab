// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <pages/pixels.hpp>

namespace foyer::imaging {

using pages::brightness;
using pages::check_shape;
using pages::Grey;
using pages::to_grey;

} // namespace foyer::imaging
