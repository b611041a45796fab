// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <vector>

namespace foyer::imaging {

using Rgb = std::array<int, 3>;

// Alike but for their brightness, as far as a scanner can tell.
bool same_tint(const Rgb& a, const Rgb& b);

// The few colours that a page was written with: black print, a red stamp, a blue pen. Where a
// stroke is thin a scanner mixes its colour with the paper's; nearest() says which it was.
class InkColours {
 public:
  // Of places that are all ink.
  explicit InkColours(std::vector<Rgb> strokes);

  // All ink has the first of these; none: there is no ink.
  [[nodiscard]] const std::vector<Rgb>& colours() const { return colours_; }
  // One of them, or the colour itself where it is none of them.
  [[nodiscard]] Rgb nearest(const Rgb& colour) const;

 private:
  std::vector<Rgb> colours_;
};

} // namespace foyer::imaging
