// SPDX-License-Identifier: EUPL-1.2
#include <ui/text.hpp>

#include "glyph_atlas.hpp"

#include <base/unique_handle.hpp>

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

#include <cmath>
#include <list>
#include <unordered_map>

namespace foyer::ui {

namespace {

using ObjectHandle = UniqueHandle<void, g_object_unref>;
using LayoutHandle = std::unique_ptr<PangoLayout, HandleDeleter<g_object_unref>>;
using IterHandle = UniqueHandle<PangoLayoutIter, pango_layout_iter_free>;
using DescriptionHandle = UniqueHandle<PangoFontDescription, pango_font_description_free>;
using AttributesHandle = UniqueHandle<PangoAttrList, pango_attr_list_unref>;

// A page has below 200 texts; this keeps the last dozen pages.
constexpr std::size_t most_layouts = 2000;

float px(int pango_units) {
  return static_cast<float>(pango_units) / PANGO_SCALE;
}

std::string valid(std::string_view text) {
  if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr))
    return std::string(text);
  gchar* fixed = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string result(fixed);
  g_free(fixed);
  return result;
}

// A paragraph sign and its number are one word; lines break elsewhere.
std::string with_whole_paragraphs(std::string text) {
  constexpr std::string_view loose = "\u00A7 ", tight = "\u00A7\u00A0";
  for (auto at = text.find(loose); at != std::string::npos; at = text.find(loose, at))
    text.replace(at, loose.size(), tight);
  return text;
}

std::string cache_key(std::string_view text, const TextStyle& s, float width) {
  std::string key(text);
  key += '\x1f';
  for (const long n :
       {std::lround(s.em_px * 16), static_cast<long>(s.weight), static_cast<long>(s.align),
        static_cast<long>(s.direction), static_cast<long>(s.tabular),
        std::lround(s.line_spacing * 100), static_cast<long>(s.max_lines), std::lround(width * 4)})
    key += std::to_string(n) + ',';
  return key + s.language;
}

// One configuration a file for the life of the process: reading it costs a tenth of a second, and
// Pango 1.50's font maps never give back their references to it. One thread at a time.
FcConfig* pinned_fonts(const std::filesystem::path& file) {
  static std::unordered_map<std::string, FcConfig*> known;
  if (const auto found = known.find(file.string()); found != known.end())
    return found->second;
  if (!std::filesystem::exists(file))
    return nullptr;
  FcConfig* config = FcConfigCreate();
  if (!FcConfigParseAndLoad(config, reinterpret_cast<const FcChar8*>(file.c_str()), FcTrue) ||
      !FcConfigBuildFonts(config)) {
    FcConfigDestroy(config);
    return nullptr;
  }
  // Pango would read the system's fonts in a thread of its own before its first font map, and wait
  // for it, unless there is a current configuration.
  FcConfigSetCurrent(config);
  return known[file.string()] = config;
}

} // namespace

struct TextEngine::Impl {
  explicit Impl(TextureStore& textures) : atlas(textures) {}

  LayoutHandle make(std::string_view text, const TextStyle& style, float max_width) const;
  LayoutPtr extract(PangoLayout* layout, const TextStyle& style, float max_width);
  void extract_run(PangoLayoutIter* iter, PangoLayoutRun* run, TextLayout& out);
  LayoutHandle plain(std::string_view text) const { return make(text, TextStyle{}, 0); }

  GlyphAtlas atlas;
  FcConfig* config = nullptr; // of the process, see pinned_fonts
  ObjectHandle map, context;
  float cap = 0.7f;

  struct Entry {
    std::string key;
    LayoutPtr layout;
  };
  std::list<Entry> entries; // the latest used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key;
};

TextEngine::TextEngine() = default;
TextEngine::~TextEngine() = default;

Result<std::unique_ptr<TextEngine>> TextEngine::open(const std::filesystem::path& fonts_conf,
                                                     TextureStore& textures) {
  auto impl = std::make_unique<Impl>(textures);
  impl->config = pinned_fonts(fonts_conf);
  if (impl->config == nullptr)
    return fail(FailureCode::config_broken, "fonts.conf");
  impl->map.reset(pango_ft2_font_map_new());
  auto* map = static_cast<PangoFontMap*>(impl->map.get());
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), impl->config);
  impl->context.reset(pango_font_map_create_context(map));
  auto* context = static_cast<PangoContext*>(impl->context.get());
  pango_context_set_round_glyph_positions(context, FALSE);

  const auto probe = impl->plain("H");
  TextLayout measured;
  IterHandle iter(pango_layout_get_iter(probe.get()));
  PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter.get());
  if (run == nullptr)
    return fail(FailureCode::config_broken, "no font");
  impl->extract_run(iter.get(), run, measured);
  if (measured.glyphs.empty() || measured.unknown_glyphs > 0)
    return fail(FailureCode::config_broken, "pinned fonts missing");
  impl->cap = impl->atlas.cap_height(1); // the first face opened is the Latin one

  std::unique_ptr<TextEngine> engine(new TextEngine);
  engine->impl_ = std::move(impl);
  return engine;
}

