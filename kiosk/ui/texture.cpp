// SPDX-License-Identifier: EUPL-1.2
#include <ui/texture.hpp>

#include <algorithm>
#include <cstddef>

namespace foyer::ui {

TextureStore::TextureStore() {
  textures_.push_back(std::make_unique<Texture>(Texture{Texture::Kind::mask, 1, 1, {255}}));
}

TextureId TextureStore::add(Texture texture) {
  textures_.push_back(std::make_unique<Texture>(std::move(texture)));
  return static_cast<TextureId>(textures_.size() - 1);
}

void TextureStore::remove(TextureId id) {
  if (id != 0 && id < textures_.size())
    textures_[id].reset();
}

Texture* TextureStore::find(TextureId id) {
  return id < textures_.size() ? textures_[id].get() : nullptr;
}

const Texture* TextureStore::find(TextureId id) const {
  return id < textures_.size() ? textures_[id].get() : nullptr;
}

std::size_t TextureStore::bytes() const {
  std::size_t sum = 0;
  for (const auto& texture : textures_)
    if (texture)
      sum += texture->pixels.size();
  return sum;
}

ImagePtr make_image(int width, int height, int channels, std::span<const std::uint8_t> pixels) {
  if (width < 1 || height < 1 || (channels != 1 && channels != 3 && channels != 4))
    return nullptr;
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  if (pixels.size() != count * static_cast<std::size_t>(channels))
    return nullptr;
  auto image = std::make_shared<Image>();
  image->width = width;
  image->height = height;
  image->rgba.resize(count * 4);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t* from = &pixels[i * static_cast<std::size_t>(channels)];
    std::uint8_t* to = &image->rgba[i * 4];
    for (std::size_t c = 0; c < 3; ++c)
      to[c] = from[channels == 1 ? 0 : c];
    to[3] = channels == 4 ? from[3] : 255;
  }
  return image;
}

namespace {

// The source pixels that fall on each target pixel, with their shares; the shares of one sum to 1.
struct Tap {
  int index;
  float share;
};
std::vector<std::vector<Tap>> taps(int from, int to) {
  std::vector<std::vector<Tap>> all(static_cast<std::size_t>(to));
  const float step = static_cast<float>(from) / static_cast<float>(to);
  for (int i = 0; i < to; ++i) {
    const float begin = static_cast<float>(i) * step;
    const float end = std::min(begin + step, static_cast<float>(from));
    auto& list = all[static_cast<std::size_t>(i)];
    for (int s = static_cast<int>(begin); s < from && static_cast<float>(s) < end; ++s) {
      const float part =
          std::min(end, static_cast<float>(s + 1)) - std::max(begin, static_cast<float>(s));
      if (part > 0)
        list.push_back({s, part / step});
    }
    if (list.empty())
      list.push_back({std::min(static_cast<int>(begin), from - 1), 1});
  }
  return all;
}

} // namespace

Image scaled(const Image& image, int width, int height) {
  width = std::max(width, 1);
  height = std::max(height, 1);
  const auto columns = taps(image.width, width), rows = taps(image.height, height);
  Image result{width, height, {}};
  result.rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  std::size_t out = 0;
  for (const auto& row : rows)
    for (const auto& column : columns) {
      float sum[4] = {};
      for (const Tap& y : row)
        for (const Tap& x : column) {
          const std::uint8_t* pixel = &image.rgba[(static_cast<std::size_t>(y.index) *
                                                       static_cast<std::size_t>(image.width) +
                                                   static_cast<std::size_t>(x.index)) *
                                                  4];
          for (int c = 0; c < 4; ++c)
            sum[c] += static_cast<float>(pixel[c]) * y.share * x.share;
        }
      for (const float value : sum)
        result.rgba[out++] = static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.f, 255.f));
    }
  return result;
}

} // namespace foyer::ui
