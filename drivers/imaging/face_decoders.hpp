// SPDX-License-Identifier: EUPL-1.2
// The two decoders behind face.hpp, for this room only.
#pragma once

#include <imaging/face.hpp>

namespace foyer::imaging {

Result<Preview> decode_jpeg(ByteView image);
// A JP2 file, or a raw codestream.
Result<Preview> decode_jpeg2000(ByteView image, bool raw);

// page_too_large beyond the limits of face.hpp, image_malformed where there is no area.
Status check_face_size(std::uint32_t width, std::uint32_t height);

} // namespace foyer::imaging
