// SPDX-License-Identifier: EUPL-1.2
// Sheet: a whole assistant as one printable page of HTML, for the office that releases it: every
// page, field, choice, condition, check, document and declaration, German beside another language.
#pragma once

#include <author/person.hpp>
#include <i18n/catalogue.hpp>

#include <optional>
#include <string>

namespace foyer::author {

struct SheetOptions {
  std::string language = "de";     // beside German; "de" alone is shown once
  forms::Date today;               // of the parameters' values
  const Outcome* person = nullptr; // only what this person meets, with the answers
  std::string person_name;
};

// Complete HTML 5, UTF-8, styles inside, no script, nothing from outside.
std::string sheet(const forms::Assistant& assistant, const i18n::Catalogue& texts,
                  const SheetOptions& options);

// A condition in German words: "Grund der neuen Karte ist „Verlust“ und ...". Fields by their
// labels, codes by their texts; what has no good words stays as it is written.
std::string condition_in_words(const std::string& expression, const forms::Assistant& assistant,
                               const i18n::Catalogue& texts);

} // namespace foyer::author
