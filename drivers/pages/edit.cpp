// SPDX-License-Identifier: EUPL-1.2
#include <pages/edit.hpp>

#include <pages/pixels.hpp>

#include <algorithm>
#include <cstring>

namespace foyer::pages {

namespace {

// Of these sizes, all black.
std::shared_ptr<api::Page> page_like(const api::Page& page, int width, int height) {
  auto made = std::make_shared<api::Page>();
  made->width = width;
  made->height = height;
  made->channels = page.channels;
  made->dpi = page.dpi;
  made->pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                      static_cast<std::size_t>(page.channels));
  return made;
}

std::size_t offset(const api::Page& page, int x, int y) {
  return (static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
          static_cast<std::size_t>(x)) *
         static_cast<std::size_t>(page.channels);
}

// The part of the rectangle that lies on the page; hostile numbers must not overflow.
Rect on_page(const api::Page& page, const Rect& rect) {
  const auto end = [](int from, int size, int limit) {
    return static_cast<int>(
        std::clamp<std::int64_t>(std::int64_t{from} + std::max(size, 0), 0, limit));
  };
  const int left = std::clamp(rect.x, 0, page.width);
  const int top = std::clamp(rect.y, 0, page.height);
  return {left, top, std::max(0, end(rect.x, rect.width, page.width) - left),
          std::max(0, end(rect.y, rect.height, page.height) - top)};
}

// From where the pixel at x, y of a page turned clockwise comes.
template <int turns> std::size_t source(const api::Page& page, int x, int y) {
  if constexpr (turns == 1)
    return offset(page, y, page.height - 1 - x);
  else if constexpr (turns == 2)
    return offset(page, page.width - 1 - x, page.height - 1 - y);
  else
    return offset(page, page.width - 1 - y, x);
}

// In blocks that fit the cache: a column of a page is a row of the other.
template <int turns, int channels> void turn(const api::Page& from, api::Page& to) {
  constexpr int block = 64;
  for (int top = 0; top < to.height; top += block)
    for (int left = 0; left < to.width; left += block)
      for (int y = top; y < std::min(top + block, to.height); ++y)
        for (int x = left; x < std::min(left + block, to.width); ++x)
          std::memcpy(&to.pixels[offset(to, x, y)], &from.pixels[source<turns>(from, x, y)],
                      channels);
}

template <int turns> void turn(const api::Page& from, api::Page& to) {
  if (from.channels == 1)
    turn<turns, 1>(from, to);
  else
    turn<turns, 3>(from, to);
}

} // namespace

NewPage turned(const api::Page& page, int quarter_turns) {
  FOYER_CHECK(check_shape(page));
  const int turns = (quarter_turns % 4 + 4) % 4;
  const bool sideways = turns % 2 == 1;
  auto made =
      page_like(page, sideways ? page.height : page.width, sideways ? page.width : page.height);
  switch (turns) {
  case 1: turn<1>(page, *made); break;
  case 2: turn<2>(page, *made); break;
  case 3: turn<3>(page, *made); break;
  default: std::copy(page.pixels.begin(), page.pixels.end(), made->pixels.begin());
  }
  return std::shared_ptr<const api::Page>(std::move(made));
}

NewPage blacked_out(const api::Page& page, std::span<const Rect> rects) {
  FOYER_CHECK(check_shape(page));
  auto made = page_like(page, page.width, page.height);
  std::copy(page.pixels.begin(), page.pixels.end(), made->pixels.begin());
  for (const Rect& rect : rects) {
    const Rect part = on_page(page, rect);
    const auto row = static_cast<std::size_t>(part.width) * static_cast<std::size_t>(page.channels);
    for (int y = part.y; y < part.y + part.height && row > 0; ++y)
      std::memset(&made->pixels[offset(*made, part.x, y)], 0, row);
  }
  return std::shared_ptr<const api::Page>(std::move(made));
}

} // namespace foyer::pages
