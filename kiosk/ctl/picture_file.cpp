// SPDX-License-Identifier: EUPL-1.2
#include "picture_file.hpp"

#include <base/unique_handle.hpp>
#include <base/whole_file.hpp>

#include <leptonica/allheaders.h>

namespace foyer::ctl {

namespace {

constexpr std::size_t longest_file = std::size_t{64} << 20;
constexpr std::int64_t most_pixels = 120'000'000;
constexpr int longest_side = 20'000;

void destroy(Pix* picture) {
  pixDestroy(&picture);
}
using Picture = UniqueHandle<Pix, destroy>;

api::Page copy(const Pix& picture, int channels) {
  auto* source = const_cast<Pix*>(&picture); // leptonica's readers are not const
  api::Page page;
  page.width = pixGetWidth(source);
  page.height = pixGetHeight(source);
  page.channels = channels;
  page.pixels.reserve(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) *
                      static_cast<std::size_t>(channels));
  for (int y = 0; y < page.height; ++y) {
    const l_uint32* line = pixGetData(source) + std::ptrdiff_t{y} * pixGetWpl(source);
    for (int x = 0; x < page.width; ++x) {
      if (channels == 1) {
        page.pixels.push_back(static_cast<std::uint8_t>(GET_DATA_BYTE(line, x)));
        continue;
      }
      for (const int shift : {L_RED_SHIFT, L_GREEN_SHIFT, L_BLUE_SHIFT})
        page.pixels.push_back(static_cast<std::uint8_t>(line[x] >> shift));
    }
  }
  return page;
}

} // namespace

Result<std::shared_ptr<const api::Page>> read_picture(const std::filesystem::path& file, int dpi) {
  FOYER_TRY(const Bytes bytes, read_whole_file(file));
  if (bytes.size() > longest_file)
    return fail(FailureCode::page_too_large, "the file");
  setMsgSeverity(L_SEVERITY_NONE);
  // Sizes are told before anything is unpacked.
  l_int32 format = 0, width = 0, height = 0, bits = 0, samples = 0, map = 0;
  if (pixReadHeaderMem(bytes.data(), bytes.size(), &format, &width, &height, &bits, &samples,
                       &map) != 0 ||
      width < 1 || height < 1)
    return fail(FailureCode::image_malformed, "no picture of a known kind");
  if (width > longest_side || height > longest_side || std::int64_t{width} * height > most_pixels)
    return fail(FailureCode::page_too_large, "pixels");
  const Picture read(pixReadMem(bytes.data(), bytes.size()));
  if (!read)
    return fail(FailureCode::image_malformed, "the picture is damaged");
  const Picture plain(pixRemoveColormap(read.get(), REMOVE_CMAP_BASED_ON_SRC));
  const bool colour = plain && pixGetDepth(plain.get()) == 32;
  const Picture settled(!plain   ? nullptr
                        : colour ? pixClone(plain.get())
                                 : pixConvertTo8(plain.get(), FALSE));
  if (!settled)
    return fail(FailureCode::image_malformed, "pixels of an unknown kind");
  auto page = std::make_shared<api::Page>(copy(*settled.get(), colour ? 3 : 1));
  const int said = pixGetXRes(read.get());
  page->dpi = said >= 50 && said <= 2'400 ? said : dpi;
  return std::shared_ptr<const api::Page>(std::move(page));
}

} // namespace foyer::ctl
