// SPDX-License-Identifier: EUPL-1.2
// The pictograms compiled in look like librsvg's drawing of their files.
#include <base/unique_handle.hpp>
#include <ui/icon_mask.hpp>

#include <catch2/catch.hpp>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace foyer;
using ui::Icon;
using Mask = std::vector<std::uint8_t>;

constexpr Icon all_icons[] = {
#define FOYER_ICON_LISTED(name, mirrored) Icon::name,
    FOYER_ICONS(FOYER_ICON_LISTED)
#undef FOYER_ICON_LISTED
};

Mask drawn_by_librsvg(Icon icon, int w, int h, ui::IconLook look) {
  const auto file = std::filesystem::path(FOYER_SOURCE_DIR) / "assets/icons" /
                    (std::string(ui::icon_name(icon)) + ".svg");
  const UniqueHandle<RsvgHandle, g_object_unref> handle(
      rsvg_handle_new_from_file(file.c_str(), nullptr));
  REQUIRE(handle);
  const std::string lines = look.lines_only ? "[fill-opacity] { fill-opacity: 0 }" : "";
  REQUIRE(rsvg_handle_set_stylesheet(handle.get(), reinterpret_cast<const guint8*>(lines.data()),
                                     lines.size(), nullptr));
  const UniqueHandle<cairo_surface_t, cairo_surface_destroy> surface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, w, h));
  const UniqueHandle<cairo_t, cairo_destroy> cairo(cairo_create(surface.get()));
  if (look.mirrored) {
    cairo_translate(cairo.get(), w, 0);
    cairo_scale(cairo.get(), -1, 1);
  }
  const RsvgRectangle place{0, 0, static_cast<double>(w), static_cast<double>(h)};
  REQUIRE(rsvg_handle_render_document(handle.get(), cairo.get(), &place, nullptr));
  cairo_surface_flush(surface.get());
  const unsigned char* from = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  Mask mask;
  for (int y = 0; y < h; ++y)
    mask.insert(mask.end(), from + y * stride, from + y * stride + w);
  return mask;
}

struct Difference {
  int most = 0;
  double average = 0;
};
Difference difference(const Mask& a, const Mask& b) {
  REQUIRE(a.size() == b.size());
  Difference apart;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int d = std::abs(a[i] - b[i]);
    apart.most = std::max(apart.most, d);
    sum += d;
  }
  apart.average = sum / static_cast<double>(a.size());
  return apart;
}

bool empty(const Mask& mask) {
  return std::all_of(mask.begin(), mask.end(), [](std::uint8_t v) { return v == 0; });
}

} // namespace

TEST_CASE("Every pictogram is drawn as librsvg draws its file") {
  // Of 255: grounds are told in whole steps of opacity, and a number is rounded.
  constexpr int allowed = 10;
  constexpr double on_average = 0.05;
  const auto [w, h] = GENERATE(std::pair{23, 23}, std::pair{160, 160}, std::pair{70, 41});
  const ui::IconLook look{GENERATE(false, true), GENERATE(false, true)};
  for (const Icon icon : all_icons) {
    INFO(ui::icon_name(icon) << " " << w << "x" << h << " mirrored " << look.mirrored
                             << " lines only " << look.lines_only);
    const Mask theirs = drawn_by_librsvg(icon, w, h, look);
    CHECK_FALSE(empty(theirs));
    const Difference apart = difference(ui::icon_mask(icon, w, h, look), theirs);
    CHECK(apart.most <= allowed);
    CHECK(apart.average <= on_average);
  }
}

TEST_CASE("A pictogram is as high contrast and the direction of reading want it") {
  const Mask plain = ui::icon_mask(Icon::back, 48, 48, {});
  CHECK(plain != ui::icon_mask(Icon::back, 48, 48, {.mirrored = true}));
  const Mask bare = ui::icon_mask(Icon::card, 48, 48, {.lines_only = true});
  CHECK(ui::icon_mask(Icon::card, 48, 48, {})[24 * 48 + 24] == 36);
  CHECK(bare[24 * 48 + 24] == 0);
}

TEST_CASE("What can not be drawn is no mask") {
  CHECK(ui::icon_mask(Icon::none, 48, 48, {}).empty());
  CHECK(ui::icon_mask(Icon::card, 0, 48, {}).empty());
  CHECK(ui::icon_mask(Icon::card, 48, -1, {}).empty());
  CHECK(ui::icon_mask(Icon::card, 40000, 2, {}).empty());
}
