// SPDX-License-Identifier: EUPL-1.2
// Who plays: what this person would answer, by field.
#pragma once

#include <map>
#include <string>

namespace foyer::player {

// Codes for choices (several with commas), "UKR:Ukraine" for states (the name is typed to search),
// "ja"/"nein", and what would be typed for the rest.
struct Persona {
  std::string language;
  std::string can;
  std::map<std::string, std::string, std::less<>> answers;
};

// The invented holder of the specimen card: lost nothing, has a new passport.
Persona oksana();

} // namespace foyer::player
