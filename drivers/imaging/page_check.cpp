// SPDX-License-Identifier: EUPL-1.2
#include <imaging/page_check.hpp>

#include "content.hpp"
#include "letters.hpp"
#include "light.hpp"
#include "outline.hpp"
#include "skew.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

// Every limit's reason: QUALITY.md.
constexpr int dark_paper = 110;
constexpr double faint_ink = 62;
constexpr double blurred_slope = 0.32;
constexpr double picture_share = 0.1;
// Where something is so bright, the light is not at fault; nor where the lid is.
constexpr int bright_spot = 150;
constexpr std::size_t few_letters = 120;
constexpr int cut_letters = 2;
constexpr double beyond_mm = 3;

// Letters that the picture's border cuts, on one side.
bool is_cut_off(const PageInk& ink) {
  int hits[4] = {};
  const auto letter = [&](double along, double across) {
    return along <= ink.pixels(8) && across >= ink.pixels(0.5) && across <= ink.pixels(8) &&
           along >= ink.pixels(0.25);
  };
  const int rows = ink.mask.mat.rows, columns = ink.mask.mat.cols;
  for (const Mark& mark : ink.strokes) {
    const cv::Rect& box = mark.box;
    hits[0] += box.y <= 1 && letter(box.width, box.height);
    hits[1] += box.br().x >= columns - 1 && letter(box.height, box.width);
    hits[2] += box.br().y >= rows - 1 && letter(box.width, box.height);
    hits[3] += box.x <= 1 && letter(box.height, box.width);
  }
  return *std::max_element(std::begin(hits), std::end(hits)) >= cut_letters;
}

// A corner of the paper lies where the scanner does not see it.
bool is_beyond(const WorkingCopy& copy, const Outline& outline) {
  const auto most = static_cast<float>(copy.pixels(beyond_mm));
  return std::any_of(outline.corners.begin(), outline.corners.end(), [&](const auto& corner) {
    return std::min(corner.x, corner.y) < -most ||
           corner.x > static_cast<float>(copy.grey.mat.cols) + most ||
           corner.y > static_cast<float>(copy.grey.mat.rows) + most;
  });
}

