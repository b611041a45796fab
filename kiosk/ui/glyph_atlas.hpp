// SPDX-License-Identifier: EUPL-1.2
// Rendered glyphs in mask textures of 1024x1024, added page by page. Private to the ui room.
#pragma once

#include <ui/texture.hpp>

#include <string>
#include <unordered_map>

typedef struct FT_LibraryRec_* FT_Library;
typedef struct FT_FaceRec_* FT_Face;

namespace foyer::ui {

struct AtlasGlyph {
  TextureId texture = 0;
  int x = 0, y = 0, w = 0, h = 0; // w == 0: nothing to draw (a space)
  int left = 0, top = 0;          // from the pen: bitmap's left, and its top above the baseline
};

class GlyphAtlas {
 public:
  explicit GlyphAtlas(TextureStore& textures);
  ~GlyphAtlas();
  GlyphAtlas(const GlyphAtlas&) = delete;
  GlyphAtlas& operator=(const GlyphAtlas&) = delete;

  // A number for a font file, 0 when it cannot be opened.
  unsigned face(const std::string& file, int index);
  // phase: quarters of a pixel to the right, 0..3.
  const AtlasGlyph& glyph(unsigned face, unsigned index, float em_px, unsigned phase);
  // Cap height of a face as a fraction of its em, from the outline of H.
  float cap_height(unsigned face);

 private:
  AtlasGlyph render(unsigned face, unsigned index, float em_px, unsigned phase);
  AtlasGlyph reserve(int w, int h);

  TextureStore& textures_;
  FT_Library library_ = nullptr;
  std::unordered_map<std::string, unsigned> numbers_;
  std::vector<FT_Face> faces_;
  std::unordered_map<std::uint64_t, AtlasGlyph> glyphs_;
  TextureId page_ = 0;
  int shelf_x_ = 0, shelf_y_ = 0, shelf_height_ = 0;
};

} // namespace foyer::ui
