// SPDX-License-Identifier: EUPL-1.2
// What hands do to paper before it is scanned.
#pragma once

#include "words.hpp"

#include <opencv2/core.hpp>

namespace foyer::support_papers {

// Creases from edge to edge and short ones between them: what lies between two is flat and turned a
// little to the lamp or away from it, lines are bent where they cross one, and the crease itself is
// a thin line of light or shade.
void crease(cv::Mat& picture, const Scan& how, Random& random);
// A corner is missing; its rim is ragged.
void tear(cv::Mat& picture, const Scan& how, Random& random);

} // namespace foyer::support_papers
