// SPDX-License-Identifier: EUPL-1.2
#include "container.hpp"

#include "local_time.hpp"

#include <seal/digest.hpp>
#include <xfall/submission.hpp>
#include <xfall/xml.hpp>

namespace foyer::app {

namespace {

xfall::FilingRecord::Check check_of(visit::Genuine genuine) {
  switch (genuine) {
  case visit::Genuine::yes: return xfall::FilingRecord::Check::authentic;
  case visit::Genuine::no: return xfall::FilingRecord::Check::not_authentic;
  case visit::Genuine::unknown: return xfall::FilingRecord::Check::not_checked;
  }
  return xfall::FilingRecord::Check::not_checked;
}

std::string answer_text(const forms::Draft& draft, std::string_view field) {
  const auto* text = std::get_if<std::string>(&draft.answer(field).value.reveal());
  return text ? *text : std::string();
}

// What the terminal knows of any filing.
void fill_record(xfall::FilingRecord& record, const FilingMoment& parts) {
  record.receipt_number = parts.reservation.number.text();
  record.sequence = parts.reservation.sequence;
  record.previous_record_hash = parts.reservation.previous_record_hash;
  record.filed_at = parts.filed_at;
  record.local_offset = german_offset(parts.filed_at);
  record.clock_source = parts.clock_kept ? xfall::FilingRecord::ClockSource::ntp
                                         : xfall::FilingRecord::ClockSource::rtc;
  record.last_sync = parts.clock.last_sync;
  record.clock_confirmed_at = parts.clock.confirmed_at;
  record.clock_uncertainty_s = store::clock_uncertainty_s(parts.filed_at, parts.clock);
  record.kiosk_id = parts.config.terminal.kiosk_id;
  record.location = parts.config.terminal.place;
  record.software_version = FOYER_VERSION;
  record.queue_position = parts.queue_position;
}

// What the visit knows; take_submission adds what the answers know.
void fill_record(xfall::FilingRecord& record, const ContainerParts& parts) {
  fill_record(record, parts.moment);
  const auto& draft = parts.request.draft;
  if (const auto& reading = parts.request.reading) {
    record.identified_by = xfall::FilingRecord::Identification::mrz_chip;
    record.identity_document = reading->document_code;
    record.identity_check = check_of(reading->genuine);
  } else if (const auto& zone = parts.request.zone) {
    record.identified_by = xfall::FilingRecord::Identification::mrz_optical;
    record.identity_document = zone->document_code;
  }
  if (const auto& proof = parts.request.proof)
    record.proof = {proof->id, proof->at};
  if (const auto kind = answer_text(draft, "titel.art"); !kind.empty())
    record.former_title = {Personal(kind), Personal(answer_text(draft, "titel.paragraf")),
                           Personal(answer_text(draft, "titel.gueltig_bis"))};
  const auto help = answer_text(draft, "antrag.begleitung");
  if (help == "personal")
    record.help = xfall::FilingRecord::Help::staff;
  else if (!help.empty() && help != "keine")
    record.help = xfall::FilingRecord::Help::companion;
  record.line_up = parts.request.line_up;
}

xfall::Container begun(const FilingMoment& moment) {
  xfall::Container container;
  container.id = moment.reservation.number.text();
  container.created = moment.filed_at;
  container.destination = moment.config.delivery.destination;
  return container;
}

} // namespace

xfall::Container make_container(const ContainerParts& parts) {
  xfall::Container container = begun(parts.moment);
  xfall::take_submission(container, parts.submission);
  fill_record(container.record, parts);
  // Without a bundle there is nothing to prove; the filing itself never waits for it.
  if (const auto& reading = parts.request.reading; reading && !reading->evidence.reveal().empty()) {
    xfall::CardEvidence evidence{.bundle = reading->evidence};
    for (const auto& check : reading->checks)
      evidence.verdicts.push_back({check.check, check.data_group, check.verdict, check.reason});
    container.card = std::move(evidence);
  }
  container.attachments = parts.attachments;
  return container;
}

Result<xfall::Container> make_container(const FilingMoment& moment, const visit::CaseAnswer& answer,
                                        std::vector<xfall::Attachment> attachments) {
  xfall::Container container = begun(moment);
  container.service = "antwort";
  // For the routing header alone: no assistant asked anything.
  container.assistant_id = "answer";
  container.assistant_version = "1";
  container.canonical = Personal(to_bytes(as_bytes(answer.text.reveal())));
  container.answer = xfall::Answer{.number = answer.number,
                                   .message = answer.message,
                                   .access = Personal(to_base64url(answer.access->reveal())),
                                   .text = answer.text};
  fill_record(container.record, moment);
  container.record.help_language = answer.language;
  container.record.line_up = answer.line_up;
  FOYER_TRY(const Bytes content, seal::sha256(container.canonical.reveal()));
  container.record.content_sha256 = to_hex(content);
  container.attachments = std::move(attachments);
  return container;
}

Status sign_evidence(xfall::Container& container, const seal::TerminalKey& key) {
  if (!container.card)
    return success();
  FOYER_TRY(const Bytes digest, seal::sha256(container.card->bundle.reveal()));
  const std::string message = xfall::evidence_signed_part(container.record, to_hex(digest));
  FOYER_TRY(container.card->signature, key.sign(as_bytes(message)));
  container.card->key_id = key.key_id();
  return success();
}

} // namespace foyer::app
