// SPDX-License-Identifier: EUPL-1.2
// ZXing reads the page, then each place that looks like a code, straightened and enlarged.
#include <imaging/codes.hpp>

#include "code_places.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <opencv2/imgproc.hpp>

namespace foyer::imaging {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds patience{1500}; // for all places together

constexpr double straightened_dpi = 600;

std::optional<CodeFormat> format_of(ZXing::BarcodeFormat format) {
  switch (format) {
  case ZXing::BarcodeFormat::QRCode: return CodeFormat::qr;
  case ZXing::BarcodeFormat::DataMatrix: return CodeFormat::data_matrix;
  case ZXing::BarcodeFormat::Aztec: return CodeFormat::aztec;
  case ZXing::BarcodeFormat::PDF417: return CodeFormat::pdf417;
  default: return std::nullopt;
  }
}

ZXing::DecodeHints hints_for(CodesWanted wanted) {
  ZXing::BarcodeFormats formats = ZXing::BarcodeFormat::QRCode;
  if (wanted == CodesWanted::all)
    formats = ZXing::BarcodeFormat::QRCode | ZXing::BarcodeFormat::DataMatrix |
              ZXing::BarcodeFormat::Aztec | ZXing::BarcodeFormat::PDF417;
  return ZXing::DecodeHints().setFormats(formats).setMaxNumberOfSymbols(most_codes);
}

std::vector<Code> decode(const cv::Mat& grey, const ZXing::DecodeHints& hints,
                         const cv::Point& origin) {
  const ZXing::ImageView image(grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum,
                               static_cast<int>(grey.step[0]));
  std::vector<Code> codes;
  for (const auto& read : ZXing::ReadBarcodes(image, hints)) {
    const auto format = format_of(read.format());
    const auto& bytes = read.bytes();
    if (!read.isValid() || !format || bytes.empty() || bytes.size() > code_limit)
      continue;
    Code code{.format = *format, .content = Secret(Bytes(bytes.begin(), bytes.end()))};
    for (std::size_t i = 0; i < 4; ++i)
      code.corners[i] = {static_cast<float>(read.position()[i].x + origin.x),
                         static_cast<float>(read.position()[i].y + origin.y)};
    codes.push_back(std::move(code));
  }
  return codes;
}

cv::Rect box_of(const Code& code) {
  std::vector<cv::Point2f> corners;
  for (const Point& corner : code.corners)
    corners.emplace_back(corner.x, corner.y);
  return cv::boundingRect(corners);
}

class Reader {
 public:
  Reader(const cv::Mat& grey, double dpi) : grey_(grey), dpi_(dpi) {}

  std::vector<Code> read(CodesWanted wanted) {
    const auto hints = hints_for(wanted);
    add(decode(grey_, hints, {}));
    if (wanted == CodesWanted::qr)
      return std::move(codes_);
    const auto until = Clock::now() + patience;
    for (const CodePlace& place : code_places(grey_, dpi_)) {
      if (is_known(place.box))
        continue;
      if (Clock::now() >= until || codes_.size() >= most_codes)
        break;
      add(read_straightened(place, hints));
    }
    return std::move(codes_);
  }

 private:
  // The same code may be found on the page and in a place.
  void add(std::vector<Code> found) {
    for (Code& code : found) {
      const bool is_new = std::none_of(codes_.begin(), codes_.end(), [&](const Code& known) {
        return known.format == code.format && (box_of(known) & box_of(code)).area() > 0;
      });
      if (is_new && codes_.size() < most_codes)
        codes_.push_back(std::move(code));
    }
  }
  [[nodiscard]] bool is_known(const cv::Rect& place) const {
    return std::any_of(codes_.begin(), codes_.end(), [&](const Code& code) {
      return (box_of(code) & place).area() * 2 > place.area();
    });
  }
  // ZXing reads Aztec in a picture's middle only, PDF417 only when it lies straight, and each
  // better with more pixels a module.
  [[nodiscard]] std::vector<Code> read_straightened(const CodePlace& place,
                                                    const ZXing::DecodeHints& hints) const {
    const double factor = std::clamp(straightened_dpi / dpi_, 1.0, 3.0);
    const double angle = place.rect.angle * CV_PI / 180;
    const double c = std::cos(angle) / factor, s = std::sin(angle) / factor;
    const cv::Size size(static_cast<int>(place.rect.size.width * factor),
                        static_cast<int>(place.rect.size.height * factor));
    // From the straight picture back to the page.
    const cv::Matx23d back(c, -s, place.rect.center.x - c * size.width / 2 + s * size.height / 2, s,
                           c, place.rect.center.y - s * size.width / 2 - c * size.height / 2);
    Wiped straight;
    cv::warpAffine(grey_, straight.mat, back, size, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    auto codes = decode(straight.mat, hints, {});
    cv::Point2f around[4];
    place.rect.points(around);
    for (Code& code : codes)
      for (Point& corner : code.corners) {
        const cv::Vec2d at = back * cv::Vec3d(corner.x, corner.y, 1);
        corner = {static_cast<float>(at[0]), static_cast<float>(at[1])};
      }
    // Where a PDF417 on its head lies ZXing does not know; the place does.
    for (Code& code : codes)
      if (code.format == CodeFormat::pdf417)
        for (std::size_t i = 0; i < 4; ++i)
          code.corners[i] = {around[i].x, around[i].y};
    return codes;
  }

  const cv::Mat& grey_;
  double dpi_;
  std::vector<Code> codes_;
};

} // namespace

Result<std::vector<Code>> read_codes(const api::Page& page, CodesWanted wanted) {
  FOYER_CHECK(check_shape(page));
  try {
    Wiped grey;
    if (page.channels == 3)
      cv::cvtColor(view(page), grey.mat, cv::COLOR_RGB2GRAY);
    else
      view(page).copyTo(grey.mat);
    return Reader(grey.mat, page.dpi).read(wanted);
  } catch (const std::exception&) {
    return fail(FailureCode::image_malformed, "codes");
  }
}

} // namespace foyer::imaging
