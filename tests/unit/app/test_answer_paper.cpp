// SPDX-License-Identifier: EUPL-1.2
// The paper of an answer, as poppler reads it.
#include "receipt_paper.hpp"

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;

namespace {

const std::filesystem::path source = FOYER_SOURCE_DIR;

visit::PrintAnswer an_answer(const std::string& language) {
  auto page = std::make_shared<api::Page>();
  return {.answer = std::make_shared<const visit::CaseAnswer>(
              visit::CaseAnswer{.number = "N01-26-000017-Z",
                                .message = "q1",
                                .text = Personal<std::string>("Im Hinterhof."),
                                .pages = {{page, {}}, {page, {}}},
                                .language = language}),
          .receipt = {.number = "N01-26-000018-9",
                      .filed_at = WallTime{std::chrono::seconds{1'795'600'800}},
                      .local_offset = std::chrono::minutes{60},
                      .qr_payload = "FOYER1.N01-26-000018-9"},
          .language = language};
}

std::string printed(const visit::PrintAnswer& answer) {
  static const auto texts = std::move(*i18n::Catalogue::load(source / "locales"));
  app::Config config;
  config.terminal.kiosk_id = "N01";
  config.terminal.office = "Amt";
  config.terminal.assets = source / "assets";
  const auto pdf = app::make_answer_pdf(config, texts, answer);
  INFO((pdf.ok() ? std::string() : pdf.failure().detail));
  REQUIRE(pdf.ok());
  const processes::TemporaryDirectory folder;
  processes::write_file(folder / "answer.pdf", std::string(as_text(*pdf)));
  std::string text;
  REQUIRE(processes::run({"pdftotext", folder / "answer.pdf", "-"}, &text) == 0);
  return text;
}

} // namespace

TEST_CASE("the paper of an answer has its number, its case and its pages, and not what was said") {
  const auto text = printed(an_answer("de"));
  for (const char* said : {"Eingangsbestätigung für Ihre Antwort", "N012 6000 0189",
                           "N012 6000 017Z", "Unterlagen zur Antwort", "25.11.2026"}) {
    INFO(said);
    CHECK(text.find(said) != std::string::npos);
  }
  for (const char* nowhere : {"Hinterhof", "Antragsteller", "Terminal gespeichert"}) {
    INFO(nowhere);
    CHECK(text.find(nowhere) == std::string::npos);
  }
}

TEST_CASE("an answer that waits for the line says so, in the visitor's language, too") {
  auto answer = an_answer("en");
  answer.receipt.offline = true;
  const auto text = printed(answer);
  CHECK(text.find("Terminal gespeichert") != std::string::npos);
  CHECK(text.find("Confirmation of receipt for your answer") != std::string::npos);
}
