// SPDX-License-Identifier: EUPL-1.2
// Everything said, section by section, as it will be filed: the visitor's language and the binding
// German, each with a Change that comes back here.
#include "fields.hpp"
#include "pages.hpp"

#include <utility>

namespace foyer::screens {

namespace {

void answer_row(Frame& frame, std::size_t index, std::size_t number) {
  const FieldView view(frame, index, number);
  ui::SummaryRow row;
  row.label = view.text("label");
  row.binding = view.german("label");
  row.change = frame.text("ui.change");
  if (view.state.answered) {
    row.value = view.shown();
    if (view.field.type == forms::FieldType::signature)
      row.value = frame.text("ui.yes");
    else
      row.value_binding = view.shown_german();
    row.source = source_text(frame, view.answer.source);
  } else if (view.state.seen) {
    row.value = frame.text("ui.none_of_these");
    row.value_binding = frame.german("ui.none_of_these");
  } else {
    row.open = true;
    row.value = frame.text("ui.open");
  }
  if (ui::summary_row(frame.ui, "row." + view.id, row))
    frame.say(visit::ChangeAnswer{{view.field.page, view.field.repeat, number}});
}

// What nobody said to an optional question is not filed; its page is a Change away all the same.
std::vector<std::size_t> fields_to_show(const Frame& frame, std::size_t page, std::size_t row) {
  const auto& evaluation = *frame.model.evaluation;
  std::vector<std::size_t> fields;
  if (!evaluation.page_visible(page, row))
    return fields;
  for (const auto field : evaluation.fields_on(page, row))
    if (evaluation.field(field, row).seen ||
        frame.state().draft.assistant()->fields[field].requirement != forms::Requirement::optional)
      fields.push_back(field);
  return fields;
}

// A section's answers in the order of asking: what is asked once on cards, of a repeat the number
// of rows with a way to add and remove, then each row on a card of its own.
class SectionOfAnswers {
 public:
  SectionOfAnswers(Frame& frame, std::size_t section)
      : frame_(frame), assistant_(*frame.state().draft.assistant()), section_(section),
        id_("section." + assistant_.sections[section].id) {}

  void draw() {
    if (assistant_.sections[section_].guidance)
      return; // not filed
    for (const auto page : assistant_.sections[section_].pages) {
      if (assistant_.pages[page].kind != forms::PageKind::questions)
        continue;
      const auto repeat = assistant_.pages[page].repeat;
      if (repeat == forms::no_repeat)
        answers(page, 0);
      else if (assistant_.repeats[repeat].pages.front() == page &&
               frame_.model.evaluation->repeat_visible(repeat))
        rows(repeat);
    }
    close_card();
    if (headed_)
      frame_.ui.gap(ui::size::group_gap);
  }

 private:
  void open_card() {
    if (!headed_)
      ui::heading(frame_.ui, id_, frame_.text(assistant_.section_key(section_)));
    headed_ = true;
    if (!open_)
      ui::begin_card(frame_.ui, id_ + ".card." + std::to_string(cards_++));
    open_ = true;
  }
  void close_card() {
    if (std::exchange(open_, false))
      ui::end_card(frame_.ui);
  }

  void answers(std::size_t page, std::size_t row) {
    for (const auto field : fields_to_show(frame_, page, row)) {
      open_card();
      answer_row(frame_, field, row);
    }
  }

  void rows(std::size_t index) {
    const auto& repeat = assistant_.repeats[index];
    const auto count = frame_.model.evaluation->rows(index);
    open_card();
    const auto heading = assistant_.repeat_key(index, "heading");
    ui::SummaryRow summary;
    summary.label = frame_.text(heading);
    summary.binding = frame_.german(heading);
    summary.value = frame_.text("ui.rows.count", {{"n", static_cast<std::int64_t>(count)}});
    summary.change = frame_.text("ui.change");
    if (ui::summary_row(frame_.ui, "rows." + repeat.id, summary))
      frame_.say(visit::ChangeAnswer{forms::Stop::overview(index)});
    close_card();
    for (std::size_t row = 0; row < count; ++row) {
      open_card();
      title(index, row);
      for (const auto page : repeat.pages)
        answers(page, row);
      close_card();
    }
  }

  void title(std::size_t repeat, std::size_t row) {
    const auto node = "rows." + assistant_.repeats[repeat].id + "." + std::to_string(row);
    ui::heading(frame_.ui, node, row_title(frame_, repeat, row));
    german_below(frame_, node + ".german",
                 frame_.german(assistant_.repeat_key(repeat, "row"), row_number(row)));
  }

  Frame& frame_;
  const forms::Assistant& assistant_;
  std::size_t section_;
  std::string id_;
  int cards_ = 0;
  bool headed_ = false, open_ = false;
};

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
    const auto& cannot = frame.state().draft.cannot(document.id);
    row.value = count > 0                 ? frame.text("ui.pages", {{"n", std::int64_t{count}}})
                : document.min_pages == 0 ? frame.text("visit.document.nothing")
                : cannot                  ? frame.text("visit.document.cannot")
                                          : frame.text("visit.check.later");
    if (count == 0 && cannot && !cannot->reveal().empty())
      row.value += ": " + isolated(cannot->reveal());
    row.change = frame.text("ui.change");
    row.open = count < document.min_pages;
    if (document.sensitive)
      row.source = frame.text("visit.document.sensitive");
    if (ui::summary_row(frame.ui, "papers." + document.id, row))
      frame.say(visit::ChangeDocument{index});
  }
  ui::end_card(frame.ui);
  frame.ui.gap(ui::size::group_gap);
}

void open_items(Frame& frame) {
  std::vector<std::string> items;
  for (const auto& item : frame.model.evaluation->open_items())
    items.push_back(open_item_text(frame, item));
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
  if (frame.state().hurried_from)
    spec.secondary = frame.text("visit.hurry.rest");
  if (frame.begin(spec).secondary)
    frame.say(visit::AnswerRest{});
  if (frame.state().hurried_from)
    ui::notice(frame.ui, "hurry", ui::Tone::info, frame.text("visit.hurry.enough"),
               frame.text("visit.hurry.enough_text"));
  for (std::size_t s = 0; s < frame.state().draft.assistant()->sections.size(); ++s)
    SectionOfAnswers(frame, s).draw();
  paper_rows(frame);
  open_items(frame);
  frame.ui.gap(ui::size::group_gap);
  proof_offer(frame);
  fee_fact(frame, "answers.fee", true);
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
