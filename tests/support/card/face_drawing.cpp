// SPDX-License-Identifier: EUPL-1.2
// A face for DG2: nobody's, drawn with circles, with noise like a sensor's so that it compresses
// to what a passport's photograph takes.
#include <card/documents.hpp>

#include <base/unique_handle.hpp>

#include <cstddef>
#include <cstdio>

#include <jpeglib.h>
#include <openjpeg.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace foyer::card {
namespace {

struct Colour {
  int red, green, blue;
};

struct Oval {
  double x, y, width, height; // middle and half axes, in hundredths of the picture's width
  Colour colour;
};

// From back to front: shoulders, hair, neck, head, ears, eyes, pupils, nose, mouth.
constexpr std::array ovals{
    Oval{50, 140, 46, 34, {70, 84, 120}},   Oval{50, 56, 31, 38, {74, 52, 38}},
    Oval{50, 100, 12, 22, {206, 164, 138}}, Oval{50, 62, 25, 33, {224, 184, 158}},
    Oval{25, 64, 4, 8, {212, 170, 144}},    Oval{75, 64, 4, 8, {212, 170, 144}},
    Oval{50, 32, 25, 12, {74, 52, 38}},     Oval{40, 58, 5.5, 3, {250, 250, 248}},
    Oval{60, 58, 5.5, 3, {250, 250, 248}},  Oval{40, 58, 2.4, 2.6, {60, 86, 70}},
    Oval{60, 58, 2.4, 2.6, {60, 86, 70}},   Oval{50, 69, 3, 5, {206, 160, 134}},
    Oval{50, 81, 9, 2.4, {178, 92, 90}}};

std::vector<std::uint8_t> draw(int width, int height) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(static_cast<std::size_t>(width * height * 3));
  std::uint32_t noise = 1;
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column) {
      Colour colour{226 - row / 12, 230 - row / 12, 234 - row / 12};
      for (const Oval& oval : ovals) {
        const double x = (100.0 * column / width - oval.x) / oval.width;
        const double y = (100.0 * row / width - oval.y) / oval.height;
        if (x * x + y * y <= 1)
          colour = oval.colour;
      }
      noise = noise * 1664525U + 1013904223U;
      const int grain = static_cast<int>(noise >> 29U) - 4;
      for (const int part : {colour.red, colour.green, colour.blue})
        pixels.push_back(static_cast<std::uint8_t>(std::clamp(part + grain, 0, 255)));
    }
  return pixels;
}

Bytes as_jpeg(const std::vector<std::uint8_t>& pixels, int width, int height) {
  jpeg_compress_struct encoder{};
  jpeg_error_mgr errors{};
  encoder.err = jpeg_std_error(&errors);
  jpeg_create_compress(&encoder);
  unsigned char* out = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&encoder, &out, &size);
  encoder.image_width = static_cast<JDIMENSION>(width);
  encoder.image_height = static_cast<JDIMENSION>(height);
  encoder.input_components = 3;
  encoder.in_color_space = JCS_RGB;
  jpeg_set_defaults(&encoder);
  jpeg_set_quality(&encoder, 85, TRUE);
  jpeg_start_compress(&encoder, TRUE);
  for (int row = 0; row < height; ++row) {
    auto* line = const_cast<JSAMPROW>(pixels.data() + static_cast<std::ptrdiff_t>(row) * width * 3);
    jpeg_write_scanlines(&encoder, &line, 1);
  }
  jpeg_finish_compress(&encoder);
  jpeg_destroy_compress(&encoder);
  Bytes bytes(out, out + size);
  std::free(out);
  return bytes;
}

// OpenJPEG writes to a stream that may seek: a growing block of memory.
struct Memory {
  Bytes bytes;
  std::size_t at = 0;
};

OPJ_SIZE_T write_memory(void* from, OPJ_SIZE_T size, void* user) {
  auto& memory = *static_cast<Memory*>(user);
  memory.bytes.resize(std::max(memory.bytes.size(), memory.at + size));
  std::memcpy(memory.bytes.data() + memory.at, from, size);
  memory.at += size;
  return size;
}
OPJ_OFF_T skip_memory(OPJ_OFF_T size, void* user) {
  static_cast<Memory*>(user)->at += static_cast<std::size_t>(size);
  return size;
}
OPJ_BOOL seek_memory(OPJ_OFF_T to, void* user) {
  static_cast<Memory*>(user)->at = static_cast<std::size_t>(to);
  return OPJ_TRUE;
}

using Picture = UniqueHandle<opj_image_t, opj_image_destroy>;
using Codec = UniqueHandle<opj_codec_t, opj_destroy_codec>;
using Stream = UniqueHandle<opj_stream_t, opj_stream_destroy>;

Bytes as_jpeg2000(const std::vector<std::uint8_t>& pixels, int width, int height, bool raw) {
  std::array<opj_image_cmptparm_t, 3> components{};
  for (auto& component : components) {
    component.dx = component.dy = 1;
    component.w = static_cast<OPJ_UINT32>(width);
    component.h = static_cast<OPJ_UINT32>(height);
    component.prec = 8;
  }
  const Picture picture(opj_image_create(3, components.data(), OPJ_CLRSPC_SRGB));
  picture->x1 = static_cast<OPJ_UINT32>(width);
  picture->y1 = static_cast<OPJ_UINT32>(height);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    picture->comps[i % 3].data[i / 3] = pixels[i];
  opj_cparameters_t parameters;
  opj_set_default_encoder_parameters(&parameters);
  parameters.tcp_numlayers = 1;
  parameters.tcp_rates[0] = 16; // times smaller
  parameters.cp_disto_alloc = 1;
  parameters.irreversible = 1;
  parameters.tcp_mct = 1;
  const Codec codec(opj_create_compress(raw ? OPJ_CODEC_J2K : OPJ_CODEC_JP2));
  const Stream stream(opj_stream_create(1 << 16, OPJ_FALSE));
  Memory memory;
  opj_stream_set_user_data(stream.get(), &memory, nullptr);
  opj_stream_set_write_function(stream.get(), write_memory);
  opj_stream_set_skip_function(stream.get(), skip_memory);
  opj_stream_set_seek_function(stream.get(), seek_memory);
  if (opj_setup_encoder(codec.get(), &parameters, picture.get()) == OPJ_FALSE ||
      opj_start_compress(codec.get(), picture.get(), stream.get()) == OPJ_FALSE ||
      opj_encode(codec.get(), stream.get()) == OPJ_FALSE ||
      opj_end_compress(codec.get(), stream.get()) == OPJ_FALSE)
    throw std::runtime_error("face: jpeg2000");
  return memory.bytes;
}

} // namespace

Bytes face_image(FaceCode code, int width, int height) {
  const auto pixels = draw(width, height);
  if (code == FaceCode::jpeg)
    return as_jpeg(pixels, width, height);
  return as_jpeg2000(pixels, width, height, code == FaceCode::jpeg2000_codestream);
}

} // namespace foyer::card
