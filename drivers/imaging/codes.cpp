// SPDX-License-Identifier: EUPL-1.2
#include <imaging/codes.hpp>

#include "pixels.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <exception>

namespace foyer::imaging {

Result<std::vector<Secret>> read_codes(const api::Page& page) {
  FOYER_CHECK(check_shape(page));
  std::vector<Secret> texts;
  try {
    const ZXing::ImageView image(page.pixels.data(), page.width, page.height,
                                 page.channels == 1 ? ZXing::ImageFormat::Lum
                                                    : ZXing::ImageFormat::RGB);
    const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode);
    for (const auto& code : ZXing::ReadBarcodes(image, hints)) {
      if (!code.isValid())
        continue;
      std::string text = code.text();
      texts.emplace_back(std::string_view(text));
      wipe(text);
    }
  } catch (const std::exception&) {
    return fail(FailureCode::image_malformed, "codes");
  }
  return texts;
}

} // namespace foyer::imaging
