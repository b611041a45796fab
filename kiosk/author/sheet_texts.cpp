// SPDX-License-Identifier: EUPL-1.2
#include "sheet_texts.hpp"

#include <forms/input.hpp>

#include <algorithm>

namespace foyer::author {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text)
    switch (c) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\n': out += "<br>"; break;
    default: out += c;
    }
  return out;
}

std::vector<TextForm> forms_of(const forms::Assistant& assistant, const i18n::Catalogue& texts,
                               std::string_view lang, const std::string& key) {
  if (!texts.has(lang, key))
    return {};
  i18n::Args args{{"assistant", assistant.id}};
  const auto wanted = texts.arguments(lang, key);
  // What is only known while somebody answers stands there by its name.
  for (const auto& name : wanted)
    if (name != "assistant")
      args[name] = "‹" + name + "›";
  for (const auto& arg : assistant.text_args)
    args.erase(arg.name);
  std::vector<TextForm> forms{{"", texts.text(lang, key, args)}};
  for (const auto& arg : assistant.text_args) {
    if (std::find(wanted.begin(), wanted.end(), arg.name) == wanted.end())
      continue;
    const auto* codes = assistant.fields[arg.field].codes;
    for (std::size_t i = 0; codes != nullptr && i < codes->codes.size(); ++i) {
      auto with = args;
      with[arg.name] = codes->codes[i].code;
      std::string text = texts.text(lang, key, with);
      const auto same = std::find_if(forms.begin(), forms.end(),
                                     [&](const TextForm& form) { return form.text == text; });
      if (same == forms.end())
        forms.push_back(
            {foyer::forms::code_text(*codes, codes->codes[i], "de", texts), std::move(text)});
    }
  }
  if (forms.size() > 1)
    forms.front().when = "sonst";
  return forms;
}

std::string type_in_words(const forms::Field& field) {
  using forms::FieldType;
  const std::string up_to = " bis " + std::to_string(field.max_length) + " Zeichen";
  switch (field.type) {
  case FieldType::text: return "Text" + up_to;
  case FieldType::name: return "Name" + up_to;
  case FieldType::date: return "Datum";
  case FieldType::partial_date: return "Datum, auch nur Monat oder Jahr";
  case FieldType::boolean: return "Ja oder Nein";
  case FieldType::integer:
    return "ganze Zahl von " + std::to_string(field.min) + " bis " + std::to_string(field.max);
  case FieldType::euro: return "Betrag in Euro";
  case FieldType::country: return "ein Staat";
  case FieldType::choice: return "eine Auswahl";
  case FieldType::choices: return "mehrere zur Auswahl";
  case FieldType::language: return "eine Sprache";
  case FieldType::phone: return "Telefonnummer";
  case FieldType::email: return "E-Mail-Adresse";
  case FieldType::names: return "mehrere Namen";
  case FieldType::countries: return "mehrere Staaten";
  case FieldType::acknowledgement: return "Bestätigung mit Uhrzeit";
  case FieldType::signature: return "Unterschrift";
  case FieldType::code: return "gescannter Code";
  case FieldType::texts: return "mehrere Texte" + up_to;
  case FieldType::languages: return "mehrere Sprachen";
  case FieldType::iban: return "IBAN";
  }
  return {};
}

std::string requirement_in_words(forms::Requirement requirement) {
  switch (requirement) {
  case forms::Requirement::required: return "Pflicht";
  case forms::Requirement::optional: return "freiwillig";
  case forms::Requirement::soft: return "darf offen bleiben";
  case forms::Requirement::calculated: return "wird berechnet, nur für das Amt";
  }
  return {};
}

std::string severity_in_words(forms::Severity severity) {
  switch (severity) {
  case forms::Severity::error: return "Fehler";
  case forms::Severity::warning: return "Warnung";
  case forms::Severity::notice: return "Hinweis";
  case forms::Severity::hint: return "nur für das Amt";
  }
  return {};
}

std::string tag(forms::Requirement requirement) {
  const bool required = requirement == forms::Requirement::required;
  return std::string("<span class=\"tag") + (required ? " required" : "") + "\">" +
         requirement_in_words(requirement) + "</span>";
}

std::string tag(forms::Severity severity) {
  return "<span class=\"tag " + std::string(forms::name(severity)) + "\">" +
         severity_in_words(severity) + "</span>";
}

std::string legend() {
  using forms::Requirement, forms::Severity;
  const auto line = [](const std::string& left, const char* means, const std::string& right,
                       const char* then) {
    return "<span>" + left + "</span><span>" + means + "</span><span>" + right + "</span><span>" +
           then + "</span>\n";
  };
  return "<div class=\"legend\">" +
         line(tag(Requirement::required), "ohne Antwort geht es nicht weiter", tag(Severity::error),
              "muss geändert werden, ehe es weitergeht") +
         line(tag(Requirement::soft), "fehlt es, steht es als „noch offen“ auf der Quittung",
              tag(Severity::warning), "wird gesagt und hält nicht auf") +
         line(tag(Requirement::optional), "wird nicht vermisst", tag(Severity::notice),
              "zur Kenntnis") +
         line(tag(Requirement::calculated), "aus anderen Antworten", tag(Severity::hint),
              "sieht nur die Sachbearbeitung") +
         "</div>\n";
}

} // namespace foyer::author
