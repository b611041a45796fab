// SPDX-License-Identifier: EUPL-1.2
#include <xfall/submission.hpp>

namespace foyer::xfall {

namespace {

Source to_source(forms::Source source) {
  switch (source) {
  case forms::Source::none: return Source::none;
  case forms::Source::eid: return Source::eid;
  case forms::Source::mrz: return Source::mrz;
  case forms::Source::chip_dg1: return Source::chip_dg1;
  case forms::Source::chip_dg11: return Source::chip_dg11;
  case forms::Source::chip_dg12: return Source::chip_dg12;
  case forms::Source::account: return Source::account;
  case forms::Source::draft: return Source::draft;
  case forms::Source::answer:
  case forms::Source::user: return Source::user;
  case forms::Source::staff: return Source::staff;
  }
  return Source::none;
}

struct AsTexts {
  std::vector<std::string> operator()(std::monostate) const { return {}; }
  std::vector<std::string> operator()(bool value) const { return {value ? "true" : "false"}; }
  std::vector<std::string> operator()(std::int64_t value) const { return {std::to_string(value)}; }
  std::vector<std::string> operator()(const std::string& value) const { return {value}; }
  std::vector<std::string> operator()(const std::vector<std::string>& values) const {
    return values;
  }
};

std::vector<Entry> to_entries(const std::vector<forms::Submission::Entry>& from);

Entry to_group(const forms::Submission::Entry& from) {
  Entry group{.id = from.field, .label = from.label, .source = Source::none};
  for (const forms::Submission::Row& row : from.rows)
    group.rows.push_back({.title = row.title, .entries = to_entries(row.entries)});
  return group;
}

Entry to_entry(const forms::Submission::Entry& from) {
  if (!from.rows.empty())
    return to_group(from);
  Entry entry{.id = from.field,
              .label = from.label,
              .shown = from.text,
              .values = Personal(std::visit(AsTexts{}, from.raw.reveal())),
              .source = to_source(from.source),
              .verified = from.verified,
              .original_shown = from.original_text};
  if (from.original_text)
    entry.original_source = to_source(from.original_source);
  return entry;
}

std::vector<Entry> to_entries(const std::vector<forms::Submission::Entry>& from) {
  std::vector<Entry> entries;
  for (const forms::Submission::Entry& entry : from)
    entries.push_back(to_entry(entry));
  return entries;
}

} // namespace

void take_submission(Container& container, const forms::Submission& submission) {
  container.assistant_id = submission.assistant;
  container.assistant_version = submission.version;
  container.definition_sha256 = submission.definition_sha256;
  container.assistant_title = submission.title;
  container.service = submission.leika.empty() ? submission.assistant : submission.leika;
  container.concern = Personal(submission.concern);
  container.canonical = submission.canonical;
  container.staff_hints = Personal(submission.staff_hints);
  container.expected_fee_cents = submission.fee_cents;

  container.sections.clear();
  for (const forms::Submission::Section& from : submission.sections)
    container.sections.push_back(
        {.id = from.id, .title = from.title, .entries = to_entries(from.entries)});
  container.open_items.clear();
  for (const forms::Submission::Open& open : submission.open)
    container.open_items.push_back({.kind = open.kind == forms::OpenItem::Kind::document
                                                ? OpenItem::Kind::document
                                                : OpenItem::Kind::answer,
                                    .id = open.id,
                                    .title = open.title,
                                    .reason = open.statement,
                                    .row = static_cast<std::uint32_t>(open.row)});
  container.declarations.clear();
  for (const forms::Submission::Declaration& from : submission.declarations)
    container.declarations.push_back(
        {.id = from.id, .label = from.label, .wording_sha256 = from.wording_sha256, .at = from.at});

  container.record.parameters_sha256 = submission.parameters_sha256;
  container.record.content_sha256 = submission.sha256;
  container.record.wording_sha256 = submission.wording_sha256;
  container.record.help_language = submission.help_language;
}

} // namespace foyer::xfall
