// SPDX-License-Identifier: EUPL-1.2
#include "paper.hpp"

#include <base/unique_handle.hpp>

#include <algorithm>
#include <cairo-pdf.h>
#include <cctype>
#include <map>
#include <mutex>
#include <numbers>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

namespace foyer::receipt {

namespace {

constexpr double points = 72.0 / 25.4; // in a millimetre
constexpr double gutter = 8;
constexpr double bullet_indent = 4.5;
// A row that would leave less than this of a page empty is moved to the next as a whole.
constexpr double tallest_moved_row = 120;

using Context = UniqueHandle<PangoContext, g_object_unref>;
using Layout = UniqueHandle<PangoLayout, g_object_unref>;
using Font = UniqueHandle<PangoFontDescription, pango_font_description_free>;
using FontOptions = UniqueHandle<cairo_font_options_t, cairo_font_options_destroy>;
using Surface = UniqueHandle<cairo_surface_t, cairo_surface_destroy>;
using Canvas = UniqueHandle<cairo_t, cairo_destroy>;
using LineIterator = UniqueHandle<PangoLayoutIter, pango_layout_iter_free>;

struct Line {
  PangoLayoutLine* line; // the layout's
  double x;              // from the column's left edge
  double ascent;         // baseline below the line's top
  double height;
};

// "§ 54 Abs. 2 Nr. 8 AufenthG" stays in one piece: no break after the sign, and left to right
// within a text of the other direction, where the number would change places with the words behind
// it.
std::string with_whole_citations(std::string_view text, bool right_to_left) {
  constexpr std::string_view sign = "§";
  std::string result;
  while (!text.empty()) {
    if (!text.starts_with(sign)) {
      result += text.front();
      text.remove_prefix(1);
      continue;
    }
    std::size_t end = sign.size();
    for (std::size_t i = end;
         i < text.size() &&
         (text[i] == ' ' || text[i] == '.' || std::isalnum(static_cast<unsigned char>(text[i])));
         ++i)
      if (text[i] != ' ' && text[i] != '.')
        end = i + 1;
    std::string citation(text.substr(0, end));
    if (citation.starts_with("§ "))
      citation.replace(sign.size(), 1, "\u00A0");
    result += right_to_left ? "\u2066" + citation + "\u2069" : citation;
    text.remove_prefix(end);
  }
  return result;
}

// A text broken into lines, ready to be drawn.
struct Block {
  Layout layout;
  std::vector<Line> lines;
  double height = 0;
};

// Loaded once and kept for ever: Pango does not give a configuration of its own back, and a
// terminal prints all day long.
Result<PangoFontMap*> fonts_for(const std::filesystem::path& fonts_conf) {
  static std::mutex mutex;
  static auto& loaded = *new std::map<std::filesystem::path, PangoFontMap*>;
  const std::lock_guard lock(mutex);
  if (const auto found = loaded.find(fonts_conf); found != loaded.end())
    return found->second;
  FcConfig* config = nullptr;
  if (!fonts_conf.empty()) {
    if (!std::filesystem::exists(fonts_conf))
      return fail(FailureCode::config_broken, "fonts.conf");
    config = FcConfigCreate();
    const auto* const file = reinterpret_cast<const FcChar8*>(fonts_conf.c_str());
    if (FcConfigParseAndLoad(config, file, FcTrue) == FcFalse ||
        FcConfigBuildFonts(config) == FcFalse) {
      FcConfigDestroy(config);
      return fail(FailureCode::config_broken, "fonts.conf");
    }
  }
  PangoFontMap* const fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  if (config != nullptr)
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts), config);
  loaded.emplace(fonts_conf, fonts);
  return fonts;
}

cairo_status_t append_to(void* bytes, const unsigned char* data, unsigned int size) {
  append(*static_cast<Bytes*>(bytes), {data, size});
  return CAIRO_STATUS_SUCCESS;
}

} // namespace

struct Paper::State {
  PaperSetup setup;
  PangoFontMap* map = nullptr; // of fonts_for()
  Context german;
  Context help;
  Bytes bytes;
  Surface surface;
  Canvas canvas;
  double em_per_cap = 1.4; // font size for a cap height of one
  std::function<double(int)> draw_edges;
  int page = 0;
  double y = 0;

  ~State() { wipe(bytes); }

