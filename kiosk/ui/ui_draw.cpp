// SPDX-License-Identifier: EUPL-1.2
// Ui's drawing: everything ends as quads and soft-edged outlines in one ImDrawList.
#include "outlines.hpp"
#include "ui_impl.hpp"

#include <ui/icon_mask.hpp>
#include <ui/onlooker.hpp>

#include <imgui.h>

#include <cmath>

namespace foyer::ui {

namespace {

ImU32 packed(Color c) {
  return IM_COL32(c.r, c.g, c.b, c.a);
}
ImTextureID texture_id(TextureId id) {
  return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(id));
}

Onlooker::Place place_of(const Ui::Impl& self) {
  return {self.clip(), self.layer(), self.fixed};
}

void quad(ImDrawList& list, Rect r, ImVec2 uv0, ImVec2 uv1, Color color) {
  list.PrimReserve(6, 4);
  list.PrimRectUV({r.x, r.y}, {r.right(), r.bottom()}, uv0, uv1, packed(color));
}

// A white mask of a rounded square whose border fades over `blur` pixels on each side; the middle
// pixel row and column are stretched when drawn.
Texture shadow_mask(int radius, int blur) {
  const int corner = radius + blur, side = corner * 2 + 1;
  Texture t{Texture::Kind::mask, side, side, {}};
  t.pixels.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  const float inner = static_cast<float>(radius);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      // Distance from the rounded outline, positive outside.
      const auto off = [&](int v) {
        return std::max(0.f, std::abs(static_cast<float>(v - corner)) - 0.f);
      };
      const float d = std::hypot(off(x), off(y)) - inner;
      const float f = std::clamp(0.5f - d / (2.f * static_cast<float>(blur)), 0.f, 1.f);
      const float smooth = f * f * (3 - 2 * f);
      t.pixels[static_cast<std::size_t>(y * side + x)] =
          static_cast<std::uint8_t>(std::lround(smooth * 255));
    }
  return t;
}

// A column of pixels from nothing to full, slowly at first.
Texture fade_mask(int height, bool downwards) {
  Texture t{Texture::Kind::mask, 1, height, {}};
  for (int y = 0; y < height; ++y) {
    const float part =
        static_cast<float>(downwards ? y + 1 : height - y) / static_cast<float>(height);
    t.pixels.push_back(static_cast<std::uint8_t>(std::lround(part * part * 255)));
  }
  return t;
}

} // namespace

TextStyle Ui::style(float cap_mm, Weight weight, Align align) const {
  return style_of(cap_mm, impl_->language, impl_->rtl ? Direction::rtl : Direction::ltr, weight,
                  align);
}

TextStyle Ui::style_of(float cap_mm, std::string language, Direction direction, Weight weight,
                       Align align) const {
  const bool small_arabic = direction == Direction::rtl && cap_mm <= size::help;
  const float cap = cap_mm * (small_arabic ? size::arabic : 1.f) *
                    text_scale(impl_->text_size, cap_mm) * impl_->profile.px_per_mm;
  TextStyle s;
  s.em_px = std::round(cap / impl_->text->cap_height() * 2) / 2;
  if (small_arabic)
    s.line_spacing = size::arabic_spacing;
  s.weight = weight;
  s.align = align;
  s.direction = direction;
  s.language = std::move(language);
  return s;
}

TextStyle Ui::german_style(float cap_mm, Weight weight, Align align) const {
  if (impl_->rtl && align != Align::centre)
    align = align == Align::start ? Align::end : Align::start;
  return style_of(cap_mm, "de", Direction::ltr, weight, align);
}

LayoutPtr Ui::layout(std::string_view text, const TextStyle& style, float max_width) {
  auto laid = impl_->text->layout(text, style, max_width);
  if (impl_->onlooker != nullptr)
    impl_->onlooker->laid_out(text, style, max_width, laid);
  return laid;
}
TextEngine& Ui::text() {
  return *impl_->text;
}

