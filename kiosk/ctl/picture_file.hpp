// SPDX-License-Identifier: EUPL-1.2
// A picture from a file as if it had been scanned, to try what a terminal would make of it.
#pragma once

#include <api/document_scanner.hpp>

#include <filesystem>
#include <memory>

namespace foyer::ctl {

// PNG, JPEG, TIFF (its first page) or PNM, of at most 64 MiB and 120 million pixels; grey stays
// grey, all else becomes RGB. `dpi`: of a file that does not say. io_failed, page_too_large,
// image_malformed.
Result<std::shared_ptr<const api::Page>> read_picture(const std::filesystem::path& file, int dpi);

} // namespace foyer::ctl
