// SPDX-License-Identifier: EUPL-1.2
#include "container.hpp"

#include "local_time.hpp"

#include <algorithm>

namespace foyer::app {

namespace {

xfall::Source source_of(forms::Source source) {
  switch (source) {
  case forms::Source::none: return xfall::Source::none;
  case forms::Source::eid: return xfall::Source::eid;
  case forms::Source::mrz: return xfall::Source::mrz;
  case forms::Source::chip_dg1: return xfall::Source::chip_dg1;
  case forms::Source::account: return xfall::Source::account;
  case forms::Source::draft: return xfall::Source::draft;
  case forms::Source::user: return xfall::Source::user;
  case forms::Source::staff: return xfall::Source::staff;
  }
  return xfall::Source::user;
}

// The raw value as texts: one for a single value, several for a list, none for no answer.
struct RawTexts {
  using Texts = std::vector<std::string>;
  Texts operator()(std::monostate) const { return {}; }
  Texts operator()(bool value) const { return {value ? "true" : "false"}; }
  Texts operator()(std::int64_t value) const { return {std::to_string(value)}; }
  Texts operator()(const std::string& value) const { return {value}; }
  Texts operator()(const Texts& values) const { return values; }
};

std::vector<xfall::Section> sections_of(const forms::Submission& submission) {
  std::vector<xfall::Section> sections;
  for (const auto& section : submission.sections) {
    xfall::Section out{.id = section.id, .title = section.title, .entries = {}};
    for (const auto& entry : section.entries) {
      out.entries.push_back({.id = entry.field,
                             .label = entry.label,
                             .shown = entry.text,
                             .values = Personal(std::visit(RawTexts{}, entry.raw.reveal())),
                             .source = source_of(entry.source),
                             .verified = entry.verified,
                             .original_shown = entry.original_text,
                             .original_source = source_of(entry.original_source)});
    }
    sections.push_back(std::move(out));
  }
  return sections;
}

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

xfall::FilingRecord record_of(const ContainerParts& parts) {
  const auto& draft = parts.request.draft;
  xfall::FilingRecord record;
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
  record.parameters_sha256 = parts.submission.parameters_sha256;
  record.content_sha256 = parts.submission.sha256;
  record.help_language = parts.request.language;
  record.wording_sha256 = parts.submission.wording_sha256;
  if (const auto& reading = parts.request.reading) {
    record.identified_by = xfall::FilingRecord::Identification::mrz_chip;
    record.identity_document = reading->document_code;
    record.identity_check = check_of(reading->genuine);
  }
  if (const auto kind = answer_text(draft, "titel.art"); !kind.empty())
    record.former_title = {Personal(kind), Personal(answer_text(draft, "titel.paragraf")),
                           Personal(answer_text(draft, "titel.gueltig_bis"))};
  const auto help = answer_text(draft, "antrag.begleitung");
  if (help == "personal")
    record.help = xfall::FilingRecord::Help::staff;
  else if (!help.empty() && help != "nein" && help != "keine")
    record.help = xfall::FilingRecord::Help::companion;
  record.online = parts.request.line_up;
  record.queue_position = parts.queue_position;
  return record;
}

} // namespace

xfall::Container make_container(const ContainerParts& parts) {
  const auto& submission = parts.submission;
  xfall::Container container;
  container.id = parts.reservation.number.text();
  container.created = parts.filed_at;
  container.destination = parts.config.delivery.destination;
  container.service = submission.leika;
  container.assistant_id = submission.assistant;
  container.assistant_version = submission.version;
  container.definition_sha256 = submission.definition_sha256;
  container.assistant_title = submission.title;
  container.concern = Personal(submission.concern);
  container.canonical = submission.canonical;
  container.sections = sections_of(submission);
  for (const auto& open : submission.open)
    container.open_items.push_back({.kind = open.kind == forms::OpenItem::Kind::answer
                                                ? xfall::OpenItem::Kind::answer
                                                : xfall::OpenItem::Kind::document,
                                    .id = open.id,
                                    .title = open.title});
  for (const auto& declaration : submission.declarations)
    container.declarations.push_back(
        {declaration.id, declaration.label, declaration.wording_sha256, declaration.at});
  container.staff_hints = Personal(submission.staff_hints);
  container.record = record_of(parts);
  if (const auto& reading = parts.request.reading) {
    xfall::CardEvidence evidence{
        .sod = reading->sod, .dg1 = reading->dg1, .card_access = reading->card_access};
    for (const auto& check : reading->checks)
      evidence.verdicts.push_back({check.check, check.verdict, check.reason});
    container.card = std::move(evidence);
  }
  container.attachments = parts.attachments;
  return container;
}

} // namespace foyer::app
