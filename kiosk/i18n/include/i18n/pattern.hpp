// SPDX-License-Identifier: EUPL-1.2
// What an ICU MessageFormat pattern is made of: for checks of translations and for pseudo-locales.
// Nothing here is needed to show a text. Pure functions; thread safe.
#pragma once

#include <base/result.hpp>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::i18n {

struct Pattern {
  std::set<std::string> arguments; // all of them, also those inside branches
  // Branches of every {x, select, ...} by argument, without "other".
  std::map<std::string, std::set<std::string>> selections;
  // Plural classes that the language lacks or does not have, in words: "{tage} lacks few, many".
  std::vector<std::string> plural_faults;
};

// `malformed` with ICU's reason. `lang` decides which plural classes whole numbers need.
Result<Pattern> read_pattern(std::string_view lang, std::string_view pattern);

// The classes that whole numbers fall into in `lang`, "other" last: "one", "few", "many", "other".
std::vector<std::string> plural_classes(std::string_view lang);

// The pattern with each piece of text (nothing of ICU's syntax, no argument, no "#") replaced.
// `depth` is 0 outside of branches; `text` has neither braces nor apostrophes of the syntax.
using Rewrite = std::function<std::string(std::string_view text, int depth)>;
Result<std::string> rewrite_pattern(std::string_view pattern, const Rewrite& rewrite);

// The text as readers meet it, for checks of characters and reading direction: each way through the
// branches once, an argument as U+FFFC.
Result<std::vector<std::string>> spelled_out(std::string_view pattern);

// What is wrong with the reading direction of a text that stands among right-to-left ones, by the
// Unicode bidirectional algorithm (UAX 9): paragraph signs, phone and file numbers must keep their
// order. Sentences, empty when all is well.
std::vector<std::string> bidi_faults(std::string_view pattern);

} // namespace foyer::i18n
