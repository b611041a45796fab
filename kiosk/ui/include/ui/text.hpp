// SPDX-License-Identifier: EUPL-1.2
// Text: Pango lays a paragraph out (bidi, joining, breaks, fallback among the pinned fonts), its
// glyphs live in one atlas. One thread: the UI's.
#pragma once

#include <base/result.hpp>
#include <ui/geometry.hpp>
#include <ui/texture.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::ui {

enum class Weight { regular, bold };
enum class Align { start, centre, end };
enum class Direction { ltr, rtl };

struct TextStyle {
  float em_px = 20; // Ui::style() computes it from a cap height in mm
  Weight weight = Weight::regular;
  Align align = Align::start;           // start is the right side of right-to-left text
  Direction direction = Direction::ltr; // base direction of the paragraph
  std::string language = "de";          // BCP 47; decides letter forms and line breaks
  bool tabular = false;                 // figures of one width
  float line_spacing = 1.f;             // times the font's own line height (1.36 em)
  int max_lines = 0;                    // 0: all; else the last one ends in an ellipsis
  bool operator==(const TextStyle&) const = default;
};

struct Glyph {
  TextureId texture;
  int src_x, src_y, w, h; // in the texture
  int x, y;               // from the layout's top left corner
};

struct TextLine {
  float top, baseline, height; // from the layout's top
  float x, width;              // ink start and advance of the line
};

// Immutable and shared: keep it as long as you like.
struct TextLayout {
  float width = 0;     // of the widest line
  float box_width = 0; // what alignment happened in
  float height = 0;
  std::vector<TextLine> lines;
  std::vector<Glyph> glyphs;
  std::vector<unsigned> glyph_indices; // font glyph numbers in visual order (tests of joining)
  int unknown_glyphs = 0;
  bool truncated = false;
};
using LayoutPtr = std::shared_ptr<const TextLayout>;

// A caret's place in a layout: x and height of the stroke, in pixels from its top left.
struct Caret {
  float x, top, height;
};

class TextEngine {
 public:
  // fonts_conf: our pinned configuration (assets/fonts.conf). Fails when it or its fonts are
  // missing. The texture store outlives the engine.
  static Result<std::unique_ptr<TextEngine>> open(const std::filesystem::path& fonts_conf,
                                                  TextureStore& textures);
  ~TextEngine();
  TextEngine(const TextEngine&) = delete;
  TextEngine& operator=(const TextEngine&) = delete;

  // Cap height of the Latin face as a fraction of its em (0.714 for Noto Sans).
  [[nodiscard]] float cap_height() const;

  // UTF-8 in; invalid bytes are shown as U+FFFD. max_width <= 0: one unbroken line a paragraph.
  LayoutPtr layout(std::string_view text, const TextStyle& style, float max_width = 0);

  // Editing, all in byte offsets at grapheme borders (UAX 29 as Pango reports them).
  Caret caret(std::string_view text, const TextStyle& style, float max_width, std::size_t index);
  std::size_t index_at(std::string_view text, const TextStyle& style, float max_width, Vec2 point);
  // One step to the left (-1) or right (+1) as seen on the screen.
  std::size_t move_visually(std::string_view text, const TextStyle& style, std::size_t index,
                            int step);
  std::size_t next_border(std::string_view text, std::size_t index);
  std::size_t previous_border(std::string_view text, std::size_t index);
  std::size_t count_graphemes(std::string_view text);

  [[nodiscard]] std::size_t cached_layouts() const;
  // Drops every cached text: they may be a person's.
  void forget();

 private:
  TextEngine();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace foyer::ui
