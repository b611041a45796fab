// SPDX-License-Identifier: EUPL-1.2
// The receipt's code on a scanned page: found whichever way the paper lies, on its own and beside
// others; whatever else is on the page is nobody's code.
#include <imaging/codes.hpp>

#include <receipt/qr.hpp>
#include <support_scanner/pages.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace foyer;

namespace {

const std::string payload =
    "FOYER2.N01-26-000017-Z.20261125T094107Z.4f1c22d09ab37e15."
    "mZ3Lh0Hn0x7hQk0oTz8o0yKq0mW1m7n9v2s4d6f8g0hQwErTyUiOpAsDfGhJkLzXcVbNm1234567890abcdEFG."
    "7KMQ2XTP9D4FH8WV";

api::Page blank(int width, int height, int channels) {
  api::Page page;
  page.width = width;
  page.height = height;
  page.channels = channels;
  page.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                         static_cast<std::size_t>(channels),
                     238);
  return page;
}

void dot(api::Page& page, int x, int y, std::uint8_t level) {
  const auto channels = static_cast<std::size_t>(page.channels);
  const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
                   static_cast<std::size_t>(x)) *
                  channels;
  for (std::size_t channel = 0; channel < channels; ++channel)
    page.pixels[at + channel] = level;
}

// As the receipt has it: 36 mm wide at 300 dpi. `turns`: by quarters.
void stamp(api::Page& page, const std::string& text, int left, int top, int turns = 0) {
  const auto matrix = receipt::qr_matrix(text);
  REQUIRE(matrix.ok());
  const int module = 425 / matrix->size;
  const int side = module * matrix->size;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      int to_x = x, to_y = y;
      for (int turn = 0; turn < turns; ++turn) {
        const int before = to_x;
        to_x = side - 1 - to_y;
        to_y = before;
      }
      if (matrix->at(x / module, y / module))
        dot(page, left + to_x, top + to_y, 40);
    }
}

std::vector<std::string> read(const api::Page& page) {
  const auto codes = imaging::read_codes(page);
  REQUIRE(codes.ok());
  std::vector<std::string> texts;
  for (const auto& code : *codes)
    texts.emplace_back(as_text(code.content.reveal()));
  return texts;
}

} // namespace

TEST_CASE("a receipt's code is read whichever way the paper lies, grey or in colour") {
  const int turns = GENERATE(0, 1, 2, 3);
  const int channels = turns % 2 == 0 ? 1 : 3;
  auto page = blank(2480, 3508, channels);
  stamp(page, payload, 1700, 500, turns);
  const auto texts = read(page);
  REQUIRE(texts.size() == 1);
  CHECK(texts.front() == payload);
}

TEST_CASE("of several codes on a page each is read") {
  auto page = blank(2480, 1754, 1);
  stamp(page, payload, 1700, 300);
  stamp(page, "https://example.org/", 300, 900);
  auto texts = read(page);
  std::sort(texts.begin(), texts.end());
  CHECK(texts == std::vector<std::string>{payload, "https://example.org/"});
}

TEST_CASE("a page without a code has none") {
  CHECK(read(blank(1240, 1754, 3)).empty());
  CHECK(read(support_scanner::passport_page()).empty());
  CHECK(read(blank(1, 1, 1)).empty());
}

TEST_CASE("half a code is none") {
  auto page = blank(1240, 1754, 1);
  stamp(page, payload, 500, 500);
  for (int y = 720; y < 1754; ++y)
    for (int x = 0; x < 1240; ++x)
      dot(page, x, y, 238);
  CHECK(read(page).empty());
}

TEST_CASE("a page whose pixels are missing is refused") {
  auto page = blank(100, 100, 1);
  page.pixels.pop_back();
  const auto codes = imaging::read_codes(page);
  REQUIRE_FALSE(codes.ok());
  CHECK(codes.failure().code == FailureCode::image_malformed);
}
