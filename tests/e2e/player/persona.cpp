// SPDX-License-Identifier: EUPL-1.2
#include "persona.hpp"

#include <forms/input.hpp>
#include <i18n/format.hpp>

#include <algorithm>
#include <stdexcept>

namespace foyer::player {

namespace {

std::string unnumbered(const std::string& id) {
  const auto from = id.find('['), to = id.find(']');
  return from == std::string::npos || to == std::string::npos
             ? id
             : id.substr(0, from + 1) + id.substr(to);
}

std::string with_name(const forms::Field& field, const std::string& chosen) {
  using enum forms::FieldType;
  if (field.type == language || field.type == languages)
    return chosen + ":" + i18n::language_name(i18n::binding_language, chosen);
  const auto* known = field.codes != nullptr ? field.codes->find(chosen) : nullptr;
  if (field.type != country && field.type != countries)
    return chosen;
  if (known == nullptr)
    throw std::runtime_error(field.id + ": no such state: " + chosen);
  return chosen + ":" + known->names.at(std::string(i18n::binding_language));
}

std::string typed(const forms::Field& field, const forms::Value& value) {
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    std::string all;
    for (const auto& entry : *list)
      all += (all.empty() ? "" : "\n") + with_name(field, entry);
    return all;
  }
  if (const auto* yes = std::get_if<bool>(&value))
    return *yes ? "ja" : "nein";
  if (field.type == forms::FieldType::signature)
    return "~";
  const auto* text = std::get_if<std::string>(&value);
  auto as_text = forms::to_input(field, value);
  if (field.type == forms::FieldType::euro)
    std::erase(as_text, '.'); // the amounts' keyboard has no key for it
  return text != nullptr && as_text == *text ? with_name(field, *text) : as_text;
}

// Fits the type; whether it fits the assistant's own checks is another matter.
std::string made_up(const forms::Field& field) {
  using enum forms::FieldType;
  switch (field.type) {
  case boolean: return "nein";
  case acknowledgement: return "ja";
  case choice:
  case choices: return ""; // the first that is offered
  case country:
  case countries: return with_name(field, "SYR");
  case language:
  case languages: return with_name(field, "ar");
  case integer: return std::to_string(std::max(field.min, std::int64_t{1}));
  case euro: return "1200";
  case date: return "01.02.2020";
  case partial_date: return "2015";
  case phone: return "091123100";
  case email: return "a.muster@example.org";
  case iban: return "DE89370400440532013000";
  case text: return field.max_length == 5 ? "90403" : field.max_length < 9 ? "12" : "Angabe";
  default: return "Muster";
  }
}

} // namespace

std::optional<std::string> Persona::answer_to(const forms::Field& field, std::size_t row) const {
  if (const auto said = answers.find(forms::numbered(field.id, row)); said != answers.end())
    return said->second;
  if (makes_do && field.requirement == forms::Requirement::required)
    return made_up(field);
  return std::nullopt;
}

std::size_t Persona::rows_of(const forms::Repeat& repeat) const {
  std::size_t rows = makes_do ? repeat.min : 0;
  for (const auto& [id, text] : answers)
    if (id.starts_with(repeat.id + "[")) {
      const auto number = std::stoul(id.substr(repeat.id.size() + 1));
      rows = std::max(rows, static_cast<std::size_t>(number) + 1);
    }
  return rows;
}

Persona persona_of(const author::Person& person, const forms::Assistant& assistant) {
  Persona persona;
  persona.concern = person.assistant;
  persona.papers = person.papers;
  persona.makes_do = true;
  for (const auto& [id, value] : person.answers) {
    const auto field = assistant.find_field(unnumbered(id));
    if (!field)
      throw std::runtime_error(person.name + ": no field " + id);
    if (forms::answered(value))
      persona.answers[id] = typed(assistant.fields[*field], value);
  }
  return persona;
}

Persona oksana() {
  return {.language = "uk",
          .can = "500540",
          .answers = {
              {"karte.grund", "neuer_pass"},
              {"karte.neuer_pass", "ja"},
              {"antrag.fuer", "selbst"},
              // What the card knows is not typed, unless there is no card.
              {"person.familienname", "Kovalenko"},
              {"person.vornamen", "Oksana Mariia"},
              {"person.geburtsdatum", "14.03.1988"},
              {"person.geburtsort", "Kyjiw"},
              {"person.geburtsland", "UKR:Ukraine"},
              {"person.geschlecht", "w"},
              {"person.staatsangehoerigkeiten", "UKR:Ukraine"},
              {"person.groesse", "168"},
              {"person.augenfarbe", "03"},
              {"person.familienstand", "LD"},
              {"adresse.strasse", "Äußere Laufer Gasse"},
              {"adresse.hausnummer", "17a"},
              {"adresse.plz", "90403"},
              {"adresse.ort", "Nürnberg"},
              {"adresse.gemeldet", "ja"},
              {"adresse.ausland_bleibt", "nein"},
              {"kontakt.kanal", "post"},
              {"pass.vorhanden", "ja"},
              {"pass.art", "nationalpass"},
              {"pass.nummer", "FE123456"},
              {"pass.staat", "UKR:Ukraine"},
              {"pass.ausgestellt", "02.09.2026"},
              {"pass.gueltig_bis", "02.09.2036"},
              {"titel.art", "ae"},
              {"titel.gueltig_bis", "31.08.2027"},
              {"titel.erwerb", "erlaubt"},
              {"titel.wohnsitz", "nein"},
              {"titel.abgelehnt", "nein"},
              {"foto.quelle", "terminal"},
              {"foto.finger", "ja"},
              {"abholung.art", "abholung"},
              {"erkl.belehrung", "ja"},
              {"erkl.mitwirkung", "ja"},
              {"erkl.daten", "ja"},
              {"erkl.richtig", "ja"},
              {"erkl.sprache", "ja"},
              {"erkl.unterschrift", "~"},
          }};
}

} // namespace foyer::player
