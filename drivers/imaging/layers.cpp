// SPDX-License-Identifier: EUPL-1.2
#include "layers.hpp"

#include "ink_colours.hpp"
#include "layer_check.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::imaging {

namespace {

// Where a stamp crosses print each keeps its own.
constexpr int ink_dpi = 150;
// Paper, tints and shadows; where that is too coarse, small pictures, logos, fine patterns.
constexpr std::array paper_dpis{100, 150};
// A picture of a passport photo's size or more is worth all its pixels.
constexpr double largest_picture_cm2 = 6;

// A page of that resolution, or the page's own where that is less.
api::Page small_page(const api::Page& page, int dpi) {
  const double scale = std::min(1.0, static_cast<double>(dpi) / page.dpi);
  api::Page small;
  small.width = std::max(1, static_cast<int>(std::lround(page.width * scale)));
  small.height = std::max(1, static_cast<int>(std::lround(page.height * scale)));
  small.channels = page.channels;
  small.dpi = std::min(dpi, page.dpi);
  small.pixels.resize(static_cast<std::size_t>(small.width) *
                      static_cast<std::size_t>(small.height) *
                      static_cast<std::size_t>(small.channels));
  return small;
}

// The pixels of a page that one pixel of a smaller one stands for.
struct Block {
  int left, top, right, bottom;
  [[nodiscard]] int area() const { return (right - left) * (bottom - top); }
};

Block block_of(const api::Page& page, const api::Page& small, int x, int y) {
  const auto from = [](int i, int all, int parts) {
    return static_cast<int>(std::int64_t{i} * all / parts);
  };
  return {from(x, page.width, small.width), from(y, page.height, small.height),
          from(x + 1, page.width, small.width), from(y + 1, page.height, small.height)};
}

// The mean of what of a block counts; `counts(index of a pixel)` says what does. False: nothing.
template <class Counts>
bool mean_of(const api::Page& page, const Block& block, Counts counts, Rgb& mean) {
  const auto channels = static_cast<std::size_t>(page.channels);
  Rgb sum{};
  int count = 0;
  for (int row = block.top; row < block.bottom; ++row) {
    const std::size_t line = static_cast<std::size_t>(row) * static_cast<std::size_t>(page.width);
    for (int column = block.left; column < block.right; ++column) {
      const std::size_t i = line + static_cast<std::size_t>(column);
      if (!counts(i))
        continue;
      ++count;
      for (std::size_t channel = 0; channel < channels; ++channel)
        sum[channel] += page.pixels[i * channels + channel];
    }
  }
  if (count == 0)
    return false;
  for (std::size_t channel = 0; channel < channels; ++channel)
    mean[channel] = (sum[channel] + count / 2) / count;
  return true;
}

// Gives blocks that have no colour the one of their neighbours, so that a JPEG has no edges there.
void fill_gaps(api::Page& page, const std::vector<bool>& known) {
  const auto channels = static_cast<std::size_t>(page.channels);
  const auto width = static_cast<std::size_t>(page.width);
  const auto height = static_cast<std::size_t>(page.height);
  std::vector<bool> filled = known;
  const auto mix = [&](std::size_t i, std::initializer_list<std::size_t> from) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      int sum = 0;
      int count = 0;
      for (const std::size_t other : from)
        if (filled[other]) {
          sum += page.pixels[other * channels + channel];
          ++count;
        }
      if (count > 0)
        page.pixels[i * channels + channel] = static_cast<std::uint8_t>(sum / count);
    }
    for (const std::size_t other : from)
      filled[i] = filled[i] || filled[other];
  };
  for (std::size_t i = 0; i < width * height; ++i)
    if (!known[i])
      mix(i, {i % width > 0 ? i - 1 : i, i >= width ? i - width : i});
  for (std::size_t i = width * height; i-- > 0;)
    if (!known[i])
      mix(i, {i, i % width + 1 < width ? i + 1 : i, i + width < width * height ? i + width : i});
}

// A smaller page, and which of its pixels have a colour.
struct Colours {
  api::Page page;
  std::vector<bool> known;
};

// Of those pixels of each block that `counts_in(block)` lets count.
template <class CountsIn> Colours colours_of(const api::Page& page, int dpi, CountsIn counts_in) {
  Colours colours;
  colours.page = small_page(page, dpi);
  api::Page& small = colours.page;
  const auto channels = static_cast<std::size_t>(page.channels);
  colours.known.resize(small.pixels.size() / channels);
  std::size_t i = 0;
  for (int y = 0; y < small.height; ++y)
    for (int x = 0; x < small.width; ++x, ++i) {
      Rgb mean{};
      const Block block = block_of(page, small, x, y);
      colours.known[i] = mean_of(page, block, counts_in(block), mean);
      for (std::size_t channel = 0; colours.known[i] && channel < channels; ++channel)
        small.pixels[i * channels + channel] = static_cast<std::uint8_t>(mean[channel]);
    }
  return colours;
}

api::Page paper_of(const api::Page& page, const Bytes& near_ink, int dpi) {
  Colours colours = colours_of(
      page, dpi, [&](const Block&) { return [&](std::size_t i) { return near_ink[i] == 0; }; });
  fill_gaps(colours.page, colours.known);
  return std::move(colours.page);
}