// The picture within the outline, straightened.
Wiped paper_of(const cv::Mat& picture, const Outline& outline) {
  const auto& [a, b, c, d] = outline.corners;
  const float width = std::hypot(b.x - a.x, b.y - a.y), height = std::hypot(d.x - a.x, d.y - a.y);
  const cv::Point2f from[3] = {a, b, d}, to[3] = {{0, 0}, {width, 0}, {0, height}};
  Wiped paper;
  cv::warpAffine(picture, paper.mat, cv::getAffineTransform(from, to),
                 {std::max(8, cvRound(width)), std::max(8, cvRound(height))}, cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  return paper;
}

// The lid's, around the paper.
int lid_brightness(const WorkingCopy& copy, const Outline& outline) {
  Wiped small = shrunk(copy.grey.mat, copy.dpi, paper_dpi);
  const auto scale = static_cast<float>(std::min(1.0, paper_dpi / copy.dpi));
  std::vector<cv::Point> polygon;
  for (const cv::Point2f& corner : outline.corners)
    polygon.emplace_back(corner * scale);
  cv::Mat lid(small.mat.size(), CV_8UC1, cv::Scalar(255));
  cv::fillConvexPoly(lid, polygon, cv::Scalar(0));
  return cvRound(cv::mean(small.mat, lid)[0]);
}

// A4 that fills the picture shows no edge; the reach of its writing tells.
PaperKind kind_by_writing(const PageInk& ink, const cv::Mat& grey) {
  cv::Rect reach;
  for (const Mark& mark : ink.marks)
    if (ink.is_letter(mark))
      reach |= mark.box;
  const double shorter = std::min(reach.width, reach.height) / ink.pixels(1);
  const double longer = std::max(reach.width, reach.height) / ink.pixels(1);
  const double side = std::min(grey.cols, grey.rows) / ink.pixels(1);
  const double other = std::max(grey.cols, grey.rows) / ink.pixels(1);
  const bool is_a4 = kind_of(side, other) == PaperKind::a4;
  return is_a4 && shorter > 150 && longer > 190 ? PaperKind::a4 : PaperKind::unknown;
}

void check_outline(PageCheck& check, const WorkingCopy& copy, const Outline& outline) {
  for (std::size_t i = 0; i < 4; ++i)
    check.outline[i] = {static_cast<float>(outline.corners[i].x / copy.scale),
                        static_cast<float>(outline.corners[i].y / copy.scale)};
  check.outline_is_sure = true;
  const auto& [a, b, c, d] = outline.corners;
  check.kind = kind_of(std::hypot(b.x - a.x, b.y - a.y) / copy.pixels(1),
                       std::hypot(d.x - a.x, d.y - a.y) / copy.pixels(1));
}

PageCheck check_paper(const WorkingCopy& copy, PageCheck check,
                      const std::optional<Outline>& outline) {
  Wiped paper;
  if (outline) {
    check_outline(check, copy, *outline);
    paper = paper_of(copy.grey.mat, *outline);
    check.skew_degrees = outline->degrees;
  }
  const cv::Mat& grey = outline ? paper.mat : copy.grey.mat;
  check.paper = level_at(grey, 0.95);
  const PageInk ink = find_ink(grey, copy.dpi);
  check.marks = static_cast<int>(std::count_if(
      ink.marks.begin(), ink.marks.end(), [&](const Mark& mark) { return !ink.at_edge(mark); }));
  check.looks_dark = check.paper < dark_paper && level_at(grey, 0.997) < bright_spot &&
                     !(outline && lid_brightness(copy, *outline) >= bright_spot);
  check.has_shadow = has_shadow(ink.paper.mat, copy.dpi, [&] {
    return outline ? paper_of(copy.colour.mat, *outline) : Wiped(copy.colour.mat.clone());
  });
  const Ground ground = ground_of(ink);
  const bool is_picture = !check.has_shadow && ground.uneven >= picture_share;
  check.looks_empty = !has_writing(ink) && !ground.has_shapes && !is_picture;
  check.has_glare = has_glare(grey, copy.dpi);
  check.is_cut_off = outline ? is_beyond(copy, *outline) : is_cut_off(ink);
  const Lines lines = find_lines(ink);
  const double contrast = ink_contrast(lines.letters);
  // The ink of a dark page, and blurred ink, are pale too: told as what they are.
  const double sharp = sharpness(lines.letters);
  check.looks_blurred = sharp >= 0 && sharp < blurred_slope;
  check.looks_faint = contrast >= 0 && contrast < faint_ink && !is_picture && !check.looks_dark &&
                      !check.looks_blurred;
  // A paper's sides tell better than few letters.
  if (lines.are_found && (!outline || lines.letters.size() >= few_letters))
    check.skew_degrees += lines.skew_degrees;
  // Blurred letters have lost what tells.
  if (const Upright upright = find_upright(ink, lines); upright.is_sure && !check.looks_blurred) {
    check.quarter_turns = upright.quarter_turns % 4;
    check.turn_is_sure = true;
  }
  if (!outline)
    check.kind = kind_by_writing(ink, grey);
  return check;
}

PageCheck check_copy(const WorkingCopy& copy, const PageCheck& check) {
  if (const auto outline = find_outline(copy)) {
    const PageCheck cut = check_paper(copy, check, outline);
    // A filled rectangle of no known size is a page's print rather than a paper with nothing on it.
    if (!cut.looks_empty || cut.kind != PaperKind::unknown)
      return cut;
  }
  return check_paper(copy, check, std::nullopt);
}

} // namespace

Result<PageCheck> check_page(const api::Page& page) {
  FOYER_CHECK(check_shape(page));
  PageCheck check;
  const auto right = static_cast<float>(page.width);
  const auto bottom = static_cast<float>(page.height);
  check.outline = {Point{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
  try {
    return check_copy(working_copy(page), check);
  } catch (const cv::Exception&) {
    return fail(FailureCode::image_malformed, "page check");
  }
}

} // namespace foyer::imaging
