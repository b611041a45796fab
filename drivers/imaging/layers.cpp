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

// Calls visit(index of a pixel) for the block's pixels.
template <class Visit> void each_pixel(const api::Page& page, const Block& block, Visit visit) {
  for (int row = block.top; row < block.bottom; ++row)
    for (int column = block.left; column < block.right; ++column)
      visit(static_cast<std::size_t>(row) * static_cast<std::size_t>(page.width) +
            static_cast<std::size_t>(column));
}

// The mean of what of a block counts; `counts(index of a pixel)` says what does. False: nothing.
template <class Counts>
bool mean_of(const api::Page& page, const Block& block, Counts counts, Rgb& mean) {
  const auto channels = static_cast<std::size_t>(page.channels);
  Rgb sum{};
  int count = 0;
  each_pixel(page, block, [&](std::size_t i) {
    if (!counts(i))
      return;
    ++count;
    for (std::size_t channel = 0; channel < channels; ++channel)
      sum[channel] += page.pixels[i * channels + channel];
  });
  if (count == 0)
    return false;
  for (std::size_t channel = 0; channel < channels; ++channel)
    mean[channel] = (sum[channel] + count / 2) / count;
  return true;
}

// Gives blocks that have no colour that of the nearest which have one, so that a JPEG has no edges
// there.
void fill_gaps(api::Page& page, const std::vector<bool>& known) {
  const auto channels = static_cast<std::size_t>(page.channels);
  const auto width = static_cast<std::size_t>(page.width);
  std::vector<bool> filled = known, met = known;
  std::vector<std::size_t> wave, next;
  // Calls visit(index) for the four neighbours.
  const auto around = [&](std::size_t i, auto visit) {
    if (i % width > 0)
      visit(i - 1);
    if (i % width + 1 < width)
      visit(i + 1);
    if (i >= width)
      visit(i - width);
    if (i + width < known.size())
      visit(i + width);
  };
  const auto meet = [&](std::size_t i) {
    if (!met[i])
      next.push_back(i);
    met[i] = true;
  };
  for (std::size_t i = 0; i < known.size(); ++i)
    if (known[i])
      around(i, meet);
  while (!next.empty()) {
    wave.swap(next);
    next.clear();
    for (const std::size_t i : wave) {
      Rgb sum{};
      int count = 0;
      around(i, [&](std::size_t near) {
        if (!filled[near])
          return;
        ++count;
        for (std::size_t channel = 0; channel < channels; ++channel)
          sum[channel] += page.pixels[near * channels + channel];
      });
      for (std::size_t channel = 0; channel < channels; ++channel)
        page.pixels[i * channels + channel] = static_cast<std::uint8_t>(sum[channel] / count);
    }
    for (const std::size_t i : wave) {
      filled[i] = true;
      around(i, meet);
    }
  }
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

Rgb colour_at(const api::Page& page, std::size_t i) {
  const std::uint8_t* pixel = page.pixels.data() + i * static_cast<std::size_t>(page.channels);
  return page.channels == 3 ? Rgb{pixel[0], pixel[1], pixel[2]} : Rgb{pixel[0], pixel[0], pixel[0]};
}

// Pixels of a stroke's middle differ by this at most.
constexpr int depth = 20;

// The colour of ink is that of a stroke's middle: its darkest pixels. `strokes` collects the
// colours of blocks that are all ink, dark fields apart.
Colours ink_of(const api::Page& page, const Grey& grey, const Ink& ink, std::vector<Rgb>& strokes) {
  std::vector<bool> whole;
  Colours colours = colours_of(page, ink_dpi, [&](const Block& block) {
    int darkest = 255;
    int count = 0;
    each_pixel(page, block, [&](std::size_t i) {
      if (ink.marks[i] == 0)
        return;
      ++count;
      darkest = std::min(darkest, int{grey.levels[i]});
    });
    whole.push_back(count == block.area() && !ink.in_field(block.left, block.top));
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
    if (!colours.known[i] || i % width == 0 || i % width == width - 1)
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

// The colour of paper, and of light print on a dark field: there that of a stroke's middle, its
// lightest pixels. All of it is near ink, and so is the paper at the field's rim.
api::Page paper_of(const api::Page& page, const Grey& grey, const Ink& ink, const Bytes& near_ink,
                   int dpi) {
  Bytes lightest; // of each block in a field
  Colours colours = colours_of(page, dpi, [&](const Block& block) {
    const bool in_field = ink.in_field(block.left, block.top);
    int most = 0;
    if (in_field)
      each_pixel(page, block, [&](std::size_t i) {
        if (ink.marks[i] == 0)
          most = std::max(most, int{grey.levels[i]});
      });
    lightest.push_back(static_cast<std::uint8_t>(most));
    return [&ink, &grey, &near_ink, in_field, limit = most - depth](std::size_t i) {
      return in_field ? ink.marks[i] == 0 && grey.levels[i] >= limit : near_ink[i] == 0;
    };
  });
  const auto width = static_cast<std::size_t>(colours.page.width);
  const auto is_rim = [&](std::size_t i) {
    for (const std::size_t row : {i - width, i, i + width})
      for (const std::size_t near : {row - 1, row, row + 1})
        if (lightest[near] > lightest[i] + depth)
          return true;
    return false;
  };
  for (std::size_t i = width + 1; i + width + 1 < lightest.size(); ++i)
    if (lightest[i] != 0 && i % width != 0 && i % width != width - 1 && is_rim(i))
      colours.known[i] = false;
  wipe(lightest);
  fill_gaps(colours.page, colours.known);
  return std::move(colours.page);
}

// What the mask lets through: one colour, or a page of colours. Fields have shades of their own.
void give_ink(const api::Page& page, const Grey& grey, const Ink& ink, Layers& layers) {
  std::vector<Rgb> strokes;
  Colours colours = ink_of(page, grey, ink, strokes);
  const InkColours inks(std::move(strokes));
  const auto channels = static_cast<std::size_t>(page.channels);
  const auto width = static_cast<std::size_t>(colours.page.width);
  const auto in_field = [&](std::size_t i) {
    const Block block =
        block_of(page, colours.page, static_cast<int>(i % width), static_cast<int>(i / width));
    return ink.in_field(block.left, block.top);
  };
  bool one_colour = inks.colours().size() == 1;
  for (std::size_t i = 0; one_colour && i < colours.known.size(); ++i)
    one_colour = !colours.known[i] || !in_field(i) ||
                 inks.nearest(colour_at(colours.page, i)) == inks.colours().front();
  if (one_colour) {
    for (std::size_t channel = 0; channel < layers.flat.size(); ++channel)
      layers.flat[channel] = static_cast<std::uint8_t>(inks.colours().front()[channel]);
    return;
  }
  darken_rims(colours);
  for (std::size_t i = 0; i < colours.known.size(); ++i) {
    if (!colours.known[i] || in_field(i))
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
    layers.paper = paper_of(page, grey, ink, near_ink, dpi);
    like_the_page = look_alike(page, grey, ink, layers);
  }
  wipe(near_ink);
  if (!like_the_page)
    return std::nullopt;
  layers.mask = packed(ink);
  return layers;
}

} // namespace foyer::imaging
