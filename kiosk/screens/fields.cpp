// SPDX-License-Identifier: EUPL-1.2
#include "fields.hpp"

#include <forms/input.hpp>
#include <i18n/same_words.hpp>

#include <algorithm>

namespace foyer::screens {

FieldView::FieldView(Frame& frame_, std::size_t index_, std::size_t row_)
    : frame(frame_), index(index_), row(row_),
      field(frame_.state().draft.assistant()->fields[index]),
      state(frame_.model.evaluation->field(index, row)),
      answer(frame_.state().draft.answer(index, row)), id(forms::numbered(field.id, row)),
      node("field." + id) {}

std::string FieldView::key(std::string_view what) const {
  return "field." + field.id + "." + std::string(what);
}

std::string FieldView::text(std::string_view what) const {
  return frame.text(key(what), row_number(row));
}
std::string FieldView::german(std::string_view what) const {
  return frame.german(key(what), row_number(row));
}
std::string FieldView::text_if_any(std::string_view what) const {
  return frame.model.texts.german_pattern(key(what)).empty() ? std::string{} : text(what);
}

std::string FieldView::shown() const {
  return forms::shown(field, value(), frame.language(), frame.model.texts,
                      frame.model.evaluation->text_args());
}
std::string FieldView::shown_german() const {
  return frame.beside(shown(),
                      forms::shown(field, value(), i18n::binding_language, frame.model.texts,
                                   frame.model.evaluation->text_args()));
}

bool from_elsewhere(forms::Source source) {
  return source != forms::Source::none && source != forms::Source::user;
}

std::string source_text(const Frame& frame, forms::Source source) {
  if (!from_elsewhere(source))
    return {};
  // Which file of the chip it was is the office's question.
  if (source == forms::Source::chip_dg11 || source == forms::Source::chip_dg12)
    source = forms::Source::chip_dg1;
  return frame.text("ui.source." + std::string(forms::name(source)));
}

std::string FieldView::finding_text(const forms::Finding& finding) const {
  return frame.text(finding.key, finding.args);
}

bool FieldView::being_edited() const {
  return screens::being_edited(frame, node);
}

std::vector<std::string> FieldView::errors() const {
  const bool tried = frame.state().tried_to_go_on;
  std::vector<std::string> out;
  for (const auto& finding : state.findings) {
    if (finding.severity != forms::Severity::error)
      continue;
    // Nobody is corrected in the middle of a word, nor told off for what they have not reached.
    if (!tried && (finding.key.starts_with("check.required") || being_edited()))
      continue;
    out.push_back(finding_text(finding));
  }
  return out;
}

std::vector<forms::Finding> FieldView::remarks() const {
  std::vector<forms::Finding> out;
  for (const auto& finding : state.findings)
    if ((finding.severity == forms::Severity::warning ||
         finding.severity == forms::Severity::notice) &&
        !being_edited())
      out.push_back(finding);
  return out;
}

ui::FieldText FieldView::words() const {
  ui::FieldText words;
  words.label = text("label");
  words.binding = german("label");
  words.help = text_if_any("help");
  if (const auto why = text_if_any("why"); !why.empty())
    words.help += (words.help.empty() ? "" : " ") + why;
  const auto wrong = errors();
  if (!wrong.empty())
    words.error = wrong.front();
  if (answer.original && answer.source == forms::Source::user)
    words.source = frame.text(
        "ui.original", {{"value", isolated(forms::shown(field, answer.original->reveal(),
                                                        frame.language(), frame.model.texts))}});
  else
    words.source = source_text(frame, answer.source);
  words.optional = field.requirement == forms::Requirement::optional;
  words.label_told = asked_by_question();
  return words;
}

bool FieldView::asked_by_question() const {
  const auto fields = frame.model.evaluation->fields_on(field.page, row);
  if (fields.empty() || fields.front() != index ||
      field.requirement == forms::Requirement::optional)
    return false;
  const auto& assistant = *frame.state().draft.assistant();
  return i18n::says_the_same(frame.text(assistant.heading_key(field.page), row_number(row)),
                             text("label"));
}

Line& FieldView::line() const {
  auto [entry, fresh] = frame.glass.lines.try_emplace(node);
  auto& line = entry->second;
  if (fresh || line.stands_for != value()) {
    line.wipe();
    line = {};
    line.stands_for = value();
    // An account is printed, and compared, in groups of four.
    line.text = field.type == forms::FieldType::iban ? shown() : forms::to_input(field, value());
    line.entries = lines_of(line.text);
  }
  return line;
}

void FieldView::set(forms::Value next) const {
  auto& stands_for = line().stands_for; // line() again would write it anew from the old value
  if (!forms::answered(next) && !answer.original) {
    stands_for = std::monostate{};
    return frame.say(visit::ClearAnswer{field.id, row});
  }
  // Emptied, a field read from a card would come back if it were cleared.
  if (!forms::answered(next))
    next = std::monostate{};
  stands_for = next;
  frame.say(visit::SetAnswer{field.id, std::move(next), row});
}

namespace {

void draw_open(const FieldView& view) {
  using forms::FieldType;
  switch (view.field.type) {
  case FieldType::text:
  case FieldType::name:
  case FieldType::phone:
  case FieldType::email:
  case FieldType::integer:
  case FieldType::euro:
  case FieldType::iban:
  case FieldType::code: return draw_typed(view);
  case FieldType::date:
  case FieldType::partial_date: return draw_date(view);
  case FieldType::boolean: return draw_boolean(view);
  case FieldType::choice: return draw_choice(view);
  case FieldType::language: return draw_language(view);
  case FieldType::choices: return draw_choices(view);
  case FieldType::country: return draw_country(view);
  case FieldType::names:
  case FieldType::texts:
  case FieldType::languages:
  case FieldType::countries: return draw_list(view);
  case FieldType::acknowledgement: return draw_acknowledgement(view);
  case FieldType::signature: return draw_signature(view);
  }
}

// Read from the card: not asked again, but every value can be changed.
bool draw_closed(const FieldView& view) {
  if (!from_elsewhere(view.answer.source) || !view.state.answered ||
      view.frame.glass.opened.contains(view.node) || !view.errors().empty())
    return false;
  const auto& frame = view.frame;
  ui::SummaryRow row;
  row.label = view.text("label");
  row.binding = view.german("label");
  row.value = view.shown();
  row.value_binding = view.shown_german();
  row.source = source_text(frame, view.answer.source);
  row.change = frame.text("ui.change");
  if (ui::summary_row(frame.ui, view.node, row))
    view.frame.glass.opened.insert(view.node);
  return true;
}

void draw_skip(const FieldView& view) {
  if (view.field.requirement != forms::Requirement::soft || view.state.seen ||
      view.field.type == forms::FieldType::boolean)
    return; // yes/no has its third answer
  std::string id = "skip." + view.id;
  const bool skipped = view.answer.skipped;
  view.frame.ui.attach(ui::size::row_gap);
  const bool signature = view.field.type == forms::FieldType::signature;
  if (ui::button(view.frame.ui, id,
                 view.frame.text(signature ? "ui.without_signature" : "ui.unknown"),
                 skipped ? ui::ButtonKind::secondary : ui::ButtonKind::quiet,
                 skipped ? ui::Icon::check : ui::Icon::clock)) {
    if (skipped)
      view.frame.say(visit::ClearAnswer{view.field.id, view.row});
    else
      view.frame.say(visit::SkipAnswer{view.field.id, view.row});
  }
  view.frame.ui.gap(ui::size::group_gap);
}

// A warning names what to look at again; a notice only tells, and may name what fits better.
void draw_remarks(const FieldView& view) {
  const auto& frame = view.frame;
  int n = 0;
  for (const auto& finding : view.remarks()) {
    const bool warning = finding.severity == forms::Severity::warning;
    auto text = view.finding_text(finding);
    if (!finding.offer.empty())
      text += "\n" + frame.text("ui.offer",
                                {{"title", frame.text("concern." + finding.offer + ".title")}});
    ui::notice(frame.ui, view.node + (warning ? ".warning." : ".notice.") + std::to_string(n++),
               warning ? ui::Tone::warning : ui::Tone::info,
               frame.text(warning ? "ui.warning" : "ui.notice"), text);
  }
}

} // namespace

void draw_field(Frame& frame, std::size_t index, std::size_t row) {
  const FieldView view(frame, index, row);
  const auto top = frame.ui.column();
  if (!draw_closed(view))
    draw_open(view);
  draw_skip(view);
  // What is asked must have been in view; of a long list its beginning.
  if (!view.state.seen && !view.answer.skipped) {
    const auto bottom = frame.ui.column().y;
    const float most = frame.ui.screen().h / 3;
    ui::must_see(frame.ui, view.node + "/asked",
                 {top.x, top.y, top.w, std::min(bottom - top.y, most)});
  }
  draw_remarks(view);
}

} // namespace foyer::screens
