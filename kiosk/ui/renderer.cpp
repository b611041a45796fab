// SPDX-License-Identifier: EUPL-1.2
#include <ui/renderer.hpp>
#include <ui/ui.hpp>

#include "raster.hpp"

#include <base/unique_handle.hpp>

#include <cairo/cairo.h>
#include <imgui.h>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <thread>

namespace foyer::ui {

namespace {

// Finds what two frames have in common, in order. Any common subsequence is right: a pixel that no
// unmatched shape touches is painted by the same shapes in the same order in both frames.
// Calls `changed` with each shape that has no partner, until it says that nothing is left to know.
template <class Changed>
void compare(const std::vector<Shape>& before, const std::vector<Shape>& after, Changed changed) {
  std::size_t i = 0, j = 0, end_i = before.size(), end_j = after.size();
  while (i < end_i && j < end_j && before[i].hash == after[j].hash)
    ++i, ++j;
  while (end_i > i && end_j > j && before[end_i - 1].hash == after[end_j - 1].hash)
    --end_i, --end_j;
  if (end_i - i == end_j - j) { // the usual case: colours or places changed, nothing came or went
    for (; i < end_i; ++i, ++j)
      if (before[i].hash != after[j].hash && (changed(before[i]) || changed(after[j])))
        return;
    return;
  }
  constexpr std::size_t window = 600; // shapes looked ahead, about one long paragraph
  std::size_t budget = 2'000'000;     // comparisons a frame; then the rest counts as changed
  while (i < end_i && j < end_j) {
    if (before[i].hash == after[j].hash) {
      ++i, ++j;
      continue;
    }
    std::size_t gone = 0, come = 0;
    for (std::size_t d = 1; d <= window && budget > 0; ++d, --budget) {
      if (i + d < end_i && before[i + d].hash == after[j].hash)
        gone = d;
      else if (j + d < end_j && before[i].hash == after[j + d].hash)
        come = d;
      else
        continue;
      break;
    }
    if (gone == 0 && come == 0)
      gone = come = 1;
    for (; gone > 0; --gone)
      if (changed(before[i++]))
        return;
    for (; come > 0; --come)
      if (changed(after[j++]))
        return;
  }
  for (; i < end_i; ++i)
    if (changed(before[i]))
      return;
  for (; j < end_j; ++j)
    if (changed(after[j]))
      return;
}

// Pixels from which on two threads draw, half of the box each.
constexpr std::int64_t worth_a_thread = 300'000;

constexpr std::uint32_t black = 0xff000000u;

constexpr std::size_t most_boxes = 4;

// At most four disjoint boxes that cover all added ones, joining where it costs least.
void add_box(std::vector<Box>& boxes, Box box) {
  if (box.empty())
    return;
  const auto touches = [](const Box& a, const Box& b) { return !a.intersect(b).empty(); };
  for (std::size_t i = 0; i < boxes.size();) {
    if (touches(boxes[i], box)) {
      box = box.united(boxes[i]);
      boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(i));
      i = 0;
    } else {
      ++i;
    }
  }
  boxes.push_back(box);
  if (boxes.size() <= most_boxes)
    return;
  std::size_t a = 0, b = 1;
  std::int64_t least = INT64_MAX;
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      const auto waste = boxes[i].united(boxes[j]).area() - boxes[i].area() - boxes[j].area();
      if (waste < least)
        least = waste, a = i, b = j;
    }
  const Box joined = boxes[a].united(boxes[b]);
  boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(b));
  boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(a));
  add_box(boxes, joined);
}

} // namespace

struct Canvas::Impl {
  void draw(const std::vector<Shape>& shapes, const Box& box, const TextureStore& textures);

  int width = 0, height = 0;
  std::vector<std::uint32_t> own;
  std::span<std::uint32_t> pixels;
  std::vector<Shape> last;
  bool fresh = true;
  std::vector<PixelRect> damage;
};

void Canvas::Impl::draw(const std::vector<Shape>& shapes, const Box& box,
                        const TextureStore& textures) {
  // Nothing below the topmost ground that hides all of the box need be drawn.
  const auto ground = std::find_if(shapes.rbegin(), shapes.rend(),
                                   [&](const Shape& shape) { return hides(shape, box); });
  if (ground == shapes.rend())
    for (int y = box.y0; y < box.y1; ++y) {
      std::uint32_t* row = pixels.data() + static_cast<std::ptrdiff_t>(y) * width;
      std::fill(row + box.x0, row + box.x1, black);
    }
  const auto first = ground == shapes.rend() ? shapes.begin() : std::prev(ground.base());
  for (auto shape = first; shape != shapes.end(); ++shape)
    ui::draw(*shape, box, textures, pixels.data(), width);
}

