// SPDX-License-Identifier: EUPL-1.2
#include "po_library.hpp"

#include <i18n/catalogue.hpp>
#include <i18n/pattern.hpp>
#include <translate/po.hpp>

#include <array>
#include <fstream>
#include <utility>

namespace foyer::translate {

namespace {

// What a text is for, by the first part of its key and the last.
std::string purpose(std::string_view key) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> known{{
      {"field.*.label", "A question, or the label of a field."},
      {"field.*.help", "Help below a field."},
      {"field.*.why", "Why something is asked."},
      {"field.*.text", "A text that the visitor confirms to have read."},
      {"code.*", "A choice in a list."},
      {"check.*", "Said when an answer needs attention."},
      {"doc.*.title", "Name of a paper to hand in."},
      {"doc.*", "About a paper to hand in."},
      {"page.*.heading", "Heading of a page: what it asks for."},
      {"section.*", "Name of a group of pages."},
      {"assistant.*", "About a whole application, before it begins."},
      {"failure.*.title", "Something went wrong: what."},
      {"failure.*.advice", "Something went wrong: what the visitor can do."},
      {"ui.*", "Button or word that stands on many pages."},
  }};
  for (const auto& [pattern, words] : known) {
    const auto star = pattern.find('*');
    if (key.starts_with(pattern.substr(0, star)) && key.ends_with(pattern.substr(star + 1)))
      return std::string(words);
  }
  return "On the screens of a visit.";
}

std::string beside(const std::string& key, const Text& master, const Texts& german,
                   const Texts& language) {
  std::string out = purpose(key) + "\n";
  if (key.ends_with(".label"))
    if (const Text* help = german.find(key.substr(0, key.rfind('.')) + ".help"))
      out += "Help below it: " + help->words + "\n";
  if (const auto facts = i18n::read_pattern(i18n::binding_language, master.words);
      facts && !facts->arguments.empty()) {
    out += "ICU MessageFormat; keep:";
    for (const auto& name : facts->arguments)
      out += " {" + name + "}";
    out += "\n";
    if (master.words.find("plural,") != std::string::npos) {
      out += "Plural classes of this language:";
      for (const auto& name : i18n::plural_classes(language.about().code))
        out += " " + name;
      out += "\n";
    }
  }
  const Text* text = language.find(key);
  if (text != nullptr && text->words.empty())
    out += std::string(empty_on_purpose) + " stands for: this language says nothing here.\n";
  if (!master.changed.empty())
    out += "German since " + master.changed + ".\n";
  if (text != nullptr && text->review)
    out += "Reviewed: " + text->review->by + ", " + text->review->on + ".\n";
  else if (text != nullptr)
    out += "Machine translated, not reviewed.\n";
  return out;
}

std::string header_of(const Texts& language, const std::string& today) {
  const std::array<std::pair<const char*, std::string>, 9> fields{{
      {"Project-Id-Version", "Foyer"},
      {"Report-Msgid-Bugs-To", ""},
      {"PO-Revision-Date", today + " 00:00+0000"},
      {"Last-Translator", "none"},
      {"Language-Team", language.about().name},
      {"Language", language.about().code},
      {"MIME-Version", "1.0"},
      {"Content-Type", "text/plain; charset=UTF-8"},
      {"Content-Transfer-Encoding", "8bit"},
  }};
  std::string header;
  for (const auto& [name, value] : fields)
    header += std::string(name) + ": " + value + "\n";
  return header;
}

} // namespace

Status write_po(const std::filesystem::path& file, const Texts& german, const Texts& language,
                const std::string& today) {
  // The library ends the program when it cannot open the file; so it is asked for first.
  if (std::ofstream probe(file); !probe)
    return fail(FailureCode::io_failed, file.string() + " cannot be written");
  const PoFile po(po_file_create());
  const PoIterator place(po_message_iterator(po.get(), nullptr));
  po_message_t header = po_message_create();
  po_message_set_msgid(header, "");
  po_message_set_msgstr(header, header_of(language, today).c_str());
  po_message_insert(place.get(), header);
  for (const auto& key : german.keys()) {
    const Text& master = *german.find(key);
    const Text* text = language.find(key);
    po_message_t message = po_message_create();
    po_message_set_msgctxt(message, key.c_str());
    po_message_set_msgid(message, master.words.c_str());
    po_message_set_msgstr(message, "");
    po_message_add_filepos(message, ("locales/de/" + master.file).c_str(), static_cast<size_t>(-1));
    po_message_set_extracted_comments(message, beside(key, master, german, language).c_str());
    if (text != nullptr) {
      const std::string words = text->words.empty() ? std::string(empty_on_purpose) : text->words;
      po_message_set_msgstr(message, words.c_str());
      po_message_set_fuzzy(message, text->mark != i18n::stand_of(master.words) ? 1 : 0);
    }
    po_message_insert(place.get(), message);
  }
  const PoErrors errors;
  if (po_file_write(po.get(), file.c_str(), errors.handler()) == nullptr || !errors.all().empty())
    return fail(FailureCode::io_failed,
                errors.all().empty() ? file.string() + " cannot be written" : errors.all().front());
  return success();
}

} // namespace foyer::translate
