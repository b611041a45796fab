// SPDX-License-Identifier: EUPL-1.2
// The part that talks to qpdf, whose headers clang refuses in C++20 (a vector of a class that is
// not complete yet): this header and its source are C++17.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace foyer::imaging {

struct PdfPage {
  int width = 0, height = 0; // pixels
  bool color = false;
  int dpi = 0;
  std::string jpeg;
};

// One picture fills each page. False when qpdf refuses; why is not told, it may quote the page.
bool write_pdf(const std::vector<PdfPage>& pages, std::vector<std::uint8_t>& out);

} // namespace foyer::imaging
