// SPDX-License-Identifier: EUPL-1.2
// The PDF against the clauses of ISO 19005-2, by a checker that shares no code with us and reads by
// qpdf; and the text layer as poppler finds it.
#include "hard_pages.hpp"
#include "reading_back.hpp"

#include <support_scanner/pages.hpp>

using namespace foyer;
using namespace support_scanner;

namespace {

imaging::Word word(const char* text, int left, int top, int right, int bottom, int line) {
  imaging::Word made;
  made.text = Personal<std::string>(text);
  made.left = left;
  made.top = top;
  made.right = right;
  made.bottom = bottom;
  made.line = line;
  return made;
}

imaging::Sheet with_text(api::Page page) {
  auto text = std::make_shared<imaging::TextLayer>();
  text->words.push_back(word("Prüfung", 100, 200, 220, 230, 1));
  text->words.push_back(word("Ђорђевић", 240, 200, 380, 230, 1));
  text->words.push_back(word("𝔉raktur", 100, 260, 220, 290, 2)); // beyond 16 bits
  auto hebrew = word("שלום", 400, 260, 500, 290, 2);
  hebrew.right_to_left = true;
  text->words.push_back(std::move(hebrew));
  auto made = sheet(std::move(page));
  made.text = text;
  return made;
}

std::string all_kinds() {
  auto photograph = blank_page({.dpi = 150});
  photo(photograph, 20, 20, 100, 120);
  auto stamped = police_report_page({.dpi = 150});
  stamp(stamped, 60, 108);
  const std::vector<imaging::Sheet> sheets{
      with_text(police_report_page({.dpi = 150})), sheet(std::move(stamped)),
      sheet(in_grey(police_report_page({.dpi = 150}))), sheet(std::move(photograph)),
      with_text(in_grey(blank_page({.dpi = 75})))};
  const auto pdf = imaging::to_pdf(sheets);
  REQUIRE(pdf.ok());
  return std::string(as_text(*pdf));
}

int check_pdfa(const Folder& folder, const std::string& pdf, std::string& told) {
  folder.put("page.pdf", as_bytes(pdf));
  return processes::run({"python3", "-B", FOYER_SOURCE_DIR "/tests/support/pdfa/check_pdfa.py",
                         (folder.directory / "page.pdf").string()},
                        &told);
}

} // namespace

TEST_CASE("Pages of all kinds are a PDF/A-2b") {
  const Folder folder;
  std::string told;
  const int status = check_pdfa(folder, all_kinds(), told);
  INFO(told);
  CHECK(status == 0);
  CHECK(folder.run("qpdf --check page.pdf").find("No syntax or stream encoding errors") !=
        std::string::npos);
}

TEST_CASE("The checker sees what a PDF/A must not be") {
  const Folder folder;
  const std::string good = all_kinds();
  // As long as what it stands for, so that nothing else is broken.
  const std::pair<const char*, const char*> changes[] = {
      {"part>2<", "part>1<"},
      {"conformance>B<", "conformance>A<"},
      {"Producer>Foyer<", "Producer>Other<"},
      {"/S /GTS_PDFA1", "/S /GTS_PDFX "},
      {"/FontFile2 ", "/FontFile9 "},
      {"/CIDToGIDMap ", "/CIDToGIDMop "},
      {"/DW 500", "/DW 400"},
      {"/K -1", "/K  1"},
      {"/OutputIntents ", "/OutputIntentz "},
      {"%\xBF\xF7\xA2\xFE", "%abcd"},
      {"/Metadata ", "/Metadatb "},
      {"/DeviceGray", "/DeviceRGB "},
  };
  for (const auto& [what, instead] : changes) {
    auto bad = good;
    const auto at = bad.find(what);
    INFO(what);
    REQUIRE(at != std::string::npos);
    bad.replace(at, std::string_view(what).size(), instead);
    std::string told;
    CHECK(check_pdfa(folder, bad, told) != 0);
  }
}

TEST_CASE("Words are found where they stand, and nobody sees them") {
  const Folder folder;
  const std::vector<imaging::Sheet> sheets{with_text(blank_page({.dpi = 75}))};
  const auto pdf = imaging::to_pdf(sheets);
  REQUIRE(pdf.ok());
  folder.put("page.pdf", *pdf);
  const std::string text = folder.run("pdftotext page.pdf -");
  for (const char* searched : {"Prüfung Ђорђевић", "𝔉raktur", "שלום"}) {
    INFO(searched << " in " << text);
    CHECK(text.find(searched) != std::string::npos);
  }
  // 100..220 and 200..230 pixels at 75 dpi, in points.
  const std::string boxes = folder.run("pdftotext -bbox page.pdf -");
  INFO(boxes);
  CHECK(boxes.find("<word xMin=\"96.000000\" yMin=\"192.0") != std::string::npos);
  CHECK(boxes.find("yMax=\"220.8") != std::string::npos);
  const api::Page drawn = folder.drawn("page.pdf", 75);
  CHECK(mean_difference(drawn.pixels, sheets[0].page->pixels) < 3.0);
  const std::string fonts = folder.run("pdffonts page.pdf");
  INFO(fonts);
  CHECK(fonts.find("CID TrueType      Identity-H       yes no  yes") != std::string::npos);
}
