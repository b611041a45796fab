// SPDX-License-Identifier: EUPL-1.2
// Scanned pages as pictures of the screen's size. Scaled once, wiped with their last owner.
#include "parts.hpp"

#include <base/bytes.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace foyer::screens {

namespace {

constexpr int large_height = 1100, small_height = 460; // pixels; no panel of ours shows more

// Area average, so that thin print stays readable.
ui::ImagePtr shrunk(const api::Page& page, int height) {
  if (page.width <= 0 || page.height <= 0 || page.pixels.empty())
    return nullptr;
  const int h = std::min(height, page.height);
  const int w =
      std::max(1, static_cast<int>(static_cast<std::int64_t>(page.width) * h / page.height));
  const auto channels = static_cast<std::size_t>(page.channels);
  const std::shared_ptr<ui::Image> image(new ui::Image, [](ui::Image* gone) {
    wipe(gone->rgba);
    delete gone;
  });
  image->width = w;
  image->height = h;
  image->rgba.resize(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4);
  const auto edge = [](int i, int from, int to) {
    return static_cast<std::size_t>(static_cast<std::int64_t>(i) * from / to);
  };
  for (int y = 0; y < h; ++y) {
    const auto top = edge(y, page.height, h),
               bottom = std::max(top + 1, edge(y + 1, page.height, h));
    for (int x = 0; x < w; ++x) {
      const auto left = edge(x, page.width, w),
                 right = std::max(left + 1, edge(x + 1, page.width, w));
      std::array<std::uint64_t, 3> sum{};
      for (auto sy = top; sy < bottom; ++sy)
        for (auto sx = left; sx < right; ++sx) {
          const auto at = (sy * static_cast<std::size_t>(page.width) + sx) * channels;
          for (std::size_t c = 0; c < 3; ++c)
            sum[c] += page.pixels[at + (channels == 3 ? c : 0)];
        }
      const auto count = (bottom - top) * (right - left);
      const auto out = (static_cast<std::size_t>(y) * static_cast<std::size_t>(w) +
                        static_cast<std::size_t>(x)) *
                       4;
      for (std::size_t c = 0; c < 3; ++c)
        image->rgba[out + c] = static_cast<std::uint8_t>(sum[c] / count);
      image->rgba[out + 3] = 255;
    }
  }
  return image;
}

Glass::Picture* picture_of(Frame& frame, const std::shared_ptr<const api::Page>& page) {
  if (!page)
    return nullptr;
  auto& pictures = frame.glass.pictures;
  std::erase_if(pictures, [](const auto& entry) { return entry.second.page.expired(); });
  auto [entry, fresh] = pictures.try_emplace(page.get());
  if (fresh)
    entry->second = {page, shrunk(*page, large_height), shrunk(*page, small_height)};
  return &entry->second;
}

} // namespace

ui::ImagePtr large_picture(Frame& frame, const std::shared_ptr<const api::Page>& page) {
  const auto* picture = picture_of(frame, page);
  return picture != nullptr ? picture->large : nullptr;
}

ui::ImagePtr small_picture(Frame& frame, const std::shared_ptr<const api::Page>& page) {
  const auto* picture = picture_of(frame, page);
  return picture != nullptr ? picture->small : nullptr;
}

void large_page(ui::Ui& ui, const LargePage& parts) {
  if (!ui.profile().landscape()) {
    parts.above();
    parts.picture(parts.below_mm);
    return parts.below();
  }
  const ui::Rect all = ui.column();
  const float apart = ui.mm(8);
  const float share = parts.below_mm > 0 ? 0.6F : 0.5F; // what stands below wants room, too
  const float width = std::round((all.w - apart) * share);
  const float rest = all.w - apart - width;
  ui.push_column(ui.mirrored({all.x, all.y, width, 0}, all));
  parts.above();
  parts.below();
  const float words = ui.pop_column();
  ui.push_column(ui.mirrored({all.x + width + apart, all.y, rest, 0}, all));
  parts.picture(0);
  ui.place(std::max(words, ui.pop_column()));
}

} // namespace foyer::screens
