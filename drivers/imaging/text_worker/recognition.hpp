// SPDX-License-Identifier: EUPL-1.2
// The only file pair that knows tesseract. Everything here may crash or hang: that is why it is a
// process of its own.
#pragma once

#include <pages/text.hpp>

#include <optional>

namespace foyer::imaging {

using pages::TextLayer;
using pages::Word;

struct GreyView {
  const std::uint8_t* levels; // one byte a pixel, rows without padding
  int width, height, dpi;
};

// Those of `names` whose model lies in the folder, as tesseract wants to be told ("deu+eng"); empty
// without the first one.
std::string installed(const std::filesystem::path& models, const std::vector<std::string>& names);

// The words that tesseract is half sure of. Nothing: it could not be used.
std::optional<TextLayer> recognise(const GreyView& page, const std::filesystem::path& models,
                                   const std::string& languages);

} // namespace foyer::imaging
