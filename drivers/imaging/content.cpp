// SPDX-License-Identifier: EUPL-1.2
// The limits' reasons: QUALITY.md.
#include "content.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

constexpr int writing_marks = 3;
constexpr int pale_mark = 40;
constexpr double soft_mark = 0.3;
constexpr double longest_mark_mm = 40;
constexpr double word_gap_mm = 5;

// A pen's stroke that goes on and turns; a crease and a hair are thinner or straight.
constexpr int stroke_contrast = 60;
constexpr double stroke_mm = 12, stroke_width_mm = 5, stroke_mm2 = 10;
// Ruled lines are straight for so long, along rows or columns of the picture, or nearly.
constexpr double line_mm = 8;

constexpr int hard_step = 25; // of brightness within a millimetre
constexpr double shape_mm = 10;
constexpr double rim_mm = 2;

// Writing comes in words: a mark that stands alone is dust, a punched hole or a staple, and what is
// very long is a ruled line; what is pale and soft shines through from the back.
bool has_words(const PageInk& ink, const std::vector<Mark>& spots) {
  std::vector<const Mark*> marks;
  for (const Mark& mark : spots)
    if (!ink.at_edge(mark) &&
        std::max(mark.box.width, mark.box.height) <= ink.pixels(longest_mark_mm) &&
        (mark.contrast >= pale_mark || mark.slope >= soft_mark * mark.contrast))
      marks.push_back(&mark);
  if (marks.size() > 500)
    return true;
  const auto gap = static_cast<int>(ink.pixels(word_gap_mm));
  int writing = 0;
  for (const Mark* mark : marks) {
    const cv::Rect around(mark->box.x - gap, mark->box.y - gap / 2, mark->box.width + 2 * gap,
                          mark->box.height + gap);
    const auto near = std::count_if(marks.begin(), marks.end(), [&](const Mark* other) {
      return (around & other->box).area() > 0;
    });
    writing += near > 2; // itself and two more
  }
  return writing >= writing_marks;
}

// A signature may be a single stroke, and squared paper joins all that is written on it.
bool has_strokes(const PageInk& ink) {
  Wiped dark, lines, found;
  cv::threshold(ink.contrast.mat, dark.mat, stroke_contrast, 255, cv::THRESH_BINARY);
  const double least_area = stroke_mm2 * ink.pixels(1) * ink.pixels(1);
  if (cv::countNonZero(dark.mat) < least_area)
    return false;
  cv::Mat without = dark.mat.clone();
  const int length = std::max(3, static_cast<int>(ink.pixels(line_mm)));
  const cv::Mat three = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  for (const cv::Size& along : {cv::Size(length, 1), cv::Size(1, length)}) {
    cv::dilate(dark.mat, lines.mat, three);
    cv::morphologyEx(lines.mat, lines.mat, cv::MORPH_OPEN,
                     cv::getStructuringElement(cv::MORPH_RECT, along));
    without.setTo(0, lines.mat);
  }
  // Where a line went, the stroke that crossed it goes on.
  cv::morphologyEx(without, found.mat, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  wipe({without.data, without.total()});
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(found.mat, labels, stats, centres, 8, CV_32S);
  wipe({labels.data, labels.total() * labels.elemSize()});
  for (int i = 1; i < count; ++i) {
    const auto* stat = stats.ptr<std::int32_t>(i);
    const Mark mark{.box = {stat[cv::CC_STAT_LEFT], stat[cv::CC_STAT_TOP], stat[cv::CC_STAT_WIDTH],
                            stat[cv::CC_STAT_HEIGHT]}};
    if (!ink.at_edge(mark) && std::max(mark.box.width, mark.box.height) >= ink.pixels(stroke_mm) &&
        std::min(mark.box.width, mark.box.height) >= ink.pixels(stroke_width_mm) &&
        stat[cv::CC_STAT_AREA] >= least_area)
      return true;
  }
  return false;
}

} // namespace

bool has_writing(const PageInk& ink) {
  return has_words(ink, ink.marks) || has_words(ink, ink.strokes) || has_strokes(ink);
}

Ground ground_of(const PageInk& ink) {
  Ground ground;
  const cv::Mat& paper = ink.paper.mat;
  const double per_mm = std::min(ink.dpi, paper_dpi) / 25.4;
  const int rim = std::max(1, static_cast<int>(rim_mm * per_mm));
  const cv::Rect inner(rim, rim, paper.cols - 2 * rim, paper.rows - 2 * rim);
  if (inner.width < 8 || inner.height < 8)
    return ground;
  Wiped steps;
  cv::morphologyEx(paper(inner), steps.mat, cv::MORPH_GRADIENT,
                   cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  cv::threshold(steps.mat, steps.mat, hard_step, 255, cv::THRESH_BINARY);
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(steps.mat, labels, stats, centres, 8, CV_32S);
  for (int i = 1; i < count; ++i) {
    const auto* stat = stats.ptr<std::int32_t>(i);
    const int right = stat[cv::CC_STAT_LEFT] + stat[cv::CC_STAT_WIDTH];
    const int bottom = stat[cv::CC_STAT_TOP] + stat[cv::CC_STAT_HEIGHT];
    // What touches the rim may be a folded corner or the paper's own edge.
    const bool at_rim = stat[cv::CC_STAT_LEFT] == 0 || stat[cv::CC_STAT_TOP] == 0 ||
                        right == inner.width || bottom == inner.height;
    ground.has_shapes |=
        !at_rim && std::max(stat[cv::CC_STAT_WIDTH], stat[cv::CC_STAT_HEIGHT]) >= shape_mm * per_mm;
  }
  std::vector<std::uint8_t> levels;
  for (int y = inner.y; y < inner.br().y; ++y)
    levels.insert(levels.end(), paper.ptr<std::uint8_t>(y) + inner.x,
                  paper.ptr<std::uint8_t>(y) + inner.br().x);
  const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
  std::nth_element(levels.begin(), middle, levels.end());
  const int usual = *middle;
  const auto far = std::count_if(levels.begin(), levels.end(), [usual](int level) {
    return std::abs(level - usual) > hard_step;
  });
  ground.uneven = static_cast<double>(far) / static_cast<double>(levels.size());
  wipe(levels);
  return ground;
}

} // namespace foyer::imaging
