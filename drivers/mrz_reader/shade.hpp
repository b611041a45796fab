// SPDX-License-Identifier: EUPL-1.2
// A page's brightness for reading black print.
#pragma once

#include <api/document_scanner.hpp>

#include <opencv2/core.hpp>

namespace foyer::mrz_reader {

// Fails with: image_malformed, page_too_large.
Status check_shape(const api::Page& page);

// 8 bits, as large as the page. Coloured print fades, as documents are printed in colours under the
// black of the zone.
cv::Mat shade_of(const api::Page& page);

} // namespace foyer::mrz_reader