float TextEngine::cap_height() const {
  return impl_->cap;
}
std::size_t TextEngine::cached_layouts() const {
  return impl_->entries.size();
}

LayoutHandle TextEngine::Impl::make(std::string_view text, const TextStyle& style,
                                    float max_width) const {
  auto* ctx = static_cast<PangoContext*>(context.get());
  const bool rtl = style.direction == Direction::rtl;
  pango_context_set_base_dir(ctx, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_language(ctx, pango_language_from_string(style.language.c_str()));
  LayoutHandle layout(pango_layout_new(ctx));
  PangoLayout* l = layout.get();
  DescriptionHandle font(pango_font_description_from_string("Noto Sans"));
  pango_font_description_set_weight(font.get(), style.weight == Weight::bold ? PANGO_WEIGHT_BOLD
                                                                             : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font.get(),
                                           static_cast<double>(style.em_px) * PANGO_SCALE);
  pango_layout_set_font_description(l, font.get());
  pango_layout_set_auto_dir(l, FALSE);
  if (style.tabular) {
    AttributesHandle attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(), pango_attr_font_features_new("tnum=1"));
    pango_layout_set_attributes(l, attributes.get());
  }
  // PANGO_ALIGN_LEFT means left only while the paragraph runs in the context's base direction
  // (auto_dir is off, so it always does): start is RIGHT for right-to-left text.
  PangoAlignment align = PANGO_ALIGN_CENTER;
  if (style.align != Align::centre)
    align = (style.align == Align::start) == rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
  pango_layout_set_alignment(l, align);
  if (max_width > 0) {
    pango_layout_set_width(l, static_cast<int>(std::floor(max_width * PANGO_SCALE)));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    if (style.max_lines > 0) {
      pango_layout_set_height(l, -style.max_lines);
      pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
    }
  }
  pango_layout_set_line_spacing(l, style.line_spacing);
  pango_layout_set_text(l, text.data(), static_cast<int>(text.size()));
  return layout;
}

void TextEngine::Impl::extract_run(PangoLayoutIter* iter, PangoLayoutRun* run, TextLayout& out) {
  FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(run->item->analysis.font));
  FcChar8* file = nullptr;
  int index = 0;
  double em = 0;
  FcPatternGetString(pattern, FC_FILE, 0, &file);
  FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
  FcPatternGetDouble(pattern, FC_PIXEL_SIZE, 0, &em);
  const unsigned face = file ? atlas.face(reinterpret_cast<const char*>(file), index) : 0;
  PangoRectangle logical;
  pango_layout_iter_get_run_extents(iter, nullptr, &logical);
  float pen = px(logical.x);
  const float baseline = std::round(px(pango_layout_iter_get_baseline(iter)));
  for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
    const PangoGlyphInfo& info = run->glyphs->glyphs[i];
    if ((info.glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
      ++out.unknown_glyphs;
    } else if (info.glyph != PANGO_GLYPH_EMPTY) {
      out.glyph_indices.push_back(info.glyph);
      const float x = pen + px(info.geometry.x_offset);
      const auto quarters = static_cast<long>(std::floor(x * 4 + 0.5f));
      const long whole = quarters >= 0 ? quarters / 4 : -((3 - quarters) / 4);
      const auto phase = static_cast<unsigned>(quarters - whole * 4);
      const AtlasGlyph& glyph = atlas.glyph(face, info.glyph, static_cast<float>(em), phase);
      if (glyph.w > 0)
        out.glyphs.push_back(
            {glyph.texture, glyph.x, glyph.y, glyph.w, glyph.h,
             static_cast<int>(whole) + glyph.left,
             static_cast<int>(baseline + std::round(px(info.geometry.y_offset))) - glyph.top});
    }
    pen += px(info.geometry.width);
  }
}

