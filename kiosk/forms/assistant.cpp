// SPDX-License-Identifier: EUPL-1.2
#include <forms/assistant.hpp>

#include <algorithm>
#include <set>

namespace foyer::forms {

std::string_view name(Severity severity) {
  switch (severity) {
  case Severity::error: return "error";
  case Severity::warning: return "warning";
  case Severity::notice: return "notice";
  case Severity::hint: return "hint";
  }
  return "";
}

std::string_view name(PaperKind kind) {
  switch (kind) {
  case PaperKind::any: break;
  case PaperKind::passport: return "passport";
  case PaperKind::card: return "card";
  case PaperKind::identity: return "identity";
  case PaperKind::finances: return "finances";
  }
  return "any";
}

std::optional<PaperKind> paper_kind(std::string_view word) {
  using enum PaperKind;
  for (const PaperKind kind : {passport, card, identity, finances})
    if (name(kind) == word)
      return kind;
  return std::nullopt;
}

const Code* CodeList::find(std::string_view code) const {
  for (const auto& candidate : codes)
    if (candidate.code == code)
      return &candidate;
  return nullptr;
}

const Code* CodeList::find_mrz(std::string_view code) const {
  for (const auto& candidate : codes)
    if (std::find(candidate.mrz.begin(), candidate.mrz.end(), code) != candidate.mrz.end())
      return &candidate;
  return nullptr;
}

std::optional<std::size_t> Assistant::find_field(std::string_view field) const {
  const auto found = field_index_.find(std::string(field));
  if (found == field_index_.end())
    return std::nullopt;
  return found->second;
}

std::optional<std::size_t> Assistant::find_page(std::string_view page) const {
  for (std::size_t i = 0; i < pages.size(); ++i)
    if (pages[i].id == page)
      return i;
  return std::nullopt;
}

std::optional<std::size_t> Assistant::find_document(std::string_view document) const {
  for (std::size_t i = 0; i < documents.size(); ++i)
    if (documents[i].id == document)
      return i;
  return std::nullopt;
}

std::optional<std::size_t> Assistant::find_repeat(std::string_view repeat) const {
  for (std::size_t i = 0; i < repeats.size(); ++i)
    if (repeats[i].id == repeat)
      return i;
  return std::nullopt;
}

std::string Assistant::heading_key(std::size_t page) const {
  return "page." + pages[page].id + ".heading";
}

std::string Assistant::section_key(std::size_t section) const {
  return "section." + id + "." + sections[section].id + ".title";
}

std::string Assistant::repeat_key(std::size_t repeat, std::string_view what) const {
  return "repeat." + repeats[repeat].id + "." + std::string(what);
}

std::vector<std::string> Assistant::text_keys() const {
  std::set<std::string> keys;
  for (const char* part : {".title", ".purpose", ".needs", ".duration"})
    keys.insert("assistant." + id + part);
  for (std::size_t i = 0; i < sections.size(); ++i)
    keys.insert(section_key(i));
  for (std::size_t i = 0; i < pages.size(); ++i)
    keys.insert(heading_key(i));
  for (std::size_t i = 0; i < repeats.size(); ++i)
    for (const char* part : {"heading", "row", "add"})
      keys.insert(repeat_key(i, part));
  if (!fee_note.empty())
    keys.insert(fee_note);
  for (const auto& document : documents)
    keys.insert("doc." + document.id + ".title");
  for (const auto& field : fields) {
    keys.insert("field." + field.id + ".label");
    if (field.type == FieldType::acknowledgement)
      keys.insert("field." + field.id + ".text");
    for (const auto& check : field.constraints)
      keys.insert(check.message_key);
    if (field.codes != nullptr && field.type != FieldType::country &&
        field.type != FieldType::countries)
      for (const auto& code : field.codes->codes)
        keys.insert("code." + field.codes->id + "." + code.code);
  }
  return {keys.begin(), keys.end()};
}

std::vector<std::string> Assistant::optional_text_keys() const {
  std::set<std::string> keys;
  for (const auto& page : pages)
    keys.insert("page." + page.id + ".help");
  for (std::size_t i = 0; i < repeats.size(); ++i)
    keys.insert(repeat_key(i, "help"));
  for (const auto& document : documents)
    keys.insert("doc." + document.id + ".help");
  for (const auto& field : fields) {
    keys.insert("field." + field.id + ".help");
    keys.insert("field." + field.id + ".why");
    if (field.codes != nullptr && field.type != FieldType::country &&
        field.type != FieldType::countries)
      for (const auto& code : field.codes->codes)
        keys.insert("code." + field.codes->id + "." + code.code + ".help");
  }
  return {keys.begin(), keys.end()};
}

} // namespace foyer::forms
