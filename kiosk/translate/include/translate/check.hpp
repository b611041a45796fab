// SPDX-License-Identifier: EUPL-1.2
// Is a translation sound, and how far is a language? Pure functions over texts that were read.
#pragma once

#include <translate/texts.hpp>

namespace foyer::translate {

// What is wrong with `words` as a translation of `german`, in sentences: ICU syntax, arguments,
// branches, plural classes, reading direction. Empty when it is sound.
std::vector<std::string> faults(const About& language, std::string_view german,
                                std::string_view words);

struct Finding {
  std::string file, key, sentence;
};
// Every fault of every text of the language that translates the German as it stands; for German
// itself, too. Outdated ones are not looked at: the terminal does not show them.
std::vector<Finding> lint(const Texts& german, const Texts& language);

struct Outdated {
  std::string key, since; // the day on which the German became another
};
struct Report {
  About about;
  std::size_t wanted = 0;  // texts its tier asks for
  std::size_t current = 0; // of these, translated as the German stands
  std::size_t beyond = 0;  // current ones its tier does not ask for
  std::vector<std::string> missing;
  std::vector<Outdated> outdated;
  std::vector<std::string> unmarked; // nobody has said which German they translate
  std::vector<std::string> reviewed; // current and looked at by a person; the rest of current and
                                     // beyond is "machine translated, not reviewed"
};
Report report(const Texts& german, const Texts& language, const std::set<std::string>& interface);

} // namespace foyer::translate
