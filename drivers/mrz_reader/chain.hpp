// SPDX-License-Identifier: EUPL-1.2
// The cells of a line: so many marks at one distance from each other, exactly the best of all.
#pragma once

#include "network.hpp"

namespace foyer::mrz_reader {

struct Chain {
  float score = -1e30F; // sum of its marks, less what uneven steps cost; the more the better
  float pitch = 0;      // marks from cell to cell, on the average
  Wiped<int> cells;     // which marks
  [[nodiscard]] float mean() const {
    return cells.empty() ? -1e30F : score / static_cast<float>(cells.size());
  }
};

// The best chain of `count` cells. With `from` and `to` >= 0 its first and last cell lie within
// three cells of these marks.
Chain best_chain(const Marks& marks, int count, int from = -1, int to = -1);

// The cells' characters, each with what its neighbours in the same letter say.
Cells cells_of(const Marks& marks, const Chain& chain);

} // namespace foyer::mrz_reader