Rgb colour_at(const api::Page& page, std::size_t i) {
  const std::uint8_t* pixel = page.pixels.data() + i * static_cast<std::size_t>(page.channels);
  return page.channels == 3 ? Rgb{pixel[0], pixel[1], pixel[2]} : Rgb{pixel[0], pixel[0], pixel[0]};
}

// The colour of ink is that of a stroke's middle: its darkest pixels. `strokes` collects the
// colours of blocks that are all ink.
Colours ink_of(const api::Page& page, const Grey& grey, const Ink& ink, std::vector<Rgb>& strokes) {
  constexpr int depth = 20;
  const auto width = static_cast<std::size_t>(page.width);
  std::vector<bool> whole;
  Colours colours = colours_of(page, ink_dpi, [&](const Block& block) {
    int darkest = 255;
    int count = 0;
    for (int row = block.top; row < block.bottom; ++row)
      for (int column = block.left; column < block.right; ++column) {
        const std::size_t i =
            static_cast<std::size_t>(row) * width + static_cast<std::size_t>(column);
        if (ink.marks[i] == 0)
          continue;
        ++count;
        darkest = std::min(darkest, int{grey.levels[i]});
      }
    whole.push_back(count == block.area());
    const int limit = darkest + depth;
    return [&ink, &grey, limit](std::size_t i) {
      return ink.marks[i] != 0 && grey.levels[i] <= limit;
    };
  });
  for (std::size_t i = 0; i < whole.size(); ++i)
    if (whole[i])
      strokes.push_back(colour_at(colours.page, i));
  return colours;
}

// A stroke's rim takes the colour of its middle: the darkest of the same tint beside it.
void darken_rims(Colours& colours) {
  const api::Page& page = colours.page;
  const auto width = static_cast<std::size_t>(page.width);
  const auto channels = static_cast<std::size_t>(page.channels);
  Bytes pixels = page.pixels;
  for (std::size_t i = width + 1; i + width + 1 < colours.known.size(); ++i) {
    if (!colours.known[i])
      continue;
    const Rgb own = colour_at(page, i);
    Rgb darkest = own;
    for (const std::size_t row : {i - width, i, i + width})
      for (const std::size_t near : {row - 1, row, row + 1})
        if (const Rgb colour = colour_at(page, near);
            colours.known[near] && colour[1] < darkest[1] && same_tint(own, colour))
          darkest = colour;
    for (std::size_t channel = 0; channel < channels; ++channel)
      pixels[i * channels + channel] = static_cast<std::uint8_t>(darkest[channel]);
  }
  std::swap(pixels, colours.page.pixels);
  wipe(pixels);
}

// What the mask lets through: one colour, or a page of colours.
void give_ink(const api::Page& page, const Grey& grey, const Ink& ink, Layers& layers) {
  std::vector<Rgb> strokes;
  Colours colours = ink_of(page, grey, ink, strokes);
  const InkColours inks(std::move(strokes));
  if (inks.colours().size() == 1) {
    for (std::size_t channel = 0; channel < layers.flat.size(); ++channel)
      layers.flat[channel] = static_cast<std::uint8_t>(inks.colours().front()[channel]);
    return;
  }
  darken_rims(colours);
  const auto channels = static_cast<std::size_t>(page.channels);
  for (std::size_t i = 0; i < colours.known.size(); ++i) {
    if (!colours.known[i])
      continue;
    const Rgb colour = inks.nearest(colour_at(colours.page, i));
    for (std::size_t channel = 0; channel < channels; ++channel)
      colours.page.pixels[i * channels + channel] = static_cast<std::uint8_t>(colour[channel]);
  }
  fill_gaps(colours.page, colours.known);
  layers.ink = std::move(colours.page);
}

Bytes packed(const Ink& ink) {
  const auto width = static_cast<std::size_t>(ink.width);
  const std::size_t row_bytes = (width + 7) / 8;
  Bytes rows(row_bytes * static_cast<std::size_t>(ink.height));
  for (std::size_t y = 0; y < static_cast<std::size_t>(ink.height); ++y)
    for (std::size_t x = 0; x < width; ++x)
      if (ink.marks[y * width + x] != 0)
        rows[y * row_bytes + x / 8] |= static_cast<std::uint8_t>(0x80U >> (x % 8));
  return rows;
}

} // namespace

std::optional<Layers> split(const api::Page& page) {
  const Grey grey = to_grey(page);
  const Ink ink = find_ink(grey, page.dpi);
  if (ink.picture_cm2 > largest_picture_cm2)
    return std::nullopt;
  Layers layers;
  give_ink(page, grey, ink, layers);
  // Letters are not as sharp as their mask: their rims belong neither to the ink nor to the paper.
  Bytes near_ink = widen(ink, 2);
  bool like_the_page = false;
  for (const int dpi : paper_dpis) {
    if (like_the_page || (ink.picture_cm2 > 0 && dpi == paper_dpis.front()))
      continue;
    layers.paper = paper_of(page, near_ink, dpi);
    like_the_page = look_alike(page, grey, ink, layers);
  }
  wipe(near_ink);
  if (!like_the_page)
    return std::nullopt;
  layers.mask = packed(ink);
  return layers;
}

} // namespace foyer::imaging