Canvas::Canvas(int width, int height) : Canvas(width, height, {}) {
  impl_->own.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), black);
  impl_->pixels = impl_->own;
}
Canvas::Canvas(int width, int height, std::span<std::uint32_t> pixels)
    : impl_(std::make_unique<Impl>()) {
  impl_->width = width;
  impl_->height = height;
  impl_->pixels = pixels;
  std::fill(pixels.begin(), pixels.end(), black);
}
Canvas::~Canvas() = default;

int Canvas::width() const {
  return impl_->width;
}
int Canvas::height() const {
  return impl_->height;
}
std::span<const std::uint32_t> Canvas::pixels() const {
  return impl_->pixels;
}
void Canvas::invalidate() {
  impl_->fresh = true;
}

const std::vector<PixelRect>& Canvas::render(const Ui& ui) {
  Impl& self = *impl_;
  self.damage.clear();
  const ImDrawData* data = ui.draw_data();
  if (data == nullptr)
    return self.damage;
  auto shapes = shapes_of(*data, self.width, self.height);
  const Box whole{0, 0, self.width, self.height};
  std::vector<Box> boxes;
  if (self.fresh)
    boxes.push_back(whole);
  else
    compare(self.last, shapes, [&](const Shape& s) {
      add_box(boxes, s.bounds);
      return boxes.size() == 1 && boxes.front().area() == whole.area();
    });
  for (const Box& box : boxes) {
    if (box.area() < worth_a_thread) {
      self.draw(shapes, box, ui.textures());
    } else {
      Box above = box, below = box;
      above.y1 = below.y0 = (box.y0 + box.y1) / 2;
      std::jthread other;
      try {
        other = std::jthread([&] { self.draw(shapes, above, ui.textures()); });
      } catch (const std::system_error&) { // the machine has no thread left
        self.draw(shapes, above, ui.textures());
      }
      self.draw(shapes, below, ui.textures());
    }
    self.damage.push_back({box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0});
  }
  self.last = std::move(shapes);
  self.fresh = false;
  return self.damage;
}

void Canvas::render_parts(const Ui& ui, std::span<const PixelRect> parts) {
  Impl& self = *impl_;
  self.fresh = true;
  const ImDrawData* data = ui.draw_data();
  if (data == nullptr)
    return;
  const auto shapes = shapes_of(*data, self.width, self.height);
  std::vector<Box> bounds; // close together: each part looks through all of them
  bounds.reserve(shapes.size());
  for (const Shape& shape : shapes)
    bounds.push_back(shape.bounds);
  const Box whole{0, 0, self.width, self.height};
  std::vector<Shape> touching;
  for (const PixelRect& part : parts) {
    const Box box = Box{part.x, part.y, part.x + part.w, part.y + part.h}.intersect(whole);
    touching.clear();
    for (std::size_t i = 0; i < bounds.size(); ++i)
      if (!bounds[i].intersect(box).empty())
        touching.push_back(shapes[i]);
    self.draw(touching, box, ui.textures());
  }
}

std::uint64_t Canvas::hash() const {
  std::uint64_t h = 0xcbf29ce484222325u; // FNV-1a, 64 bit
  for (const std::uint32_t pixel : impl_->pixels)
    for (int shift = 0; shift < 24; shift += 8)
      h = (h ^ (pixel >> shift & 0xff)) * 0x100000001b3u;
  return h;
}

Status Canvas::save_png(const std::filesystem::path& path) const {
  using Surface = UniqueHandle<cairo_surface_t, cairo_surface_destroy>;
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, impl_->width, impl_->height));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    return fail(FailureCode::internal, "no surface for a picture");
  unsigned char* to = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < impl_->height; ++y)
    std::copy_n(reinterpret_cast<const unsigned char*>(
                    impl_->pixels.data() + static_cast<std::ptrdiff_t>(y) * impl_->width),
                static_cast<std::size_t>(impl_->width) * 4,
                to + static_cast<std::ptrdiff_t>(y) * stride);
  cairo_surface_mark_dirty(surface.get());
  if (cairo_surface_write_to_png(surface.get(), path.c_str()) != CAIRO_STATUS_SUCCESS)
    return fail(FailureCode::internal, "picture not written: " + path.string());
  return success();
}

} // namespace foyer::ui
