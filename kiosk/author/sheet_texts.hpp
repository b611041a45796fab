// SPDX-License-Identifier: EUPL-1.2
// The texts of an assistant as a reader of paper needs them: every form they can take.
#pragma once

#include <forms/assistant.hpp>
#include <i18n/catalogue.hpp>

#include <string>
#include <utility>
#include <vector>

namespace foyer::author {

// Text as HTML.
std::string escaped(std::string_view text);

// What a key may say: once, or one form for each answer it chooses by ("selbst"), each with when.
struct TextForm {
  std::string when; // empty: always
  std::string text;
};
std::vector<TextForm> forms_of(const forms::Assistant& assistant, const i18n::Catalogue& texts,
                               std::string_view lang, const std::string& key);

// Of a field, in German: "Name bis 120 Zeichen", "eine Auswahl", "ganze Zahl von 0 bis 9".
std::string type_in_words(const forms::Field& field);
std::string requirement_in_words(forms::Requirement requirement);
std::string severity_in_words(forms::Severity severity);

// As a mark: "<span class="tag error">Fehler</span>".
std::string tag(forms::Requirement requirement);
std::string tag(forms::Severity severity);
// What the marks mean.
std::string legend();

} // namespace foyer::author
