// SPDX-License-Identifier: EUPL-1.2
#include <imaging/face.hpp>

#include "face_decoders.hpp"

#include <algorithm>

namespace foyer::imaging {

namespace {

bool begins_with(ByteView bytes, std::initializer_list<std::uint8_t> head) {
  return bytes.size() >= head.size() && std::equal(head.begin(), head.end(), bytes.begin());
}

} // namespace

Status check_face_size(std::uint32_t width, std::uint32_t height) {
  if (width == 0 || height == 0)
    return fail(FailureCode::image_malformed, "face without area");
  if (width > face_limit || height > face_limit ||
      std::uint64_t{width} * height > pages::most_face_pixels)
    return fail(FailureCode::page_too_large, "face");
  return success();
}

Result<Preview> decode_face(ByteView image) {
  if (begins_with(image, {0xFF, 0xD8, 0xFF}))
    return decode_jpeg(image);
  if (begins_with(image, {0xFF, 0x4F, 0xFF, 0x51}))
    return decode_jpeg2000(image, true);
  if (begins_with(image, {0x00, 0x00, 0x00, 0x0C, 'j', 'P', ' ', ' '}))
    return decode_jpeg2000(image, false);
  return fail(FailureCode::image_malformed, "face: neither JPEG nor JPEG2000");
}

} // namespace foyer::imaging
