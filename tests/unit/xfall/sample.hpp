// SPDX-License-Identifier: EUPL-1.2
// A container with everything in it. Whatever says "GEHEIM" is about the person.
#pragma once

#include <xfall/container.hpp>

#include <string>

namespace foyer::test {

inline WallTime moment() {
  using namespace std::chrono;
  return WallTime{sys_days{year{2026} / 11 / 25} + 9h + 41min + 7s + 250ms};
}

inline Personal<std::string> secret(const std::string& text) {
  return Personal<std::string>("GEHEIM " + text);
}

inline xfall::Container sample_container() {
  using namespace std::chrono_literals;
  const std::string hash(64, 'a');
  xfall::Container container{
      .id = "N01-26-000017-Z",
      .created = moment(),
      .destination = "Stadt Nürnberg, Amt für Migration und Integration",
      .service = "330_ep_d_at_nk",
      .assistant_id = "a3",
      .assistant_version = "1.2.0",
      .definition_sha256 = hash,
      .assistant_title = "Neuer Kartenkörper für den eAT",
      .concern = secret("Karte verloren"),
      .canonical = Personal(to_bytes(as_bytes("{\"GEHEIM\":1}"))),
      .sections = {{.id = "person",
                    .title = "Angaben zur Person",
                    .entries = {{.id = "person.familienname",
                                 .label = "Familienname",
                                 .shown = secret("Okafor"),
                                 .values = Personal(std::vector<std::string>{"GEHEIM Okafor"}),
                                 .source = xfall::Source::user,
                                 .original_shown = secret("OKAFOR"),
                                 .original_source = xfall::Source::chip_dg1},
                                {.id = "person.staatsangehoerigkeiten",
                                 .label = "Staatsangehörigkeiten",
                                 .shown = secret("Nigeria, Ghana"),
                                 .values = Personal(std::vector<std::string>{"NGA", "GHA"}),
                                 .source = xfall::Source::chip_dg1,
                                 .verified = true}}}},
      .record = {.receipt_number = "N01-26-000017-Z",
                 .sequence = 17,
                 .previous_record_hash = std::string(64, '0'),
                 .filed_at = moment(),
                 .local_offset = 60min,
                 .clock_source = xfall::FilingRecord::ClockSource::rtc,
                 .last_sync = moment() - 3h,
                 .clock_uncertainty_s = 61,
                 .kiosk_id = "N01",
                 .location = "Lobby",
                 .software_version = "0.1.0",
                 .parameters_sha256 = hash,
                 .content_sha256 = hash,
                 .help_language = "uk",
                 .wording_sha256 = hash,
                 .identified_by = xfall::FilingRecord::Identification::mrz_chip,
                 .identity_document = "AR",
                 .identity_check = xfall::FilingRecord::Check::authentic,
                 .former_title =
                     xfall::FilingRecord::FormerTitle{secret("erlaubnis"), secret("§ 18b"),
                                                      secret("2026-12")},
                 .fiction_hint = secret("§ 81 Abs. 4")}};
  container.open_items = {
      {.kind = xfall::OpenItem::Kind::document,
       .id = "dok.foto",
       .title = "Foto",
       .reason = secret("verloren")},
      {.kind = xfall::OpenItem::Kind::answer, .id = "kontakt.telefon", .title = "Telefon"}};
  container.declarations = {{.id = "erkl.belehrung",
                             .label = "Belehrung gelesen",
                             .wording_sha256 = hash,
                             .at = moment() - 1min}};
  container.staff_hints = Personal(std::vector<std::string>{"GEHEIM Hinweis"});
  container.expected_fee_cents = 6700;
  container.card =
      xfall::CardEvidence{.bundle = Personal(Bytes{1, 2, 3}),
                          .key_id = "aGVsbG8",
                          .signature = Bytes(64, 9),
                          .verdicts = {{"sod_signature", 0, "passed", "none"},
                                       {"data_group_hash", 1, "failed", "hash_wrong"},
                                       {"signer_chain", 0, "undetermined", "csca_unknown"}}};
  container.attachments = {{.id = "a1",
                            .document_id = "dok.verlustanzeige",
                            .title = "GEHEIM Verlustanzeige",
                            .media_type = "application/pdf",
                            .length = 123456,
                            .pages = 2,
                            .sha256 = hash,
                            .sha512 = std::string(128, 'b')}};
  return container;
}

} // namespace foyer::test
