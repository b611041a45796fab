// SPDX-License-Identifier: EUPL-1.2
#include <mrz_reader/read_zone.hpp>

#include "search.hpp"
#include "shade.hpp"
#include <mrz_reader/opencv_memory.hpp>

#include <algorithm>
#include <cmath>

namespace foyer::mrz_reader {
namespace {

// Lines are found where letters stand some 11 to 18 pixels apart: at this resolution if the page's
// dpi is right, then at others, as a camera's picture has none.
constexpr double wanted_dpi = 120;
constexpr double other_scales[] = {1.5, 0.67, 2.25, 0.45, 3.3};
constexpr double largest_scale = 1.4;
constexpr double most_pixels =
    5e6;                          // of a picture at another scale; on a large one no zone is small
constexpr int smallest_side = 64; // no zone can be read on less
constexpr std::size_t most_tried = 14; // lines of one page and scale

constexpr float lone = 1.2F; // lines of less promise stand alone and are no second zone

// What a reading must have to be taken without asking; measured (tests/unit/mrz_reader).
constexpr float sure_margin = 5.0F, sure_fit = 2.5F, sure_lost = 6.0F;

bool is_sure(const Found& found) {
  return found.decoded.checks_fit && found.decoded.margin > sure_margin && found.fit > sure_fit &&
         found.decoded.lost < sure_lost;
}

ReadZone result_of(const Found& found) {
  ReadZone out;
  out.zone = Secret(view(found.decoded.zone));
  out.layout = found.decoded.layout;
  out.sure = is_sure(found);
  const double odds = 1 / (1 + std::exp(-static_cast<double>(found.decoded.margin)));
  out.confidence = found.decoded.checks_fit ? odds : 0.5 * odds;
  for (std::size_t i = 0; i < 4; ++i)
    out.corners[i] = {found.corners[i].x, found.corners[i].y};
  for (std::size_t i = 0; i < found.cells.size(); ++i) {
    const std::size_t character = alphabet.find(found.decoded.zone[i]);
    out.characters.push_back(std::exp(std::min(found.cells[i][character], 0.0F)));
  }
  return out;
}

bool inside(const Found& found, const Band& band) {
  const std::vector<cv::Point2f> corners(found.corners.begin(), found.corners.end());
  const cv::Point2f middle = (band.a + band.b) * 0.5F;
  cv::Point2f centre(0, 0);
  for (const auto& corner : corners)
    centre += corner * 0.25F;
  const auto reach = static_cast<float>(cv::norm(corners[0] - corners[2])) / 2;
  return cv::norm(middle - centre) < reach && cv::norm(band.a - centre) < 1.3F * reach &&
         cv::norm(band.b - centre) < 1.3F * reach;
}

// Another scale finds the same lines again; once is enough if it sees them as long and as high.
bool known(const std::vector<Band>& tried, const Band& band) {
  return std::any_of(tried.begin(), tried.end(), [&](const Band& other) {
    const float near = 2 * band.height;
    const bool same = cv::norm(band.a - other.a) < near && cv::norm(band.b - other.b) < near;
    const bool turned = cv::norm(band.a - other.b) < near && cv::norm(band.b - other.a) < near;
    return (same || turned) && std::abs(band.height - other.height) < 0.2F * band.height &&
           cv::norm((band.a + band.b) - (other.a + other.b)) < band.height;
  });
}

// `tried` are the lines without a zone of other scales; those of this one are added.
Result<std::optional<Found>> search(Pages& pages, Network& network, double scale,
                                    std::vector<Band>& tried, const std::stop_token& stop) {
  std::optional<Found> best;
  std::size_t count = 0;
  for (const Band& band : find_bands(pages.grey(), scale)) {
    if (stop.stop_requested())
      return fail(FailureCode::cancelled);
    if (best && best->decoded.checks_fit && inside(*best, band))
      continue; // its other lines
    if (best && best->decoded.checks_fit && band.promise < lone)
      break;
    if (known(tried, band))
      continue;
    if (++count > most_tried)
      break;
    auto found = zone_at(pages, network, band);
    if (!found)
      tried.push_back(band);
    else if (!best || surer(*found, *best))
      best = std::move(found);
  }
  return best;
}

} // namespace

Result<std::optional<ReadZone>> read_zone(const api::Page& page, const std::stop_token& stop) {
  FOYER_CHECK(check_shape(page));
  prepare_opencv();
  if (stop.stop_requested())
    return fail(FailureCode::cancelled);
  if (std::min(page.width, page.height) < smallest_side)
    return std::optional<ReadZone>();
  std::optional<Found> best;
  try {
    Pages pages(shade_of(page));
    Network network;
    const double first = std::min(wanted_dpi / std::clamp(page.dpi, 75, 1200), 1.0);
    std::vector<double> scales{first};
    for (const double other : other_scales)
      if (first * other < largest_scale &&
          first * other * first * other * page.width * page.height < most_pixels)
        scales.push_back(first * other);
    std::vector<Band> tried;
    for (const double scale : scales) {
      FOYER_TRY(auto found, search(pages, network, scale, tried, stop));
      if (found && (!best || surer(*found, *best)))
        best = std::move(found);
      if (best && best->decoded.checks_fit)
        break;
    }
  } catch (const cv::Exception&) {
    return fail(FailureCode::image_malformed, "zone: opencv");
  }
  if (!best)
    return std::optional<ReadZone>();
  return std::optional(result_of(*best));
}

} // namespace foyer::mrz_reader
