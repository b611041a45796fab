// SPDX-License-Identifier: EUPL-1.2
// A scanned letter as PDF/A: time and size, beside the usual tools where they are installed
// (Debian: img2pdf, ocrmypdf), of the same page in the same run. Whole programs are timed with
// their start.
#include <imaging/document.hpp>
#include <processes/processes.hpp>
#include <support_scanner/pages.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <vector>

namespace {

using namespace foyer;

struct Measured {
  double ms = 0;
  double bytes = 0;
};

// The median of three; nothing came out: 0 bytes.
Measured measure(const std::function<std::size_t()>& make) {
  std::vector<double> times;
  Measured measured;
  for (int i = 0; i < 3; ++i) {
    const auto began = std::chrono::steady_clock::now();
    measured.bytes = static_cast<double>(make());
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
            .count());
  }
  std::sort(times.begin(), times.end());
  measured.ms = times[1];
  return measured;
}

void tell(const char* name, const Measured& measured, const Measured& ours) {
  if (measured.bytes == 0)
    (void)std::printf("%-34s not installed\n", name);
  else
    (void)std::printf("%-34s %8.0f ms %8.1f KB   %6.2f x the time %6.2f x the size\n", name,
                      measured.ms, measured.bytes / 1e3, measured.ms / ours.ms,
                      measured.bytes / ours.bytes);
}

std::size_t size_after(const std::string& command, const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::remove(file, error);
  if (std::system((command + " >/dev/null 2>&1").c_str()) != 0)
    return 0;
  const auto size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

std::size_t size_of(const imaging::Sheet& sheet) {
  const auto pdf = imaging::to_pdf(std::span(&sheet, 1));
  return pdf ? pdf->size() : 0;
}

} // namespace

int main() {
  const processes::TemporaryDirectory folder;
  const auto page = std::make_shared<const api::Page>(support_scanner::police_report_page());
  const auto jpeg = imaging::to_jpeg(*page, 90);
  if (!jpeg)
    return 1;
  processes::write_file(folder / "page.jpg", std::string(as_text(*jpeg)));
  const pages::TextReader reader({.worker = FOYER_TEXT_WORKER});
  const std::string here = "cd '" + folder.path().string() + "' && OMP_THREAD_LIMIT=1 ";

  (void)std::printf("A4, 300 dpi, colour: one page of text\n");
  const auto ours = measure([&] { return size_of({page, nullptr}); });
  tell("foyer, without text", ours, ours);
  tell("img2pdf, without text",
       measure([&] { return size_after(here + "img2pdf page.jpg -o i.pdf", folder / "i.pdf"); }),
       ours);
  const auto searchable = measure([&]() -> std::size_t {
    auto text = reader.read(*page, {}, {});
    if (!text)
      return 0;
    return size_of({page, std::make_shared<const imaging::TextLayer>(std::move(*text))});
  });
  tell("foyer, with text", searchable, searchable);
  tell("ocrmypdf (PDF/A-2b), with text", measure([&] {
         return size_after(here + "ocrmypdf --jobs 1 -l deu+eng --image-dpi 300 page.jpg o.pdf",
                           folder / "o.pdf");
       }),
       searchable);
  return 0;
}
