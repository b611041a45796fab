// SPDX-License-Identifier: EUPL-1.2
// The real worker says what the functions say that it calls; and it does so without a network.
#include <pages/page_worker.hpp>

#include <card/documents.hpp>
#include <imaging/codes.hpp>
#include <imaging/document.hpp>
#include <imaging/face.hpp>
#include <imaging/fingerprint.hpp>
#include <imaging/upright.hpp>
#include <mrz_reader/read_zone.hpp>
#include <processes/processes.hpp>
#include <receipt/qr.hpp>
#include <support_scanner/pages.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::pages;
using namespace support_scanner;

namespace {

const char* const program = "foyer-page-worker";

PageWorkerConfig real() {
  return {.worker = FOYER_PAGE_WORKER};
}

api::Page page_with(const std::string& text) {
  const auto matrix = receipt::qr_matrix(text);
  REQUIRE(matrix.ok());
  constexpr int module = 6, quiet = 8;
  api::Page page;
  page.width = page.height = (matrix->size + 2 * quiet) * module;
  page.channels = 1;
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x) {
      const int column = x / module - quiet, row = y / module - quiet;
      const bool inside = column >= 0 && row >= 0 && column < matrix->size && row < matrix->size;
      page.pixels.push_back(inside && matrix->at(column, row) ? 30 : 240);
    }
  return page;
}

template <class T> FailureCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result.ok());
  return result.failure().code;
}

void check_equal(const PageCheck& a, const PageCheck& b) {
  CHECK(a.paper == b.paper);
  CHECK(a.marks == b.marks);
  CHECK(a.looks_empty == b.looks_empty);
  CHECK(a.looks_dark == b.looks_dark);
  CHECK(a.looks_faint == b.looks_faint);
  CHECK(a.looks_blurred == b.looks_blurred);
  CHECK(a.has_glare == b.has_glare);
  CHECK(a.has_shadow == b.has_shadow);
  CHECK(a.is_cut_off == b.is_cut_off);
  CHECK(a.quarter_turns == b.quarter_turns);
  CHECK(a.turn_is_sure == b.turn_is_sure);
  CHECK(a.skew_degrees == b.skew_degrees);
  CHECK(a.outline_is_sure == b.outline_is_sure);
  CHECK(a.kind == b.kind);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(a.outline[i].x == b.outline[i].x);
    CHECK(a.outline[i].y == b.outline[i].y);
  }
}

} // namespace

TEST_CASE("a page is prepared as by the functions themselves, in colour and in grey") {
  PageWorker worker(real());
  for (const auto& page : {police_report_page({.dpi = 150}), blank_page({.dpi = 100}),
                           page_with("grey"), faint_page({.dpi = 150})}) {
    const auto made = worker.prepare(page, true, {}, {});
    REQUIRE(made.ok());
    const auto check = imaging::check_page(page);
    REQUIRE(check.ok());
    check_equal(made->check, *check);
    const auto upright = imaging::make_upright(page, *check);
    REQUIRE(upright.ok());
    REQUIRE(made->upright);
    CHECK(made->upright->width == (*upright)->width);
    CHECK(made->upright->channels == (*upright)->channels);
    CHECK(made->upright->dpi == page.dpi);
    CHECK(made->upright->pixels == (*upright)->pixels);
    const auto print = imaging::fingerprint(**upright);
    REQUIRE(print.ok());
    REQUIRE(made->print);
    CHECK(made->print->width == print->width);
    CHECK(made->print->ink == print->ink);
    CHECK_FALSE(made->known);
  }
}

TEST_CASE("a page is found among those that are known, and may be left uncut") {
  PageWorker worker(real());
  const auto first = worker.fingerprint(police_report_page({.dpi = 150}), {});
  const auto other = worker.fingerprint(passport_page({.dpi = 150}), {});
  REQUIRE(first.ok());
  REQUIRE(other.ok());
  const Fingerprint nothing;
  const auto again = police_report_page({.seed = 7, .dpi = 150});
  const Fingerprint* const all[] = {&nothing, &*other, &*first};
  auto made = worker.prepare(again, false, all, {});
  REQUIRE(made.ok());
  CHECK(made->known);
  CHECK_FALSE(made->check.outline_is_sure);
  made = worker.prepare(again, true, std::span(all).first(2), {});
  REQUIRE(made.ok());
  CHECK_FALSE(made->known);
}

