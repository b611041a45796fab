// SPDX-License-Identifier: EUPL-1.2
#include "letter_samples.hpp"

#include "drawing.hpp"

#include <base/unique_handle.hpp>
#include <imaging/document.hpp>
#include <imaging/face.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <pango/pangocairo.h>
#include <stdexcept>

namespace foyer::support_papers {

namespace {

constexpr std::size_t letters_a_page = 480;
constexpr double block_mm = 62;

double between(std::mt19937& random, double from, double to) {
  return from + (to - from) * (static_cast<double>(random()) / 4'294'967'296.0);
}

// The strings of a catalogue that are sentences.
std::vector<std::string> sentences(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t at = text.find(": \""); at != std::string::npos; at = text.find(": \"", at)) {
      const std::size_t end = text.find('"', at + 3);
      if (end == std::string::npos)
        break;
      if (end - at > 40 && text.substr(at, end - at).find_first_of("{\\") == std::string::npos)
        found.push_back(text.substr(at + 3, end - at - 3));
      at = end;
    }
  }
  return found;
}

using Surface = UniqueHandle<cairo_surface_t, cairo_surface_destroy>;
using Canvas = UniqueHandle<cairo_t, cairo_destroy>;
using Layout = UniqueHandle<PangoLayout, g_object_unref>;
using Font = UniqueHandle<PangoFontDescription, pango_font_description_free>;
using Attributes = UniqueHandle<PangoAttrList, pango_attr_list_unref>;

// Whether a face itself, and no other in its place, has a text's letters.
bool has_letters(const char* face, const std::string& text) {
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 8, 8));
  const Canvas canvas(cairo_create(surface.get()));
  const Layout layout(pango_cairo_create_layout(canvas.get()));
  const Font font(pango_font_description_from_string(face));
  pango_layout_set_font_description(layout.get(), font.get());
  const Attributes attributes(pango_attr_list_new());
  pango_attr_list_insert(attributes.get(), pango_attr_fallback_new(FALSE));
  pango_layout_set_attributes(layout.get(), attributes.get());
  pango_layout_set_text(layout.get(), text.c_str(), -1);
  // Texts in other scripts name some things in German.
  return pango_layout_get_unknown_glyphs_count(layout.get()) * 8 <
         pango_layout_get_character_count(layout.get());
}

std::string any_style(const char* face, std::mt19937& random) {
  constexpr const char* styles[] = {"",      "",      "",        "",        "",
                                    " Bold", " Bold", " Italic", " Italic", " Bold Italic"};
  return std::string(face) + styles[random() % std::size(styles)];
}

api::Page drawn(const std::vector<std::string>& texts, const std::vector<const char*>& faces,
                std::mt19937& random) {
  constexpr int resolutions[] = {150, 150, 150, 200, 300};
  const support_scanner::ScannerModel model{.noise = between(random, 0.5, 4),
                                            .skew_degrees = 0,
                                            .brightness =
                                                random() % 4 == 0 ? between(random, 0.3, 0.9) : 1,
                                            .seed = static_cast<std::uint32_t>(random()),
                                            .dpi = resolutions[random() % std::size(resolutions)]};
  return support_scanner::scan_drawing(model, [&](cairo_t* canvas) {
    for (double top = 12; top + block_mm < 290; top += block_mm + 6) {
      const std::string face = any_style(faces[random() % faces.size()], random);
      const double size =
          between(random, 0, 1) < 0.75 ? between(random, 2.3, 4.2) : between(random, 4.2, 6);
      const double ink = random() % 3 == 0 ? between(random, 0.1, 0.5) : 0.1;
      cairo_save(canvas);
      cairo_rectangle(canvas, 0, top, 210, block_mm);
      cairo_clip(canvas);
      for (double y = top; y < top + block_mm;) {
        const std::string& text = texts[random() % texts.size()];
        support_scanner::draw_text(
            canvas, 15, y, text,
            {.font = face.c_str(), .millimetres = size, .colour = {ink, ink, ink}, .width = 178});
        y += size * (1.6 + static_cast<double>(text.size()) * size / 178 * 0.75);
      }
      cairo_restore(canvas);
    }
  });
}

// What printers, scanners and files do to letters.
void worsen(cv::Mat& grey, std::mt19937& random) {
  switch (random() % 10) {
  case 0:
  case 1:
  case 2:
  case 3: cv::GaussianBlur(grey, grey, {0, 0}, between(random, 0.3, 1.3)); break;
  case 4: { // a copier's or a fax's two levels
    cv::GaussianBlur(grey, grey, {0, 0}, 0.5);
    cv::threshold(grey, grey, between(random, 90, 190), 235, cv::THRESH_BINARY);
    cv::GaussianBlur(grey, grey, {0, 0}, between(random, 0.3, 0.7));
    break;
  }
  case 5: { // thick or thin ink
    const cv::Mat cross = cv::getStructuringElement(cv::MORPH_CROSS, {3, 3});
    cv::Mat changed;
    if (random() % 2 == 0)
      cv::erode(grey, changed, cross);
    else
      cv::dilate(grey, changed, cross);
    cv::addWeighted(grey, 0.5, changed, 0.5, 0, grey);
    break;
  }
  default: break;
  }
}

void compress(api::Page& page, std::mt19937& random) {
  const auto jpeg = imaging::to_jpeg(page, 30 + static_cast<int>(random() % 60));
  if (!jpeg)
    return;
  if (const auto decoded = imaging::decode_face(*jpeg);
      decoded.ok() && decoded->width == page.width && decoded->height == page.height)
    for (std::size_t i = 0; i < page.pixels.size(); ++i)
      page.pixels[i] = decoded->rgba[i / 3 * 4 + i % 3];
}

} // namespace

void require_faces(std::span<const char* const> faces) {
  PangoFontMap* const map = pango_cairo_font_map_get_default();
  for (const char* face : faces) {
    PangoFontFamily* const family = pango_font_map_get_family(map, face);
    if (family == nullptr || g_ascii_strcasecmp(pango_font_family_get_name(family), face) != 0)
      throw std::runtime_error(std::string("face is not installed: ") + face);
  }
}

std::vector<Sample> letters_of(const std::filesystem::path& folder,
                               std::span<const char* const> faces, int pages,
                               std::mt19937& random) {
  const auto texts = sentences(folder);
  std::vector<const char*> having;
  for (const char* face : faces)
    if (has_letters(face, texts[texts.size() / 2] + texts[texts.size() / 3]))
      having.push_back(face);
  std::vector<Sample> samples;
  for (int i = 0; i < pages && !having.empty(); ++i) {
    api::Page page = drawn(texts, having, random);
    if (random() % 4 == 0)
      compress(page, random);
    auto copy = imaging::working_copy(page);
    worsen(copy.grey.mat, random);
    const auto ink = imaging::find_ink(copy.grey.mat, copy.dpi);
    auto letters = imaging::find_lines(ink).letters;
    std::shuffle(letters.begin(), letters.end(), random);
    letters.resize(std::min(letters.size(), letters_a_page));
    for (const auto& letter : letters) {
      const auto window = imaging::window_of(ink, letter, between(random, -1.5, 1.5), 0);
      Sample& sample = samples.emplace_back();
      std::transform(window.begin(), window.end(), sample.begin(), [](float level) {
        return static_cast<std::uint8_t>(std::lround(level * 255));
      });
    }
  }
  return samples;
}

} // namespace foyer::support_papers
