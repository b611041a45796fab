// SPDX-License-Identifier: EUPL-1.2
// Dark fields with light print: dark heads of tables, coloured letterheads, leaflets. The field is
// what counts as ink there, and the print is the paper that shows through it. For this room only.
#pragma once

#include "ink_tiles.hpp"

namespace foyer::imaging {

// Marks the tiles of such fields, where no paper is near enough to tell print by.
void find_fields(Tiles& tiles);

// What is darker than this is the field; 255 where there is no print. Of a tile of a field or
// beside one.
std::uint8_t field_limit(Tiles& tiles, int column, int row);

} // namespace foyer::imaging
