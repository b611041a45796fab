// SPDX-License-Identifier: EUPL-1.2
// That it was proven who somebody is: in what is filed, and on the receipt as poppler reads it.
#include "filled.hpp"
#include "receipt_paper.hpp"
#include "terminal_config.hpp"

#include <app/filing_desk.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <regex>

using namespace foyer;

namespace {

const std::filesystem::path source = FOYER_SOURCE_DIR;

const visit::Proof proof{"q4cUcPXwY1Zq0sWm2b7f3A",
                         WallTime{std::chrono::seconds{1'795'600'800}}}; // 10:00 UTC

std::string filed(const visit::FilingRequest& request) {
  const processes::TemporaryDirectory folder;
  static const auto texts = std::move(*i18n::Catalogue::load(source / "locales"));
  auto desk = app::FilingDesk::open(terminal_config(folder.path()), texts, system_clock(),
                                    [] { return true; });
  REQUIRE(desk.ok());
  std::string container;
  desk->set_witness(
      [&](std::string_view xml, const std::vector<Bytes>&) { container = std::string(xml); });
  REQUIRE(desk->file(request).ok());
  return container;
}

// Without what breaks its lines.
std::string printed(const visit::FilingRequest& request) {
  static const auto texts = std::move(*i18n::Catalogue::load(source / "locales"));
  app::Config config;
  config.terminal.kiosk_id = "N01";
  config.terminal.office = "Amt";
  config.terminal.assets = source / "assets";
  const auto pdf = app::make_receipt_pdf(config, texts, request,
                                         {.number = "N01-26-000018-9",
                                          .filed_at = system_clock().wall(),
                                          .local_offset = std::chrono::minutes{60},
                                          .qr_payload = "FOYER1.N01-26-000018-9"});
  INFO((pdf.ok() ? std::string() : pdf.failure().detail));
  REQUIRE(pdf.ok());
  const processes::TemporaryDirectory folder;
  processes::write_file(folder / "receipt.pdf", std::string(as_text(*pdf)));
  std::string text;
  REQUIRE(processes::run({"pdftotext", folder / "receipt.pdf", "-"}, &text) == 0);
  return std::regex_replace(text, std::regex("\\s+"), " ");
}

} // namespace

TEST_CASE("a receipt says when it was proven who somebody is, in German and beside it") {
  auto request = filled_request();
  request.language = GENERATE("de", "en");
  CHECK(printed(request).find("Online-Ausweisfunktion") == std::string::npos);
  request.proof = proof;
  const auto text = printed(request);
  INFO(text);
  CHECK(text.find("Identität am 25.11.2026 um 11:00 Uhr mit der Online-Ausweisfunktion "
                  "nachgewiesen") != std::string::npos);
  CHECK((text.find("Identity proven with the online ID function on 25.11.2026 at 11:00") !=
         std::string::npos) == (request.language == "en"));
  CHECK(text.find("q4cUc") == std::string::npos);
}

TEST_CASE("what is filed names the office's identification only where there is one") {
  auto request = filled_request();
  CHECK(filed(request).find("<identitaet mittel=\"manuell\"") != std::string::npos);
  request.proof = proof;
  const auto xml = filed(request);
  CHECK(xml.find("<identitaet mittel=\"eid\" pruefergebnis=\"nicht_geprueft\" "
                 "gelesen=\"manuell\">") != std::string::npos);
  CHECK(xml.find("<vorgang id=\"q4cUcPXwY1Zq0sWm2b7f3A\" zeit=\"2026-11-25T10:00:00.000Z\"/>") !=
        std::string::npos);
}