void Ui::draw_text(const TextLayout& layout, Vec2 top_left, Color color) {
  if (impl_->onlooker != nullptr)
    impl_->onlooker->drew_text(layout, top_left, color, place_of(*impl_));
  ImDrawList& list = *impl_->list;
  const float x = std::round(top_left.x), y = std::round(top_left.y);
  TextureId current = 0;
  const Rect clip = impl_->clip();
  for (const Glyph& g : layout.glyphs) {
    const Rect r{x + static_cast<float>(g.x), y + static_cast<float>(g.y), static_cast<float>(g.w),
                 static_cast<float>(g.h)};
    if (r.intersect(clip).empty())
      continue;
    if (g.texture != current) {
      if (current != 0)
        list.PopTextureID();
      list.PushTextureID(texture_id(g.texture));
      current = g.texture;
    }
    const Texture& page = *impl_->textures.find(g.texture);
    const float w = static_cast<float>(page.width), h = static_cast<float>(page.height);
    quad(list, r, {static_cast<float>(g.src_x) / w, static_cast<float>(g.src_y) / h},
         {static_cast<float>(g.src_x + g.w) / w, static_cast<float>(g.src_y + g.h) / h}, color);
  }
  if (current != 0)
    list.PopTextureID();
}

void Ui::fill(Rect r, Color color, float radius_px) {
  if (r.empty())
    return;
  const float radius = std::min({radius_px, r.w / 2, r.h / 2});
  if (radius > 0.5f)
    fill_outline(*impl_->list, rounded_outline(r, radius), packed(color));
  else
    impl_->list->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, packed(color));
}

void Ui::outline(Rect r, Color color, float width_px, float radius_px) {
  if (r.empty())
    return;
  const Rect in = r.inset(width_px / 2);
  const float radius = std::min({radius_px - width_px / 2, in.w / 2, in.h / 2});
  draw_outline(*impl_->list, rounded_outline(in, radius), true, packed(color), width_px);
}

void Ui::shadow(Rect r, float radius_px) {
  if (theme().shadow.a == 0)
    return;
  const int radius = static_cast<int>(radius_px), blur = static_cast<int>(mm(2));
  auto [place, added] = impl_->shadows.try_emplace({radius, blur}, 0);
  if (added)
    place->second = impl_->textures.add(shadow_mask(radius, blur));
  const float corner = static_cast<float>(radius + blur), side = corner * 2 + 1;
  // On whole pixels: between them nothing can be drawn with a texture.
  const float left = std::round(r.x), top = std::round(r.y);
  const Rect whole{left, top, std::round(r.right()) - left, std::round(r.bottom()) - top};
  const Rect outer = whole.inset(-static_cast<float>(blur)).moved(0, mm(0.8f));
  if (outer.w < side || outer.h < side)
    return;
  const float xs[] = {outer.x, outer.x + corner, outer.right() - corner, outer.right()};
  const float ys[] = {outer.y, outer.y + corner, outer.bottom() - corner, outer.bottom()};
  const float uv[] = {0, corner / side, (corner + 1) / side, 1};
  impl_->list->PushTextureID(texture_id(place->second));
  for (std::size_t j = 0; j < 3; ++j)
    for (std::size_t i = 0; i < 3; ++i)
      if ((i != 1 || j != 1) && xs[i] < xs[i + 1] && ys[j] < ys[j + 1])
        quad(*impl_->list, {xs[i], ys[j], xs[i + 1] - xs[i], ys[j + 1] - ys[j]}, {uv[i], uv[j]},
             {uv[i + 1], uv[j + 1]}, theme().shadow);
  impl_->list->PopTextureID();
}

void Ui::line(Vec2 from, Vec2 to, Color color, float width_px) {
  const auto middle = [](Vec2 p) { return Vec2{p.x + 0.5f, p.y + 0.5f}; }; // of a pixel
  draw_outline(*impl_->list, {middle(from), middle(to)}, false, packed(color), width_px);
}
void Ui::circle(Vec2 centre, float radius_px, Color color) {
  fill_outline(*impl_->list, circle_outline(centre, radius_px), packed(color));
}
void Ui::ring(Vec2 centre, float radius_px, Color color, float width_px) {
  draw_outline(*impl_->list, circle_outline(centre, radius_px - width_px / 2), true, packed(color),
               width_px);
}
void Ui::polyline(const std::vector<Vec2>& points, Color color, float width_px) {
  draw_way(*impl_->list, points, packed(color), width_px);
}