LayoutPtr TextEngine::Impl::extract(PangoLayout* layout, const TextStyle&, float max_width) {
  auto out = std::make_shared<TextLayout>();
  PangoRectangle ink, logical;
  pango_layout_get_extents(layout, &ink, &logical);
  out->width = std::ceil(px(logical.width));
  out->box_width = max_width > 0 ? max_width : out->width;
  out->height = std::ceil(px(logical.height));
  out->truncated = pango_layout_is_ellipsized(layout) != FALSE;
  IterHandle iter(pango_layout_get_iter(layout));
  do {
    PangoRectangle line;
    pango_layout_iter_get_line_extents(iter.get(), nullptr, &line);
    const TextLine entry{px(line.y), px(pango_layout_iter_get_baseline(iter.get())),
                         px(line.height), px(line.x), px(line.width)};
    if (out->lines.empty() || out->lines.back().baseline != entry.baseline)
      out->lines.push_back(entry);
    if (PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter.get()))
      extract_run(iter.get(), run, *out);
  } while (pango_layout_iter_next_run(iter.get()));
  return out;
}

LayoutPtr TextEngine::layout(std::string_view text, const TextStyle& style, float max_width) {
  std::string key = cache_key(text, style, max_width);
  auto& entries = impl_->entries;
  if (const auto found = impl_->by_key.find(key); found != impl_->by_key.end()) {
    entries.splice(entries.begin(), entries, found->second);
    return entries.front().layout;
  }
  const std::string clean = with_whole_paragraphs(valid(text));
  const auto pango = impl_->make(clean, style, max_width);
  entries.push_front({std::move(key), impl_->extract(pango.get(), style, max_width)});
  impl_->by_key.emplace(entries.front().key, entries.begin());
  if (entries.size() > most_layouts) {
    impl_->by_key.erase(entries.back().key);
    entries.pop_back();
  }
  return entries.front().layout;
}

void TextEngine::forget() {
  impl_->by_key.clear();
  for (auto& entry : impl_->entries) {
    std::fill(entry.key.begin(), entry.key.end(), '\0'); // texts may be a person's
  }
  impl_->entries.clear();
}

Caret TextEngine::caret(std::string_view text, const TextStyle& style, float max_width,
                        std::size_t index) {
  const auto layout = impl_->make(text, style, max_width);
  PangoRectangle strong;
  pango_layout_get_cursor_pos(layout.get(), static_cast<int>(std::min(index, text.size())), &strong,
                              nullptr);
  return {px(strong.x), px(strong.y), px(strong.height)};
}

std::size_t TextEngine::index_at(std::string_view text, const TextStyle& style, float max_width,
                                 Vec2 point) {
  const auto layout = impl_->make(text, style, max_width);
  int index = 0, trailing = 0;
  pango_layout_xy_to_index(layout.get(), static_cast<int>(point.x * PANGO_SCALE),
                           static_cast<int>(point.y * PANGO_SCALE), &index, &trailing);
  auto at = static_cast<std::size_t>(std::max(index, 0));
  // Trailing counts characters of one grapheme; its end is the next border.
  if (trailing > 0)
    at = next_border(text, at);
  return std::min(at, text.size());
}

std::size_t TextEngine::move_visually(std::string_view text, const TextStyle& style,
                                      std::size_t index, int step) {
  const auto layout = impl_->make(text, style, 0);
  int to = 0, trailing = 0;
  pango_layout_move_cursor_visually(layout.get(), TRUE, static_cast<int>(index), 0, step, &to,
                                    &trailing);
  if (to < 0 || to == G_MAXINT)
    return index; // at the edge: stay
  auto at = static_cast<std::size_t>(to);
  if (trailing > 0)
    at = next_border(text, at);
  return std::min(at, text.size());
}

namespace {

// Byte offsets where a caret may stand, 0 and size included.
std::vector<std::size_t> borders(PangoLayout* layout, std::string_view text) {
  int count = 0;
  const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout, &count);
  std::vector<std::size_t> result;
  std::size_t offset = 0;
  for (int i = 0; i < count; ++i) {
    if (attributes[i].is_cursor_position || offset == text.size())
      result.push_back(offset);
    if (offset < text.size())
      offset += static_cast<std::size_t>(g_utf8_skip[static_cast<unsigned char>(text[offset])]);
  }
  return result;
}

} // namespace

std::size_t TextEngine::next_border(std::string_view text, std::size_t index) {
  for (const std::size_t border : borders(impl_->plain(text).get(), text))
    if (border > index)
      return border;
  return text.size();
}

std::size_t TextEngine::previous_border(std::string_view text, std::size_t index) {
  std::size_t last = 0;
  for (const std::size_t border : borders(impl_->plain(text).get(), text)) {
    if (border >= index)
      break;
    last = border;
  }
  return last;
}

std::size_t TextEngine::count_graphemes(std::string_view text) {
  if (text.empty())
    return 0;
  return borders(impl_->plain(text).get(), text).size() - 1;
}

} // namespace foyer::ui
