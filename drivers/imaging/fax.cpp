// SPDX-License-Identifier: EUPL-1.2
#include "fax.hpp"

#include <base/unique_handle.hpp>

#include <algorithm>
#include <cstdarg>
#include <cstring>
#include <tiffio.h>

namespace foyer::imaging {

namespace {

// A file in memory, as libtiff asks for one.
struct MemoryFile {
  Bytes bytes;
  std::size_t at = 0;

  MemoryFile() = default;
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { wipe(bytes); }

  static MemoryFile& of(thandle_t handle) { return *static_cast<MemoryFile*>(handle); }
  static tmsize_t read(thandle_t handle, void* to, tmsize_t size) {
    auto& file = of(handle);
    const std::size_t there = file.bytes.size() - std::min(file.at, file.bytes.size());
    const std::size_t n = std::min(there, static_cast<std::size_t>(size));
    std::memcpy(to, file.bytes.data() + file.at, n);
    file.at += n;
    return static_cast<tmsize_t>(n);
  }
  static tmsize_t write(thandle_t handle, void* from, tmsize_t size) {
    auto& file = of(handle);
    const auto n = static_cast<std::size_t>(size);
    file.bytes.resize(std::max(file.bytes.size(), file.at + n));
    std::memcpy(file.bytes.data() + file.at, from, n);
    file.at += n;
    return size;
  }
  static toff_t seek(thandle_t handle, toff_t offset, int whence) {
    auto& file = of(handle);
    const std::size_t from = whence == SEEK_END   ? file.bytes.size()
                             : whence == SEEK_CUR ? file.at
                                                  : 0;
    file.at = from + static_cast<std::size_t>(offset);
    return file.at;
  }
  static int close(thandle_t) { return 0; }
  static toff_t size(thandle_t handle) { return of(handle).bytes.size(); }
  static int map(thandle_t, void**, toff_t*) { return 0; }
  static void unmap(thandle_t, void*, toff_t) {}
};

using Tiff = UniqueHandle<TIFF, TIFFClose>;

// It would write to standard error, and may quote what it sees.
void be_silent(const char*, const char*, std::va_list) {}

bool compress(TIFF* tiff, int width, int height, ByteView rows) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, height);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  // libtiff only reads from it: the order of bits is the file's already.
  auto* data = const_cast<std::uint8_t*>(rows.data());
  const auto size = static_cast<tmsize_t>(rows.size());
  return TIFFWriteEncodedStrip(tiff, 0, data, size) == size && TIFFWriteDirectory(tiff) != 0 &&
         TIFFSetDirectory(tiff, 0) != 0;
}

} // namespace

Result<Bytes> to_fax(int width, int height, ByteView rows) {
  const auto row_bytes = (static_cast<std::size_t>(width) + 7) / 8;
  if (width <= 0 || height <= 0 || rows.size() != row_bytes * static_cast<std::size_t>(height))
    return fail(FailureCode::image_malformed, "mask");
  // For the whole process; nobody else here uses libtiff.
  TIFFSetErrorHandler(be_silent);
  TIFFSetWarningHandler(be_silent);
  MemoryFile file;
  const Tiff tiff(TIFFClientOpen("mask", "wm", &file, MemoryFile::read, MemoryFile::write,
                                 MemoryFile::seek, MemoryFile::close, MemoryFile::size,
                                 MemoryFile::map, MemoryFile::unmap));
  if (!tiff || !compress(tiff.get(), width, height, rows) || TIFFNumberOfStrips(tiff.get()) != 1)
    return fail(FailureCode::image_malformed, "fax");
  const auto begin = TIFFGetStrileOffset(tiff.get(), 0);
  const auto size = TIFFGetStrileByteCount(tiff.get(), 0);
  if (size == 0 || begin + size > file.bytes.size())
    return fail(FailureCode::image_malformed, "fax");
  return to_bytes(ByteView(file.bytes).subspan(begin, size));
}

} // namespace foyer::imaging