void Ui::icon(Icon icon, Rect box, Color color) {
  if (icon == Icon::none || box.w < 1 || box.h < 1)
    return;
  if (impl_->onlooker != nullptr)
    impl_->onlooker->drew_picture(box, place_of(*impl_));
  const int w = static_cast<int>(box.w), h = static_cast<int>(box.h);
  const Impl::IconKey key{icon, w, h, icon_mirrors(icon) && rtl(), theme().high_contrast};
  auto [place, added] = impl_->icons.try_emplace(key, 0);
  if (added) {
    auto alpha = icon_mask(icon, w, h, {key.mirrored, key.lines_only});
    if (!alpha.empty())
      place->second = impl_->textures.add({Texture::Kind::mask, w, h, std::move(alpha)});
  }
  if (place->second == 0)
    return;
  impl_->list->PushTextureID(texture_id(place->second));
  quad(*impl_->list,
       {std::round(box.x), std::round(box.y), static_cast<float>(w), static_cast<float>(h)}, {0, 0},
       {1, 1}, color);
  impl_->list->PopTextureID();
}

Rect Ui::image(const ImagePtr& image, Rect box) {
  if (!image || box.w < 1 || box.h < 1)
    return {box.x, box.y, 0, 0};
  const float factor =
      std::min(box.w / static_cast<float>(image->width), box.h / static_cast<float>(image->height));
  const int w = std::max(1, static_cast<int>(static_cast<float>(image->width) * factor));
  const int h = std::max(1, static_cast<int>(static_cast<float>(image->height) * factor));
  TextureId id = 0;
  for (const auto& cached : impl_->images)
    if (cached.w == w && cached.h == h && cached.image.lock() == image)
      id = cached.texture;
  if (id == 0) {
    id = impl_->textures.add({Texture::Kind::rgba, w, h, scaled(*image, w, h).rgba});
    impl_->images.push_back({image, w, h, id});
  }
  const Rect r{std::round(box.x + (box.w - static_cast<float>(w)) / 2),
               std::round(box.y + (box.h - static_cast<float>(h)) / 2), static_cast<float>(w),
               static_cast<float>(h)};
  if (impl_->onlooker != nullptr)
    impl_->onlooker->drew_picture(r, place_of(*impl_));
  impl_->list->PushTextureID(texture_id(id));
  quad(*impl_->list, r, {0, 0}, {1, 1}, {255, 255, 255, 255});
  impl_->list->PopTextureID();
  return r;
}

void Ui::focus_ring(Rect r, float radius_px) {
  const float inner = mm(0.6f), width = mm(size::ring);
  outline(r.inset(-inner), theme().focus_inner, inner, radius_px + inner);
  outline(r.inset(-inner - width), theme().focus, width, radius_px + inner + width);
}

void Ui::fade(Rect r, Color color, bool downwards) {
  const int height = static_cast<int>(r.h);
  if (r.empty() || height < 1 || color.a == 0)
    return;
  if (impl_->onlooker != nullptr)
    impl_->onlooker->faded(r, place_of(*impl_));
  auto [place, added] = impl_->fades.try_emplace({height, downwards}, 0);
  if (added)
    place->second = impl_->textures.add(fade_mask(height, downwards));
  impl_->list->PushTextureID(texture_id(place->second));
  quad(*impl_->list, {r.x, r.y, r.w, static_cast<float>(height)}, {0, 0}, {1, 1}, color);
  impl_->list->PopTextureID();
}

void Ui::push_clip(Rect r) {
  const Rect cut = r.intersect(impl_->clips.back());
  impl_->clips.push_back(cut);
  impl_->list->PushClipRect({cut.x, cut.y}, {cut.right(), cut.bottom()}, false);
}
void Ui::pop_clip() {
  impl_->clips.pop_back();
  impl_->list->PopClipRect();
}

void set_onlooker(Ui& ui, Onlooker* onlooker) {
  ui.impl().onlooker = onlooker;
}

} // namespace foyer::ui
