// SPDX-License-Identifier: EUPL-1.2
// The picture on a hostile chip, through both decoders.
#include <imaging/face.hpp>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto face = imaging::decode_face(ByteView(data, size));
  if (!face.ok())
    return 0;
  const auto pixels =
      static_cast<std::size_t>(face->width) * static_cast<std::size_t>(face->height);
  if (face->width > imaging::face_limit || face->rgba.size() != pixels * 4)
    __builtin_trap();
  return 0;
}
