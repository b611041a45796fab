// SPDX-License-Identifier: EUPL-1.2
// Who plays: what this person would answer, by field.
#pragma once

#include <author/person.hpp>
#include <forms/assistant.hpp>

#include <map>
#include <optional>
#include <string>

namespace foyer::player {

// What hands type and tap, as text: codes for choices (several one a line), "UKR:Ukraine" for
// states and "ar:Arabisch" for languages (the name is typed to search), "ja"/"nein", and what would
// be typed for the rest; lists one entry a line.
struct Persona {
  std::string concern = "a3";
  std::string language;
  std::string can;
  std::map<std::string, std::string, std::less<>> answers; // of rows by "kinder[0].vornamen"
  std::map<std::string, int> papers;                       // pages to scan by document
  bool makes_do = false; // where it has no answer to what is required, some fitting one is given

  // Nothing: this person does not say.
  [[nodiscard]] std::optional<std::string> answer_to(const forms::Field& field,
                                                     std::size_t row) const;
  [[nodiscard]] std::size_t rows_of(const forms::Repeat& repeat) const;
};

// The invented holder of the specimen card: lost nothing, has a new passport.
Persona oksana();

// Somebody of a file of people (kiosk/author/include/author/person.hpp). What the file leaves out
// is made up by `makes_do`. Throws std::runtime_error for an answer to no field.
Persona persona_of(const author::Person& person, const forms::Assistant& assistant);

} // namespace foyer::player
