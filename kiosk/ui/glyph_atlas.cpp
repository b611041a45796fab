// SPDX-License-Identifier: EUPL-1.2
#include "glyph_atlas.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>
#include <cstring>

namespace foyer::ui {

namespace {
constexpr int page_side = 1024; // 1 MB a page; a power of two keeps texture coordinates exact
}

GlyphAtlas::GlyphAtlas(TextureStore& textures) : textures_(textures), faces_{nullptr} {
  FT_Init_FreeType(&library_);
}

GlyphAtlas::~GlyphAtlas() {
  for (FT_Face face : faces_)
    if (face)
      FT_Done_Face(face);
  if (library_)
    FT_Done_FreeType(library_);
}

unsigned GlyphAtlas::face(const std::string& file, int index) {
  const std::string key = file + "#" + std::to_string(index);
  const auto [place, added] = numbers_.try_emplace(key, 0);
  if (added) {
    FT_Face face = nullptr;
    // fontconfig keeps the instance of a variable font in the upper half; faces are pinned static.
    if (library_ && FT_New_Face(library_, file.c_str(), index & 0xffff, &face) == 0) {
      faces_.push_back(face);
      place->second = static_cast<unsigned>(faces_.size() - 1);
    }
  }
  return place->second;
}

const AtlasGlyph& GlyphAtlas::glyph(unsigned face, unsigned index, float em_px, unsigned phase) {
  const auto em = static_cast<std::uint64_t>(std::lround(em_px * 16)) & 0xffff;
  const std::uint64_t key = (static_cast<std::uint64_t>(face) & 0xff) << 48 |
                            (static_cast<std::uint64_t>(index) & 0xffffff) << 20 | em << 2 | phase;
  const auto [place, added] = glyphs_.try_emplace(key);
  if (added)
    place->second = render(face, index, em_px, phase);
  return place->second;
}

float GlyphAtlas::cap_height(unsigned face) {
  FT_Face f = face < faces_.size() ? faces_[face] : nullptr;
  if (!f || FT_Load_Char(f, 'H', FT_LOAD_NO_SCALE) != 0)
    return 0.7f;
  return static_cast<float>(f->glyph->metrics.horiBearingY) / static_cast<float>(f->units_per_EM);
}

AtlasGlyph GlyphAtlas::render(unsigned face, unsigned index, float em_px, unsigned phase) {
  FT_Face f = face < faces_.size() ? faces_[face] : nullptr;
  if (!f || FT_Set_Char_Size(f, 0, std::lround(em_px * 64), 72, 72) != 0)
    return {};
  // Unhinted: at these sizes shapes are better kept than bent to the pixel grid.
  if (FT_Load_Glyph(f, index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
    return {};
  FT_GlyphSlot slot = f->glyph;
  if (slot->format == FT_GLYPH_FORMAT_OUTLINE)
    FT_Outline_Translate(&slot->outline, static_cast<FT_Pos>(phase) * 16, 0);
  if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0)
    return {};
  const FT_Bitmap& bitmap = slot->bitmap;
  const int w = static_cast<int>(bitmap.width), h = static_cast<int>(bitmap.rows);
  if (w == 0 || h == 0 || bitmap.pixel_mode != FT_PIXEL_MODE_GRAY)
    return {};
  AtlasGlyph glyph = reserve(w, h);
  if (glyph.w == 0)
    return {};
  glyph.left = slot->bitmap_left;
  glyph.top = slot->bitmap_top;
  Texture& page = *textures_.find(glyph.texture);
  for (int row = 0; row < h; ++row)
    std::memcpy(&page.pixels[static_cast<std::size_t>((glyph.y + row) * page.width + glyph.x)],
                bitmap.buffer + row * bitmap.pitch, static_cast<std::size_t>(w));
  return glyph;
}

AtlasGlyph GlyphAtlas::reserve(int w, int h) {
  if (w >= page_side || h >= page_side)
    return {};
  if (page_ != 0 && shelf_x_ + w > page_side) {
    shelf_y_ += shelf_height_ + 1;
    shelf_x_ = shelf_height_ = 0;
  }
  if (page_ == 0 || shelf_y_ + h > page_side) {
    page_ = textures_.add({Texture::Kind::mask, page_side, page_side,
                           std::vector<std::uint8_t>(std::size_t{page_side} * page_side)});
    shelf_x_ = shelf_y_ = shelf_height_ = 0;
  }
  AtlasGlyph glyph{page_, shelf_x_, shelf_y_, w, h, 0, 0};
  shelf_x_ += w + 1;
  shelf_height_ = std::max(shelf_height_, h);
  return glyph;
}

} // namespace foyer::ui
