// SPDX-License-Identifier: EUPL-1.2
#include <xfall/record.hpp>

#include "words.hpp"

#include <nlohmann/json.hpp>

namespace foyer::xfall {

using nlohmann::json;

namespace {

// Null stands for "never": a missing key would look like a forgotten one.
json time_or_null(const std::optional<WallTime>& time) {
  return time ? json(utc_time(*time)) : json(nullptr);
}

std::optional<WallTime> proven_at(const FilingRecord& record) {
  return record.proof ? std::optional(record.proof->at) : std::nullopt;
}

} // namespace

Result<std::string> public_record(const Container& container) {
  const FilingRecord& record = container.record;
  json attachments = json::array();
  for (const Attachment& attachment : container.attachments)
    attachments.push_back({{"id", attachment.id},
                           {"dokument", attachment.document_id},
                           {"seiten", attachment.pages},
                           {"sha256", attachment.sha256}});
  json declarations = json::array();
  for (const Declaration& declaration : container.declarations)
    declarations.push_back({{"id", declaration.id},
                            {"wortlaut_sha256", declaration.wording_sha256},
                            {"zeit", utc_time(declaration.at)}});
  json open = json::array();
  for (const OpenItem& item : container.open_items)
    open.push_back({{"art", word(item.kind)}, {"id", item.id}});

  json result = {{"vorgangsnummer", record.receipt_number},
                 {"laufende_nummer", record.sequence},
                 {"zeit_utc", utc_time(record.filed_at)},
                 {"zeit_lokal", local_time(record.filed_at, record.local_offset)},
                 {"uhr_quelle", word(record.clock_source)},
                 {"letzte_synchronisation", time_or_null(record.last_sync)},
                 {"uhr_bestaetigt", time_or_null(record.clock_confirmed_at)},
                 {"unsicherheit_s", record.clock_uncertainty_s},
                 {"container_id", container.id},
                 {"kiosk_id", record.kiosk_id},
                 {"standort", record.location},
                 {"softwareversion", record.software_version},
                 {"sprache_hilfe", record.help_language},
                 {"inhalt_sha256", record.content_sha256},
                 {"anlagen", std::move(attachments)},
                 {"identitaet",
                  {{"mittel", means_of(record)},
                   {"gelesen", word(record.identified_by)},
                   {"dokumentart", record.identity_document},
                   {"pruefergebnis", word(record.identity_check)},
                   {"nachgewiesen", time_or_null(proven_at(record))}}},
                 {"erklaerungen", std::move(declarations)},
                 {"offen", std::move(open)},
                 {"unterstuetzung", word(record.help)},
                 {"online", record.line_up},
                 {"warteschlange", record.queue_position}};
  if (const auto& answer = container.answer) {
    result["antwort"] = {{"auf", answer->number}, {"nachricht", answer->message}};
  } else {
    result["definition_id"] = container.assistant_id;
    result["definition_version"] = container.assistant_version;
    result["definition_sha256"] = container.definition_sha256;
    result["parameter_sha256"] = record.parameters_sha256;
    result["wortlaut_hash_de"] = record.wording_sha256;
  }
  return result.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace foyer::xfall