  [[nodiscard]] Context context(bool right_to_left, const std::string& tag) const {
    Context result(pango_font_map_create_context(map));
    const FontOptions options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(result.get(), options.get());
    pango_context_set_round_glyph_positions(result.get(), FALSE);
    pango_context_set_base_dir(result.get(),
                               right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(result.get(), pango_language_from_string(tag.c_str()));
    return result;
  }

  [[nodiscard]] Layout layout(const std::string& text, double size_mm, bool bold, Place how) const {
    Layout result(pango_layout_new(how == Place::in_help_column ? help.get() : german.get()));
    const Font font(pango_font_description_from_string("Noto Sans"));
    pango_font_description_set_absolute_size(font.get(), size_mm * points * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(result.get(), font.get());
    pango_layout_set_auto_dir(result.get(), FALSE);
    pango_layout_set_wrap(result.get(), PANGO_WRAP_WORD_CHAR);
    const bool right_to_left = how == Place::in_help_column && setup.help.right_to_left;
    if (right_to_left || how == Place::at_end)
      pango_layout_set_alignment(result.get(), PANGO_ALIGN_RIGHT);
    const std::string whole = with_whole_citations(text, right_to_left);
    pango_layout_set_text(result.get(), whole.data(), static_cast<int>(whole.size()));
    return result;
  }

  // How large the font must be for its H: measured, so that another font keeps the promise.
  void measure_cap_height() {
    constexpr double trial = 10;
    const Layout h = layout("H", trial, false, Place::at_start);
    PangoRectangle drawn{};
    pango_layout_get_extents(h.get(), &drawn, nullptr);
    const double cap = drawn.height / (points * PANGO_SCALE);
    if (cap > 0)
      em_per_cap = trial / cap;
  }

  [[nodiscard]] Block block(const std::string& text, const Style& style, double column,
                            Place how) const {
    Block result;
    result.layout = layout(text, style.cap_height * em_per_cap, style.bold, how);
    pango_layout_set_width(result.layout.get(), static_cast<int>(column * points * PANGO_SCALE));
    const LineIterator iterator(pango_layout_get_iter(result.layout.get()));
    do {
      PangoRectangle logical{};
      pango_layout_iter_get_line_extents(iterator.get(), nullptr, &logical);
      const double unit = points * PANGO_SCALE;
      const double baseline = pango_layout_iter_get_baseline(iterator.get());
      result.lines.push_back({pango_layout_iter_get_line_readonly(iterator.get()), logical.x / unit,
                              (baseline - logical.y) / unit, logical.height / unit});
      result.height += logical.height / unit;
    } while (pango_layout_iter_next_line(iterator.get()) != FALSE);
    return result;
  }

  void set_colour(const Colour& colour) const {
    cairo_set_source_rgb(canvas.get(), colour.red, colour.green, colour.blue);
  }

  void show(const Line& line, const Colour& colour, double x, double top) const {
    set_colour(colour);
    cairo_move_to(canvas.get(), (x + line.x) * points, (top + line.ascent) * points);
    pango_cairo_show_layout_line(canvas.get(), line.line);
  }

  void turn_page() {
    if (page > 0)
      cairo_show_page(canvas.get());
    ++page;
    y = draw_edges ? draw_edges(page) : Paper::first_line;
  }
};

Paper::Paper(std::unique_ptr<State> state) : state_(std::move(state)) {}
Paper::~Paper() = default;

Result<std::unique_ptr<Paper>> Paper::open(const PaperSetup& setup) {
  auto state = std::make_unique<State>();
  state->setup = setup;
  FOYER_TRY(state->map, fonts_for(setup.fonts_conf));
  state->german = state->context(false, "de");
  state->help = state->context(setup.help.right_to_left, setup.help.tag);
  state->surface.reset(cairo_pdf_surface_create_for_stream(append_to, &state->bytes, width * points,
                                                           height * points));
  // No time of printing: the same content gives the same bytes.
  const std::string created = to_rfc3339(setup.created);
  cairo_pdf_surface_set_metadata(state->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 created.c_str());
  cairo_pdf_surface_set_metadata(state->surface.get(), CAIRO_PDF_METADATA_TITLE,
                                 setup.title.c_str());
  state->canvas.reset(cairo_create(state->surface.get()));
  state->measure_cap_height();
  return std::unique_ptr<Paper>(new Paper(std::move(state)));
}

void Paper::on_page(std::function<double(int page)> draw) {
  state_->draw_edges = std::move(draw);
  state_->turn_page();
}

void Paper::row(const Text& text, const Style& style, bool bullet) {
  State& self = *state_;
  const double indent = bullet ? bullet_indent : 0;
  const bool rtl = self.setup.help.right_to_left;
  const Block german = self.block(text.german, style, column_width() - indent, Place::at_start);
  const bool with_help = two_columns() && !text.help.empty();
  const Block help =
      with_help ? self.block(text.help, style, column_width() - indent, Place::in_help_column)
                : Block{};
  const double tall = std::max(german.height, help.height);
  if (self.y + tall > bottom && tall <= tallest_moved_row)
    self.turn_page();

  const double help_x = help_column() + (rtl ? 0 : indent);
  const std::size_t lines = std::max(german.lines.size(), help.lines.size());
  for (std::size_t i = 0; i < lines; ++i) {
    double line_height = 0;
    if (i < german.lines.size())
      line_height = german.lines[i].height;
    if (i < help.lines.size())
      line_height = std::max(line_height, help.lines[i].height);
    if (self.y + line_height > bottom)
      self.turn_page();
    if (i < german.lines.size())
      self.show(german.lines[i], style.colour, margin + indent, self.y);
    if (i < help.lines.size())
      self.show(help.lines[i], style.colour, help_x, self.y);
    if (bullet && i == 0) {
      const double dot = 1.3;
      const double dot_y = self.y + german.lines[0].ascent - style.cap_height / 2 - dot / 2;
      fill(margin + 0.6, dot_y, dot, dot, accent, dot / 2);
      if (with_help)
        fill(rtl ? help_column() + column_width() - 0.6 - dot : help_column() + 0.6, dot_y, dot,
             dot, accent, dot / 2);
    }
    self.y += line_height;
  }
}

void Paper::space(double millimetres) {
  state_->y += millimetres;
}

void Paper::keep_together(double millimetres) {
  if (state_->y + millimetres > bottom)
    state_->turn_page();
}

double Paper::place(const std::string& text, const Style& style, double x, double y,
                    double box_width, Place how) {
  const Block block = state_->block(text, style, box_width, how);
  double top = y;
  for (const Line& line : block.lines) {
    state_->show(line, style.colour, x, top);
    top += line.height;
  }
  return block.height;
}

void Paper::fill(double x, double y, double w, double h, const Colour& colour, double radius) {
  cairo_t* const canvas = state_->canvas.get();
  state_->set_colour(colour);
  const double r = radius * points;
  const double left = x * points;
  const double top = y * points;
  const double right = (x + w) * points;
  const double low = (y + h) * points;
  constexpr double quarter = std::numbers::pi / 2;
  cairo_new_sub_path(canvas);
  cairo_arc(canvas, right - r, top + r, r, -quarter, 0);
  cairo_arc(canvas, right - r, low - r, r, 0, quarter);
  cairo_arc(canvas, left + r, low - r, r, quarter, 2 * quarter);
  cairo_arc(canvas, left + r, top + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(canvas);
  cairo_fill(canvas);
}

void Paper::qr(const QrMatrix& matrix, double x, double y, double side) {
  cairo_t* const canvas = state_->canvas.get();
  const double module = side / matrix.size;
  constexpr double overlap = 0.02; // no hairlines between rows
  state_->set_colour({0, 0, 0});
  for (int row = 0; row < matrix.size; ++row)
    for (int column = 0; column < matrix.size;) {
      int end = column;
      while (end < matrix.size && matrix.at(end, row))
        ++end;
      if (end > column)
        cairo_rectangle(canvas, (x + column * module) * points, (y + row * module) * points,
                        (end - column) * module * points, (module + overlap) * points);
      column = std::max(end, column + 1);
    }
  cairo_fill(canvas);
}

double Paper::y() const {
  return state_->y;
}
void Paper::set_y(double y) {
  state_->y = y;
}
int Paper::pages() const {
  return state_->page;
}
bool Paper::two_columns() const {
  return !state_->setup.help.tag.empty();
}
double Paper::column_width() const {
  return two_columns() ? (inner_width - gutter) / 2 : inner_width;
}
double Paper::help_column() const {
  return margin + column_width() + gutter;
}

Result<Bytes> Paper::finish() {
  State& self = *state_;
  cairo_show_page(self.canvas.get());
  self.canvas.reset();
  cairo_surface_finish(self.surface.get());
  if (cairo_surface_status(self.surface.get()) != CAIRO_STATUS_SUCCESS)
    return fail(FailureCode::internal, "PDF surface");
  return std::move(self.bytes);
}

} // namespace foyer::receipt
