// SPDX-License-Identifier: EUPL-1.2
// What outside readers make of a PDF of ours; one folder a test.
#pragma once

#include <base/bytes.hpp>
#include <imaging/document.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace foyer {

inline imaging::Sheet sheet(api::Page page) {
  return {.page = std::make_shared<const api::Page>(std::move(page)), .text = nullptr};
}

inline api::Page in_grey(const api::Page& colour) {
  api::Page grey;
  grey.width = colour.width;
  grey.height = colour.height;
  grey.channels = 1;
  grey.dpi = colour.dpi;
  for (std::size_t i = 0; i < colour.pixels.size(); i += 3)
    grey.pixels.push_back(colour.pixels[i + 1]);
  return grey;
}

struct Folder {
  processes::TemporaryDirectory directory;
  void put(const std::string& name, ByteView bytes) const {
    processes::write_file(directory / name, std::string(as_text(bytes)));
  }
  // What the command prints; it runs in the folder and must succeed.
  [[nodiscard]] std::string run(const std::string& command) const {
    std::string output;
    const int status = processes::run(
        {"sh", "-c", "cd '" + directory.path().string() + "' && " + command}, &output);
    INFO(command << "\n" << output);
    REQUIRE(status == 0);
    return output;
  }
  // The first page of the PDF as poppler draws it, in RGB.
  [[nodiscard]] api::Page drawn(const std::string& pdf, int dpi) const;
};

inline api::Page load_ppm(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string magic;
  int levels = 0;
  api::Page page;
  in >> magic >> page.width >> page.height >> levels;
  REQUIRE(magic == "P6");
  in.get();
  page.pixels.resize(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) *
                     3);
  in.read(reinterpret_cast<char*>(page.pixels.data()),
          static_cast<std::streamsize>(page.pixels.size()));
  return page;
}

inline api::Page Folder::drawn(const std::string& pdf, int dpi) const {
  (void)run("pdftoppm -f 1 -l 1 -singlefile -r " + std::to_string(dpi) + " " + pdf + " drawn");
  return load_ppm(directory / "drawn.ppm");
}

inline double mean_difference(const Bytes& a, const Bytes& b) {
  REQUIRE(a.size() == b.size());
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += std::abs(static_cast<int>(a[i]) - static_cast<int>(b[i]));
  return sum / static_cast<double>(a.size());
}

} // namespace foyer
