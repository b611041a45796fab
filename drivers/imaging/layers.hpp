// SPDX-License-Identifier: EUPL-1.2
// A page as layers (mixed raster content, ITU-T T.44): what is ink at full resolution but of two
// levels, its colours and the paper at a fraction of it. A letter is so a tenth as large as its
// JPEG, and its print sharper.
#pragma once

#include "ink.hpp"

#include <array>
#include <optional>

namespace foyer::imaging {

struct Layers {
  Bytes mask; // as large as the page, packed as to_fax() wants it; 1 is ink. Wiped when it goes.
  // Smaller than the page, and stretched over all of it.
  api::Page paper;
  std::optional<api::Page> ink;       // nothing: all ink has one colour
  std::array<std::uint8_t, 3> flat{}; // that colour, RGB

  Layers() = default;
  Layers(const Layers&) = delete;
  Layers& operator=(const Layers&) = delete;
  Layers(Layers&&) = default;
  Layers& operator=(Layers&&) = default;
  ~Layers() { wipe(mask); }
};

// Nothing where layers would not do the page justice: a photograph, a passport or a card, print on
// a busy ground. Layers put together are compared with the page all over; content that is lost,
// inverted or has turned into another colour is found so.
std::optional<Layers> split(const api::Page& page);

} // namespace foyer::imaging
