// SPDX-License-Identifier: EUPL-1.2
// One asked field: its words, its line while it is typed, and its widget by type. In a repeat it
// is the field of one row.
#pragma once

#include "parts.hpp"

namespace foyer::screens {

// A field as it stands in this frame.
class FieldView {
 public:
  FieldView(Frame& frame, std::size_t index, std::size_t row = 0);

  Frame& frame;
  std::size_t index, row;
  const forms::Field& field;
  const forms::FieldState& state;
  const forms::Answer& answer;
  std::string id;   // "person.vornamen", "kinder[0].vornamen"
  std::string node; // "field.<id>"

  [[nodiscard]] const forms::Value& value() const { return answer.value.reveal(); }
  [[nodiscard]] std::string key(std::string_view what) const;
  // Its texts may name the row by number.
  [[nodiscard]] std::string text(std::string_view what) const;
  [[nodiscard]] std::string german(std::string_view what) const;
  [[nodiscard]] std::string text_if_any(std::string_view what) const;
  // The answer in words, and the German beside it where it differs.
  [[nodiscard]] std::string shown() const;
  [[nodiscard]] std::string shown_german() const;
  [[nodiscard]] ui::FieldText words() const;
  // The page's question says its label already, and nothing stands between them.
  [[nodiscard]] bool asked_by_question() const;
  // The line being typed, in step with the draft.
  [[nodiscard]] Line& line() const;
  // Tells the visit; nothing answered clears, so that a required field counts as missing again.
  void set(forms::Value value) const;
  [[nodiscard]] bool being_edited() const;
  // Errors the visitor should read now, in their language.
  [[nodiscard]] std::vector<std::string> errors() const;
  // Warnings and notices.
  [[nodiscard]] std::vector<forms::Finding> remarks() const;
  [[nodiscard]] std::string finding_text(const forms::Finding& finding) const;
};

// Label, widget, findings, "I do not know"; prefilled ones closed, with their source and Change.
void draw_field(Frame& frame, std::size_t index, std::size_t row = 0);

// By type (field_text.cpp, field_date.cpp, field_choice.cpp, field_list.cpp, field_signature.cpp).
void draw_typed(const FieldView& view);
void draw_date(const FieldView& view);
void draw_choice(const FieldView& view);
void draw_choices(const FieldView& view);
void draw_boolean(const FieldView& view);
void draw_country(const FieldView& view);
void draw_list(const FieldView& view);
void draw_acknowledgement(const FieldView& view);
void draw_signature(const FieldView& view);

void draw_language(const FieldView& view);

std::vector<ui::Choice> choices_of(const FieldView& view);
// States or languages to search in, by name in the visitor's language.
const std::vector<ui::Choice>& countries_of(const FieldView& view);
const std::vector<ui::Choice>& languages_of(const FieldView& view);
// "card" sources are shown closed with a chip; what the visitor said is open.
bool from_elsewhere(forms::Source source);
std::string source_text(const Frame& frame, forms::Source source);

} // namespace foyer::screens