TEST_CASE("codes, zones and faces are read as by the functions themselves") {
  PageWorker worker(real());
  const auto code = page_with("FOYER2:N01-26-000001");
  const auto codes = worker.read_codes(code, CodesWanted::qr, {});
  const auto expected = imaging::read_codes(code, CodesWanted::qr);
  REQUIRE(codes.ok());
  REQUIRE(codes->size() == 1);
  CHECK(codes->front().content == expected->front().content);
  CHECK(codes->front().corners[2].x == expected->front().corners[2].x);
  CHECK(worker.read_codes(blank_page({.dpi = 100}), CodesWanted::all, {})->empty());

  const auto passport = passport_page();
  const auto zone = worker.read_zone(passport, {});
  const auto direct = mrz_reader::read_zone(passport, {});
  REQUIRE(zone.ok());
  REQUIRE(*zone);
  CHECK((*zone)->characters == (*direct)->zone);
  CHECK((*zone)->sure == (*direct)->sure);
  CHECK_FALSE(*worker.read_zone(blank_page({.dpi = 100}), {}));

  const auto picture = card::face_image(card::FaceCode::jpeg2000);
  const auto face = worker.decode_face(picture, {});
  REQUIRE(face.ok());
  CHECK(face->width == 240);
  CHECK(face->rgba == imaging::decode_face(picture)->rgba);
}

TEST_CASE("a PDF has the same bytes, with its text and with pages that are one picture") {
  PageWorker worker(real());
  auto text = std::make_shared<TextLayer>();
  Word word;
  word.text = Personal<std::string>("Bescheinigung");
  word.left = word.top = 100;
  word.right = word.bottom = 200;
  text->words.push_back(std::move(word));
  const std::vector<Sheet> sheets{
      {std::make_shared<const api::Page>(police_report_page({.dpi = 150})), text},
      {std::make_shared<const api::Page>(passport_page({.dpi = 150})), nullptr}};
  const auto pdf = worker.to_pdf(sheets, {});
  REQUIRE(pdf.ok());
  CHECK(*pdf == *imaging::to_pdf(sheets));
  const PdfLimits tight{.max_bytes = 150'000};
  const auto small = worker.to_pdf(sheets, {}, tight);
  const auto direct = imaging::to_pdf(sheets, tight);
  REQUIRE(small.ok() == direct.ok());
  if (direct)
    CHECK(*small == *direct);
}

TEST_CASE("what is wrong with a page is told as by the functions, and the process stays") {
  PageWorker worker(real());
  REQUIRE(worker.try_out().ok());
  const auto before = processes::children(program);
  REQUIRE(before.size() == 1);
  CHECK(code_of(worker.decode_face(as_bytes("no picture"), {})) == FailureCode::image_malformed);
  CHECK(code_of(worker.decode_face({}, {})) == FailureCode::image_malformed);
  CHECK(code_of(worker.to_pdf({}, {})) == FailureCode::image_malformed);
  const std::vector<Sheet> one{
      {std::make_shared<const api::Page>(blank_page({.dpi = 75})), nullptr}};
  CHECK(code_of(worker.to_pdf(one, {}, {.max_pages = 0})) == FailureCode::page_too_large);
  CHECK(code_of(worker.to_pdf(one, {}, {.max_bytes = 100})) == FailureCode::page_too_large);
  api::Page broken;
  broken.width = broken.height = 100;
  CHECK(code_of(worker.prepare(broken, true, {}, {})) == FailureCode::image_malformed);
  CHECK(worker.prepare(blank_page({.dpi = 75}), true, {}, {}).ok());
  CHECK(processes::children(program) == before);
}

TEST_CASE("what looks at a stranger's page has no network, and ends with its owner") {
  constexpr int filtered = 2;
  {
    PageWorker worker(real());
    REQUIRE(worker.try_out().ok());
    CHECK(processes::seccomp_of_children(program) == std::vector<int>{filtered});
    worker.end();
    CHECK(processes::children(program).empty());
    REQUIRE(worker.start().ok()); // the next visit's
  }
  CHECK(processes::children(program).empty());
}
