// SPDX-License-Identifier: EUPL-1.2
#include "face_decoders.hpp"

#include <base/unique_handle.hpp>

#include <algorithm>
#include <cstring>

#include <openjpeg.h>

namespace foyer::imaging {

namespace {

using Stream = UniqueHandle<opj_stream_t, opj_stream_destroy>;
using Codec = UniqueHandle<opj_codec_t, opj_destroy_codec>;
using Image = UniqueHandle<opj_image_t, opj_image_destroy>;

// What OpenJPEG reads from: it wants callbacks.
struct Source {
  ByteView bytes;
  std::size_t at = 0;
};

constexpr OPJ_SIZE_T end_of_source = static_cast<OPJ_SIZE_T>(-1);

OPJ_SIZE_T on_read(void* buffer, OPJ_SIZE_T size, void* user) {
  auto& source = *static_cast<Source*>(user);
  const std::size_t part = std::min<std::size_t>(size, source.bytes.size() - source.at);
  if (part == 0)
    return end_of_source;
  std::memcpy(buffer, source.bytes.data() + source.at, part);
  source.at += part;
  return part;
}

OPJ_OFF_T on_skip(OPJ_OFF_T size, void* user) {
  auto& source = *static_cast<Source*>(user);
  if (size < 0)
    return -1;
  const std::size_t part =
      std::min(static_cast<std::size_t>(size), source.bytes.size() - source.at);
  source.at += part;
  return static_cast<OPJ_OFF_T>(part);
}

OPJ_BOOL on_seek(OPJ_OFF_T place, void* user) {
  auto& source = *static_cast<Source*>(user);
  if (place < 0 || static_cast<std::size_t>(place) > source.bytes.size())
    return OPJ_FALSE;
  source.at = static_cast<std::size_t>(place);
  return OPJ_TRUE;
}

void be_quiet(const char*, void*) {}

Failure malformed() {
  return fail(FailureCode::image_malformed, "face: JPEG2000");
}

// Before anything is unpacked: sizes, and components that all have the image's size.
Status check_header(const opj_image_t& image) {
  if (image.x1 <= image.x0 || image.y1 <= image.y0)
    return malformed();
  FOYER_CHECK(check_face_size(image.x1 - image.x0, image.y1 - image.y0));
  if (image.numcomps != 1 && image.numcomps != 3 && image.numcomps != 4)
    return malformed();
  for (OPJ_UINT32 i = 0; i < image.numcomps; ++i) {
    const opj_image_comp_t& part = image.comps[i];
    if (part.prec == 0 || part.prec > 16 || part.dx == 0 || part.dy == 0)
      return malformed();
  }
  return success();
}

// A component's sample as 0..255.
std::uint8_t sample(const opj_image_comp_t& part, std::size_t at) {
  std::int64_t value = part.data[at];
  if (part.sgnd != 0)
    value += std::int64_t{1} << (part.prec - 1);
  if (part.prec > 8)
    value >>= part.prec - 8;
  else if (part.prec < 8)
    value = value * 255 / ((std::int64_t{1} << part.prec) - 1);
  return static_cast<std::uint8_t>(std::clamp<std::int64_t>(value, 0, 255));
}

// From YCbCr of full range where the file says so (ITU-T T.800 M.10.3: sYCC).
void to_rgb(std::uint8_t (&colour)[3]) {
  const double y = colour[0], cb = colour[1] - 128.0, cr = colour[2] - 128.0;
  const double red = y + 1.402 * cr;
  const double green = y - 0.344136 * cb - 0.714136 * cr;
  const double blue = y + 1.772 * cb;
  const double rgb[3] = {red, green, blue};
  for (int i = 0; i < 3; ++i)
    colour[i] = static_cast<std::uint8_t>(std::clamp(rgb[i] + 0.5, 0.0, 255.0));
}

Result<Preview> to_preview(const opj_image_t& image) {
  const opj_image_comp_t& first = image.comps[0];
  // The components' own sizes are what was unpacked; chroma may be coarser.
  FOYER_CHECK(check_face_size(first.w, first.h));
  const bool colour = image.numcomps >= 3;
  for (OPJ_UINT32 i = 0; i < (colour ? 3U : 1U); ++i)
    if (image.comps[i].data == nullptr || image.comps[i].w == 0 || image.comps[i].h == 0)
      return malformed();
  Preview preview;
  preview.width = static_cast<int>(first.w);
  preview.height = static_cast<int>(first.h);
  preview.rgba.resize(std::size_t{first.w} * first.h * 4);
  std::uint8_t* out = preview.rgba.data();
  const bool ycc = colour && image.color_space == OPJ_CLRSPC_SYCC;
  for (OPJ_UINT32 y = 0; y < first.h; ++y)
    for (OPJ_UINT32 x = 0; x < first.w; ++x) {
      std::uint8_t rgb[3] = {};
      for (OPJ_UINT32 i = 0; i < 3; ++i) {
        const opj_image_comp_t& part = image.comps[colour ? i : 0];
        const std::size_t column = std::size_t{x} * part.w / first.w;
        const std::size_t row = std::size_t{y} * part.h / first.h;
        rgb[i] = sample(part, row * part.w + column);
      }
      if (ycc)
        to_rgb(rgb);
      out = std::copy(std::begin(rgb), std::end(rgb), out);
      *out++ = 255;
    }
  return preview;
}

void wipe_samples(const opj_image_t& image) {
  for (OPJ_UINT32 i = 0; i < image.numcomps; ++i)
    if (const opj_image_comp_t& part = image.comps[i]; part.data != nullptr)
      wipe({reinterpret_cast<std::uint8_t*>(part.data),
            std::size_t{part.w} * part.h * sizeof *part.data});
}

} // namespace

Result<Preview> decode_jpeg2000(ByteView bytes, bool raw) {
  Source source{bytes};
  const Codec codec(opj_create_decompress(raw ? OPJ_CODEC_J2K : OPJ_CODEC_JP2));
  const Stream stream(opj_stream_default_create(OPJ_TRUE));
  if (!codec || !stream)
    return malformed();
  opj_set_info_handler(codec.get(), be_quiet, nullptr);
  opj_set_warning_handler(codec.get(), be_quiet, nullptr);
  opj_set_error_handler(codec.get(), be_quiet, nullptr);
  opj_stream_set_user_data(stream.get(), &source, nullptr);
  opj_stream_set_user_data_length(stream.get(), bytes.size());
  opj_stream_set_read_function(stream.get(), on_read);
  opj_stream_set_skip_function(stream.get(), on_skip);
  opj_stream_set_seek_function(stream.get(), on_seek);
  opj_dparameters_t parameters{};
  opj_set_default_decoder_parameters(&parameters);
  opj_image_t* header = nullptr;
  if (opj_setup_decoder(codec.get(), &parameters) == OPJ_FALSE ||
      opj_read_header(stream.get(), codec.get(), &header) == OPJ_FALSE) {
    opj_image_destroy(header);
    return malformed();
  }
  const Image image(header);
  FOYER_CHECK(check_header(*image));
  const bool done = opj_decode(codec.get(), stream.get(), image.get()) == OPJ_TRUE &&
                    opj_end_decompress(codec.get(), stream.get()) == OPJ_TRUE;
  auto preview = done ? to_preview(*image) : Result<Preview>(malformed());
  wipe_samples(*image);
  return preview;
}

} // namespace foyer::imaging
