// SPDX-License-Identifier: EUPL-1.2
// Choices, yes or no, acknowledgements, countries.
#include "fields.hpp"

#include <forms/input.hpp>

#include <algorithm>

namespace foyer::screens {

std::vector<ui::Choice> choices_of(const FieldView& view) {
  const auto& frame = view.frame;
  std::vector<ui::Choice> choices;
  if (view.field.type == forms::FieldType::language) {
    for (const auto& known : frame.model.texts.languages())
      choices.push_back({known.code, known.own_name, {}, {}});
    return choices;
  }
  if (view.field.codes == nullptr)
    return choices;
  const auto& list = *view.field.codes;
  const auto& args = frame.model.evaluation->text_args();
  for (const auto& code : list.codes) {
    if (!code.offered)
      continue;
    const auto in = [&](std::string_view language) {
      return forms::code_text(list, code, language, frame.model.texts, args);
    };
    ui::Choice choice{code.code, in(frame.language()), {}, {}};
    if (!frame.in_german())
      choice.binding = in(i18n::binding_language);
    choice.help = frame.text_if_any("code." + list.id + "." + code.code + ".help");
    choices.push_back(std::move(choice));
  }
  return choices;
}

const std::vector<ui::Choice>& countries_of(const FieldView& view) {
  auto& known = view.frame.glass.countries;
  const auto key = (view.field.codes != nullptr ? view.field.codes->id : std::string{}) + "/" +
                   view.frame.language();
  auto [entry, fresh] = known.try_emplace(key);
  if (fresh) {
    entry->second = choices_of(view);
    if (!view.frame.in_german())
      std::sort(entry->second.begin(), entry->second.end(),
                [](const auto& a, const auto& b) { return a.label < b.label; });
  }
  return entry->second;
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
  const auto choices = choices_of(view);
  if (ui::multi_choice(view.frame.ui, view.node, view.words(), choices, codes))
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
  case ui::YesNo::unknown: return view.frame.say(visit::SkipAnswer{view.field.id});
  case ui::YesNo::unanswered: return view.frame.say(visit::ClearAnswer{view.field.id});
  }
}

void draw_acknowledgement(const FieldView& view) {
  const auto& frame = view.frame;
  const auto words = view.words();
  const auto full = frame.text_if_any(view.key("text"));
  if (!full.empty()) {
    ui::paragraph(frame.ui, view.node + ".text", full);
    german_card(view.frame, view.node + ".text.german", frame.german(view.key("text")));
  }
  if (!words.help.empty())
    ui::paragraph(frame.ui, view.node + ".help", words.help, true);
  const auto* now = std::get_if<bool>(&view.value());
  bool accepted = now != nullptr && *now;
  if (ui::acknowledgement(frame.ui, view.node, words.label, words.binding, accepted))
    view.set(accepted ? forms::Value{true} : forms::Value{});
  if (!words.error.empty())
    ui::notice(frame.ui, view.node + ".error", ui::Tone::error, words.error);
}

} // namespace foyer::screens
