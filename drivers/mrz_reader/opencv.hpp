// SPDX-License-Identifier: EUPL-1.2
// OpenCV as this program wants it.
#pragma once

#include <opencv2/core.hpp>

namespace foyer::mrz_reader {

// Once a program: OpenCV overwrites the memory of its pictures before it gives them back, and
// computes on the thread that calls it. Every entry to this room calls it first.
void prepare_opencv();

} // namespace foyer::mrz_reader
