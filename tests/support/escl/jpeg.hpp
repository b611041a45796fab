// SPDX-License-Identifier: EUPL-1.2
// A page as a scanner's JPEG. Our own writer (imaging) is not used: it is what is tested elsewhere.
#pragma once

#include <api/document_scanner.hpp>

#include <string>

namespace foyer::support_escl {

// In grey where `grey`; at `dpi` the nearest pixels of the page are taken.
std::string jpeg_of(const api::Page& page, bool grey, int dpi);

} // namespace foyer::support_escl
