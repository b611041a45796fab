// SPDX-License-Identifier: EUPL-1.2
// Everything said, section by section, as it will be filed: the visitor's language and the binding
// German, each with a Change that comes back here.
#include "fields.hpp"
#include "pages.hpp"

#include <forms/input.hpp>

namespace foyer::screens {

namespace {

void answer_row(Frame& frame, std::size_t index) {
  const FieldView view(frame, index);
  const auto in = [&](std::string_view language) {
    return forms::shown(view.field, view.value(), language, frame.model.texts,
                        frame.model.evaluation->text_args());
  };
  ui::SummaryRow row;
  row.label = frame.text(view.key("label"));
  row.binding = frame.german(view.key("label"));
  row.change = frame.text("ui.change");
  if (view.state.answered) {
    row.value = in(frame.language());
    if (view.field.type == forms::FieldType::signature)
      row.value = frame.text("ui.yes");
    else if (!frame.in_german() && in(i18n::binding_language) != row.value)
      row.value_binding = in(i18n::binding_language);
    row.source = source_text(frame, view.answer.source);
  } else {
    row.open = true;
    row.value = frame.text("ui.open");
  }
  if (ui::summary_row(frame.ui, "row." + view.field.id, row))
    frame.say(visit::ChangeAnswer{{view.field.page}});
}

// What nobody said to an optional question is not filed; its page is a Change away all the same.
bool to_show(const Frame& frame, std::size_t field) {
  return frame.model.evaluation->field(field).answered ||
         frame.state().draft.assistant()->fields[field].requirement != forms::Requirement::optional;
}

void section_rows(Frame& frame, std::size_t section) {
  const auto& assistant = *frame.state().draft.assistant();
  std::vector<std::size_t> fields;
  for (const auto page : assistant.sections[section].pages) {
    if (assistant.pages[page].kind != forms::PageKind::questions ||
        assistant.pages[page].repeat != forms::no_repeat ||
        !frame.model.evaluation->page_visible(page))
      continue;
    for (const auto field : frame.model.evaluation->fields_on(page))
      if (to_show(frame, field))
        fields.push_back(field);
  }
  if (fields.empty())
    return;
  const auto id = "section." + assistant.sections[section].id;
  ui::heading(frame.ui, id, frame.text(assistant.section_key(section)));
  ui::begin_card(frame.ui, id + ".card");
  for (const auto field : fields)
    answer_row(frame, field);
  ui::end_card(frame.ui);
  frame.ui.gap(ui::size::group_gap);
}

void paper_rows(Frame& frame) {
  const auto& assistant = *frame.state().draft.assistant();
  const auto& asked = frame.model.evaluation->documents();
  if (asked.empty())
    return;
  ui::heading(frame.ui, "papers", frame.text("visit.check.documents"));
  ui::begin_card(frame.ui, "papers.card");
  for (const auto index : asked) {
    const auto& document = assistant.documents[index];
    const auto key = "doc." + document.id + ".title";
    const auto count = frame.state().draft.pages(document.id);
    ui::SummaryRow row;
    row.label = frame.text(key);
    row.binding = frame.german(key);
    row.value = count > 0 ? frame.text("ui.pages", {{"n", std::int64_t{count}}})
                          : frame.text("visit.check.later");
    row.change = frame.text("ui.change");
    row.open = count == 0;
    if (ui::summary_row(frame.ui, "papers." + document.id, row))
      frame.say(visit::ChangeDocument{index});
  }
  ui::end_card(frame.ui);
  frame.ui.gap(ui::size::group_gap);
}

void open_items(Frame& frame) {
  std::vector<std::string> items;
  for (const auto& item : frame.model.evaluation->open_items())
    items.push_back(frame.text(item.label_key()));
  if (items.empty())
    return;
  ui::heading(frame.ui, "open", frame.text("visit.check.open"));
  ui::paragraph(frame.ui, "open.text", frame.text("visit.check.open_text"), true);
  ui::bullet_list(frame.ui, "open.list", items);
}

} // namespace

void check_answers(Frame& frame) {
  if (frame.model.evaluation == nullptr)
    return;
  ui::PageSpec spec;
  spec.id = "check_answers";
  spec.section = frame.text("visit.check.title");
  spec.progress = 1;
  spec.question = frame.text("visit.check.question");
  spec.lead = frame.text("visit.check.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.check.right");
  const auto happened = frame.begin(spec);
  for (std::size_t s = 0; s < frame.state().draft.assistant()->sections.size(); ++s)
    section_rows(frame, s);
  paper_rows(frame);
  open_items(frame);
  if (happened.primary)
    frame.say(visit::GoOn{});
  frame.end();
}

} // namespace foyer::screens
