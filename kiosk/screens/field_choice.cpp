// SPDX-License-Identifier: EUPL-1.2
// Choices, yes or no, acknowledgements, countries.
#include "fields.hpp"

#include <forms/input.hpp>
#include <i18n/format.hpp>

#include <algorithm>

namespace foyer::screens {

std::vector<ui::Choice> choices_of(const FieldView& view) {
  const auto& frame = view.frame;
  std::vector<ui::Choice> choices;
  const auto& evaluation = *frame.model.evaluation;
  for (const auto* code :
       forms::offered_codes(frame.state().draft, evaluation, view.index, view.row)) {
    const auto& list = *view.field.codes;
    const auto in = [&](std::string_view language) {
      return forms::code_text(list, *code, language, frame.model.texts, evaluation.text_args());
    };
    ui::Choice choice{code->code, in(frame.language()), {}, {}};
    choice.binding = frame.beside(choice.label, in(i18n::binding_language));
    choice.help = frame.text_if_any("code." + list.id + "." + code->code + ".help");
    choices.push_back(std::move(choice));
  }
  return choices;
}

namespace {

void sort_by_name(std::vector<ui::Choice>& choices) {
  std::sort(choices.begin(), choices.end(),
            [](const auto& a, const auto& b) { return a.label < b.label; });
}

} // namespace

const std::vector<ui::Choice>& countries_of(const FieldView& view) {
  auto& known = view.frame.glass.countries;
  const auto key = (view.field.codes != nullptr ? view.field.codes->id : std::string{}) + "/" +
                   view.frame.language();
  auto [entry, fresh] = known.try_emplace(key);
  if (fresh) {
    entry->second = choices_of(view);
    if (!view.frame.in_german())
      sort_by_name(entry->second);
  }
  return entry->second;
}

const std::vector<ui::Choice>& languages_of(const FieldView& view) {
  const auto& frame = view.frame;
  auto [entry, fresh] = view.frame.glass.countries.try_emplace("languages/" + frame.language());
  if (fresh) {
    for (const auto& code : i18n::language_codes()) {
      ui::Choice choice{code, i18n::language_name(frame.language(), code), {}, {}};
      choice.binding =
          frame.beside(choice.label, i18n::language_name(i18n::binding_language, code));
      entry->second.push_back(std::move(choice));
    }
    sort_by_name(entry->second);
  }
  return entry->second;
}

void draw_language(const FieldView& view) {
  const auto* now = std::get_if<std::string>(&view.value());
  std::string code = now != nullptr ? *now : std::string{};
  if (ui::country_picker(view.frame.ui, view.node, view.words(), languages_of(view), code))
    view.set(code);
}

void draw_choice(const FieldView& view) {
  const auto* now = std::get_if<std::string>(&view.value());
  std::string code = now != nullptr ? *now : std::string{};
  const auto choices = choices_of(view);
  if (ui::choice_list(view.frame.ui, view.node, view.words(), choices, code))
    view.set(code);
}

void draw_choices(const FieldView& view) {
  const auto* now = std::get_if<std::vector<std::string>>(&view.value());
  auto codes = now != nullptr ? *now : std::vector<std::string>{};
  auto choices = choices_of(view);
  // What cannot be chosen any more could not be taken back either.
  std::erase_if(codes, [&](const std::string& code) {
    return std::none_of(choices.begin(), choices.end(),
                        [&](const ui::Choice& choice) { return choice.code == code; });
  });
  // "None of these" is an answer, where one need not choose: the empty list.
  const std::string none = "none_of_these";
  const bool may_be_none = view.field.requirement != forms::Requirement::required;
  if (may_be_none) {
    const auto& frame = view.frame;
    choices.push_back({none, frame.text("ui.none_of_these"), frame.german("ui.none_of_these"), {}});
    if (now != nullptr && codes.empty())
      codes.push_back(none);
  }
  const bool was_none = std::find(codes.begin(), codes.end(), none) != codes.end();
  if (!ui::multi_choice(view.frame.ui, view.node, view.words(), choices, codes))
    return;
  const bool is_none = std::find(codes.begin(), codes.end(), none) != codes.end();
  if (is_none && !was_none)
    return view.frame.say(visit::SetAnswer{view.field.id, std::vector<std::string>{}, view.row});
  std::erase(codes, none);
  view.set(codes);
}

void draw_country(const FieldView& view) {
  const auto* now = std::get_if<std::string>(&view.value());
  std::string code = now != nullptr ? *now : std::string{};
  if (ui::country_picker(view.frame.ui, view.node, view.words(), countries_of(view), code))
    view.set(code);
}

void draw_boolean(const FieldView& view) {
  const auto& frame = view.frame;
  const bool soft = view.field.requirement == forms::Requirement::soft;
  ui::YesNoLabels labels{frame.text("ui.yes"),
                         frame.text("ui.no"),
                         soft ? frame.text("ui.unknown") : std::string{},
                         frame.german("ui.yes"),
                         frame.german("ui.no"),
                         soft ? frame.german("ui.unknown") : std::string{}};
  const auto* now = std::get_if<bool>(&view.value());
  auto value = view.answer.skipped ? ui::YesNo::unknown
               : now == nullptr    ? ui::YesNo::unanswered
               : *now              ? ui::YesNo::yes
                                   : ui::YesNo::no;
  if (!ui::yes_no(frame.ui, view.node, view.words(), labels, value))
    return;
  switch (value) {
  case ui::YesNo::yes: return view.set(true);
  case ui::YesNo::no: return view.set(false);
  case ui::YesNo::unknown: return view.frame.say(visit::SkipAnswer{view.field.id, view.row});
  case ui::YesNo::unanswered: return view.frame.say(visit::ClearAnswer{view.field.id, view.row});
  }
}

void draw_acknowledgement(const FieldView& view) {
  const auto& frame = view.frame;
  const auto words = view.words();
  const auto full = view.text_if_any("text");
  if (!full.empty()) {
    ui::paragraph(frame.ui, view.node + ".text", full);
    frame.ui.gap(2 * ui::size::grid);
    german_card(view.frame, view.node + ".text.german", view.german("text"));
  }
  if (!words.help.empty())
    ui::paragraph(frame.ui, view.node + ".help", words.help, true);
  if (!words.error.empty())
    ui::notice(frame.ui, view.node + ".error", ui::Tone::error, words.error);
  const auto* now = std::get_if<bool>(&view.value());
  bool accepted = now != nullptr && *now;
  if (ui::acknowledgement(frame.ui, view.node, words.label, words.binding, accepted,
                          !words.error.empty()))
    view.set(accepted ? forms::Value{true} : forms::Value{});
}

} // namespace foyer::screens
