// SPDX-License-Identifier: EUPL-1.2
// Between what is typed or shown and what is stored.
#pragma once

#include <forms/assistant.hpp>
#include <forms/value.hpp>
#include <i18n/catalogue.hpp>

#include <string>
#include <string_view>

namespace foyer::forms {

// What the visitor typed as the field's value: trimmed, NFC, "25.11.2026" to ISO, "1.234,56" to
// cents, "0911 2310" to "+499112310". Not understood: the text as typed (a finding says so).
// Lists: one entry a line.
Value from_input(const Field& field, std::string_view typed);
// The value as the visitor would type it, for an edit line.
std::string to_input(const Field& field, const Value& value);

// The value in words for reading (check page, receipt): codes by their text, dates the German way,
// Ja/Nein, lists joined by ", " (texts by "; "). Empty when unanswered. With lang "de" it is the
// binding text.
std::string shown(const Field& field, const Value& value, std::string_view lang,
                  const i18n::Catalogue& texts, const i18n::Args& args = {});
// One code in words; states by our German table or ICU.
std::string code_text(const CodeList& list, const Code& code, std::string_view lang,
                      const i18n::Catalogue& texts, const i18n::Args& args = {});

} // namespace foyer::forms
