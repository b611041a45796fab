// SPDX-License-Identifier: EUPL-1.2
#include "bands.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace foyer::mrz_reader {
namespace {

constexpr float shortest_piece = 28, shortest_line = 130; // pixels of the shrunk picture
constexpr float thinnest = 3.5F, thickest = 28;
constexpr std::size_t most_pieces = 600;

cv::Mat ellipse(int size) {
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {size, size});
}

// What the scanner's or camera's noise alone looks like as strokes: most of a page is empty.
double noise_of(const cv::Mat& strokes) {
  std::array<int, 256> count{};
  int total = 0;
  for (int y = 0; y < strokes.rows; y += 3)
    for (int x = y % 2; x < strokes.cols; x += 2, ++total)
      ++count[strokes.at<std::uint8_t>(y, x)];
  std::size_t level = 0;
  for (int below = count[0]; below < total / 2 && level < 255; below += count[level])
    ++level;
  return static_cast<double>(level);
}

// Dark strokes, thin against 9 pixels, where they are strong for their neighbourhood; each line of
// them closed to one blot.
cv::Mat blots(const cv::Mat& picture) {
  cv::Mat strokes, strongest, mask;
  cv::morphologyEx(picture, strokes, cv::MORPH_BLACKHAT, ellipse(9));
  cv::dilate(strokes, strongest, cv::Mat::ones(25, 25, CV_8U));
  cv::blur(strongest, strongest, {25, 25});
  cv::Mat limit;
  cv::max(strongest * 0.42, std::min(8 + 2.2 * noise_of(strokes), 60.0), limit);
  cv::compare(strokes, limit, mask, cv::CMP_GT);
  cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, ellipse(11));
  cv::morphologyEx(mask, mask, cv::MORPH_OPEN, ellipse(5));
  return mask;
}

float length(const Band& band) {
  return static_cast<float>(cv::norm(band.b - band.a));
}

cv::Point2f direction(const Band& band) {
  return (band.b - band.a) * (1 / std::max(length(band), 1e-3F));
}

float cross(cv::Point2f a, cv::Point2f b) {
  return a.x * b.y - a.y * b.x;
}

Band band_of(const std::vector<cv::Point>& blot) {
  const cv::RotatedRect box = cv::minAreaRect(blot);
  cv::Point2f corner[4];
  box.points(corner);
  const auto side = cv::norm(corner[1] - corner[0]), other = cv::norm(corner[2] - corner[1]);
  Band band;
  if (side > other) {
    band.a = (corner[0] + corner[3]) * 0.5F;
    band.b = (corner[1] + corner[2]) * 0.5F;
  } else {
    band.a = (corner[0] + corner[1]) * 0.5F;
    band.b = (corner[2] + corner[3]) * 0.5F;
  }
  // The box is as thick as the blot is bent; its area is not.
  const auto thick = static_cast<float>(cv::contourArea(blot) / std::max(side, other));
  band.height = std::min(static_cast<float>(std::min(side, other)), thick * 1.15F);
  return band;
}

// Do the two lie on one line, one after the other, with less than some letters between?
bool continues(const Band& band, const Band& piece) {
  const cv::Point2f along = direction(band);
  const float height = std::max(band.height, piece.height);
  if (std::min(band.height, piece.height) < 0.5F * height)
    return false;
  float gap = 1e9F;
  for (const cv::Point2f& end : {piece.a, piece.b}) {
    const cv::Point2f to = end - band.a;
    const float at = to.dot(along);
    const float outside = at < 0 ? -at : std::max(0.0F, at - length(band));
    if (std::abs(cross(along, to)) > 0.55F * height + 0.03F * outside)
      return false;
    gap = std::min(gap, outside);
  }
  return gap < 8 * height;
}

void join(Band& band, const Band& piece) {
  const float total = length(band) + length(piece);
  const float height = (band.height * length(band) + piece.height * length(piece)) / total;
  std::array<cv::Point2f, 4> ends{band.a, band.b, piece.a, piece.b};
  const cv::Point2f along = direction(length(band) > length(piece) ? band : piece);
  const auto [first, last] =
      std::minmax_element(ends.begin(), ends.end(), [&](const auto& p, const auto& q) {
        return p.dot(along) < q.dot(along);
      });
  band = {.a = *first, .b = *last, .height = height};
}

std::vector<Band> joined(std::vector<Band> pieces) {
  std::sort(pieces.begin(), pieces.end(),
            [](const Band& x, const Band& y) { return length(x) > length(y); });
  std::vector<Band> lines;
  std::vector<bool> used(pieces.size(), false);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (used[i] || length(pieces[i]) < 40)
      continue;
    Band line = pieces[i];
    for (bool grown = true; grown;) {
      grown = false;
      for (std::size_t j = i + 1; j < pieces.size(); ++j)
        if (!used[j] && continues(line, pieces[j])) {
          join(line, pieces[j]);
          used[j] = grown = true;
        }
    }
    if (length(line) >= shortest_line)
      lines.push_back(line);
  }
  return lines;
}

// A zone is two or three lines of one length, one under the other.
float partners(const Band& band, const std::vector<Band>& lines) {
  float best = 0;
  const cv::Point2f along = direction(band);
  const float size = length(band);
  for (const Band& other : lines) {
    if (&other == &band || std::abs(cross(along, direction(other))) > 0.08F)
      continue;
    const cv::Point2f middle = (other.a + other.b) * 0.5F - band.a;
    const float apart = std::abs(cross(along, middle)) / std::max(band.height, other.height);
    if (apart < 1.3F || apart > 4.5F)
      continue;
    const float x = (other.a - band.a).dot(along), y = (other.b - band.a).dot(along);
    const float overlap = std::min(std::max(x, y), size) - std::max(std::min(x, y), 0.0F);
    best = std::max(best, overlap / std::max(size, length(other)));
  }
  return best;
}

} // namespace

std::vector<Band> find_bands(const cv::Mat& grey, double scale) {
  cv::Mat picture;
  cv::resize(grey, picture, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(blots(picture), outlines, cv::RETR_LIST, cv::CHAIN_APPROX_NONE);
  std::vector<Band> pieces;
  for (const auto& outline : outlines) {
    if (outline.size() < 2 * static_cast<std::size_t>(shortest_piece))
      continue;
    const Band band = band_of(outline);
    if (band.height > thinnest && band.height < thickest && length(band) > shortest_piece &&
        length(band) > 2.2F * band.height)
      pieces.push_back(band);
  }
  if (pieces.size() > most_pieces)
    pieces.resize(most_pieces);
  std::vector<Band> lines = joined(std::move(pieces));
  for (Band& line : lines)
    line.promise = std::min(length(line) / line.height, 45.0F) / 45 + 2 * partners(line, lines);
  const auto back = static_cast<float>(1 / scale);
  for (Band& line : lines) {
    line.a *= back;
    line.b *= back;
    line.height *= back;
  }
  std::sort(lines.begin(), lines.end(),
            [](const Band& x, const Band& y) { return x.promise > y.promise; });
  return lines;
}

} // namespace foyer::mrz_reader
