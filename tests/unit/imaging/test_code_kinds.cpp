// SPDX-License-Identifier: EUPL-1.2
// Codes of all four kinds, of several sizes, in any direction, on a full page of text.
#include <imaging/codes.hpp>
#include <support_papers/papers.hpp>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <opencv2/imgproc.hpp>

using namespace foyer;
using imaging::CodeFormat;

namespace {

const std::string text =
    "FOYER-TEST;KOVALENKO;OKSANA;1988-03-14;N01-26-000017-Z;https://example.org/abcdefghijk";

ZXing::BarcodeFormat zxing(CodeFormat format) {
  switch (format) {
  case CodeFormat::data_matrix: return ZXing::BarcodeFormat::DataMatrix;
  case CodeFormat::aztec: return ZXing::BarcodeFormat::Aztec;
  case CodeFormat::pdf417: return ZXing::BarcodeFormat::PDF417;
  default: return ZXing::BarcodeFormat::QRCode;
  }
}

// `module_mm`: a module's side; `degrees`: clockwise.
void stamp(api::Page& page, CodeFormat format, double module_mm, double degrees, double x_mm,
           double y_mm) {
  const auto bits = ZXing::MultiFormatWriter(zxing(format)).setMargin(2).encode(text, 0, 0);
  cv::Mat code(bits.height(), bits.width(), CV_8UC3);
  for (int y = 0; y < bits.height(); ++y)
    for (int x = 0; x < bits.width(); ++x)
      code.at<cv::Vec3b>(y, x) = bits.get(x, y) ? cv::Vec3b(30, 30, 34) : cv::Vec3b(246, 246, 244);
  constexpr int fine = 8; // so that turning does not eat modules
  cv::resize(code, code, {}, fine, fine, cv::INTER_NEAREST);
  const double mm = page.dpi / 25.4, scale = module_mm * mm / fine;
  cv::Mat turn = cv::getRotationMatrix2D(
      cv::Point2f(static_cast<float>(code.cols) / 2, static_cast<float>(code.rows) / 2), -degrees,
      scale);
  turn.at<double>(0, 2) += x_mm * mm - code.cols / 2.0;
  turn.at<double>(1, 2) += y_mm * mm - code.rows / 2.0;
  cv::Mat glass(page.height, page.width, CV_8UC3, page.pixels.data()), moved, mask;
  cv::warpAffine(code, moved, turn, glass.size(), cv::INTER_AREA);
  cv::warpAffine(cv::Mat(code.size(), CV_8UC1, cv::Scalar(255)), mask, turn, glass.size());
  moved.copyTo(glass, mask > 250);
  const cv::Rect around(static_cast<int>((x_mm - 40) * mm), static_cast<int>((y_mm - 40) * mm),
                        static_cast<int>(80 * mm), static_cast<int>(80 * mm));
  cv::Mat part = glass(around & cv::Rect({0, 0}, glass.size()));
  cv::GaussianBlur(part, part, {0, 0}, 0.9); // what a scanner's lens does
}

api::Page letter(std::uint32_t seed) {
  return support_papers::scan(
      support_papers::paper(support_papers::Subject::letter, support_papers::Script::latin, seed),
      {.dpi = 300, .seed = seed, .skew_degrees = 0.6});
}

struct Rate {
  int read = 0, all = 0;
};

Rate rate(CodeFormat format, double module_mm) {
  Rate rate;
  std::uint32_t seed = 30;
  for (const double degrees : {0.0, 7.0, 90.0, 180.0, 205.0}) {
    api::Page page = letter(++seed);
    const double x = 60 + 20 * (seed % 4), y = 235;
    stamp(page, format, module_mm, degrees, x, y);
    const auto codes = imaging::read_codes(page);
    REQUIRE(codes.ok());
    ++rate.all;
    for (const auto& code : *codes) {
      CHECK(code.format == format); // and nothing invented beside it
      CHECK(as_text(code.content.reveal()) == text);
      float left = 1e9F, right = 0, top = 1e9F, bottom = 0;
      for (const auto& corner : code.corners) {
        left = std::min(left, corner.x), right = std::max(right, corner.x);
        top = std::min(top, corner.y), bottom = std::max(bottom, corner.y);
      }
      INFO("format " << static_cast<int>(format) << ", " << module_mm << " mm, " << degrees);
      // Where it was put.
      const auto mm = static_cast<float>(300 / 25.4);
      CHECK(std::abs((left + right) / 2 / mm - static_cast<float>(x)) < 4);
      CHECK(std::abs((top + bottom) / 2 / mm - static_cast<float>(y)) < 4);
      ++rate.read;
    }
  }
  return rate;
}

} // namespace

TEST_CASE("Codes of all four kinds are read on a page of text, whichever way they lie") {
  std::string told;
  int read = 0, all = 0;
  for (const auto& [format, name] : {std::pair{CodeFormat::qr, "QR"},
                                     {CodeFormat::data_matrix, "Data Matrix"},
                                     {CodeFormat::aztec, "Aztec"},
                                     {CodeFormat::pdf417, "PDF417"}})
    for (const double module_mm : {0.33, 0.5}) {
      const Rate of = rate(format, module_mm);
      told += std::string(name) + " with modules of " + std::to_string(module_mm).substr(0, 4) +
              " mm: " + std::to_string(of.read) + " of " + std::to_string(of.all) + "\n";
      read += of.read;
      all += of.all;
      INFO(told);
      // The receipt's kind is always read; the others' readers know limits (QUALITY.md).
      if (format == CodeFormat::qr)
        CHECK(of.read == of.all);
    }
  std::cout << told;
  CHECK(read * 100 >= all * 75);
}

TEST_CASE("QR alone is asked for: the others are not looked for") {
  api::Page page = letter(77);
  stamp(page, CodeFormat::data_matrix, 0.5, 0, 60, 235);
  const auto codes = imaging::read_codes(page, imaging::CodesWanted::qr);
  REQUIRE(codes.ok());
  CHECK(codes->empty());
}

TEST_CASE("A page full of things like codes takes a second or two, not more") {
  api::Page page;
  page.width = 2480;
  page.height = 3508;
  page.channels = 1;
  page.pixels.assign(2480U * 3508U, 245);
  std::uint32_t state = 1;
  for (int top = 60; top + 240 < page.height; top += 330)
    for (int left = 60; left + 240 < page.width; left += 330)
      for (int y = 0; y < 240; ++y)
        for (int x = 0; x < 240; ++x) {
          const int module = y / 6 * 40 + x / 6;
          state = static_cast<std::uint32_t>(module) * 2'654'435'761U +
                  static_cast<std::uint32_t>(top * 7 + left);
          page.pixels[static_cast<std::size_t>((top + y) * page.width + left + x)] =
              ((state ^ (state >> 13U)) * 0x85EBCA6BU >> 31U) != 0 ? 20 : 240;
        }
  const auto began = std::clock();
  const auto codes = imaging::read_codes(page);
  REQUIRE(codes.ok());
  CHECK(codes->empty());
  // Of work by this thread: a busy machine is no fault.
  CHECK(static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC < 3);
}
