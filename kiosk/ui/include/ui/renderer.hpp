// SPDX-License-Identifier: EUPL-1.2
// Canvas: a frame's triangles onto pixels in memory, redrawing only what changed since the last
// frame, with exactly the pixels a full redraw would give. No window, no GPU, no SDL.
// Why not SDL's software renderer: SDL 2.26 cuts vertices to whole pixels (SDL_render_sw.c), which
// breaks the anti-aliased edges of round shapes.
#pragma once

#include <base/result.hpp>
#include <ui/geometry.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace foyer::ui {

class Ui;

struct PixelRect {
  int x = 0, y = 0, w = 0, h = 0;
  bool operator==(const PixelRect&) const = default;
};

class Canvas {
 public:
  Canvas(int width, int height);
  // Into memory that is there already (width x height, 0xffRRGGBB, row by row) and outlives it. Is
  // made black: a window may be shown before its first frame.
  Canvas(int width, int height, std::span<std::uint32_t> pixels);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // Draws the Ui's last ended frame. Returns the boxes whose pixels may differ from before
  // (disjoint, at most four, empty when nothing changed).
  const std::vector<PixelRect>& render(const Ui& ui);
  // Draws the Ui's last ended frame in these parts only, for who looks at nothing else. What lies
  // beside them is of any frame; the next render draws everything.
  void render_parts(const Ui& ui, std::span<const PixelRect> parts);
  // Forgets the last frame: the next render draws everything.
  void invalidate();

  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;
  [[nodiscard]] std::span<const std::uint32_t> pixels() const; // 0xffRRGGBB, row by row
  // FNV-1a over the pixels, for golden pictures.
  [[nodiscard]] std::uint64_t hash() const;
  Status save_png(const std::filesystem::path& path) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace foyer::ui
