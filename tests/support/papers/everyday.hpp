// SPDX-License-Identifier: EUPL-1.2
// Papers that are neither letters nor cards; for this folder only.
#pragma once

#include "drawings.hpp"

namespace foyer::support_papers {

void draw_everyday(cairo_t* canvas, const Paper& paper, Random& random);
// Those with a printed ground: photographs, cheques, certificates, brochures, dark cards.
void draw_printed_ground(cairo_t* canvas, const Paper& paper, Random& random);

} // namespace foyer::support_papers
