// SPDX-License-Identifier: EUPL-1.2
// OpenCV as this program wants it, for all rooms that use it.
#pragma once

namespace foyer::mrz_reader {

// Once a program, before its other threads: OpenCV overwrites the memory of its pictures before it
// gives them back, and computes on the thread that calls it. read_zone() calls it, too.
void prepare_opencv();

} // namespace foyer::mrz_reader
