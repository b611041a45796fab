// SPDX-License-Identifier: EUPL-1.2
// Pictures in memory. The rasteriser reads them where they are; nothing is uploaded anywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace foyer::ui {

using TextureId = std::uint32_t; // 0 is the plain white texture; ids are never used twice

struct Texture {
  enum class Kind { mask, rgba };
  Kind kind = Kind::mask;
  int width = 0, height = 0;
  std::vector<std::uint8_t> pixels; // 1 or 4 bytes a pixel, rows without padding, straight alpha
};

// Holds every texture by number. Masks may gain pixels later, used pixels never change: that is
// what lets damage be found by comparing draw lists.
class TextureStore {
 public:
  TextureStore();
  TextureId add(Texture texture);
  void remove(TextureId id);
  // Null when unknown.
  [[nodiscard]] Texture* find(TextureId id);
  [[nodiscard]] const Texture* find(TextureId id) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::vector<std::unique_ptr<Texture>> textures_;
};

// A picture the application owns: a scanned page, a thumbnail. Immutable, cheap to pass on.
struct Image {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;
};
using ImagePtr = std::shared_ptr<const Image>;

// channels: 1 grey, 3 RGB or 4 RGBA; pixels.size() must be width*height*channels, else null.
ImagePtr make_image(int width, int height, int channels, std::span<const std::uint8_t> pixels);
// Area average, so that thin print stays readable; both sides at least 1.
Image scaled(const Image& image, int width, int height);

} // namespace foyer::ui
