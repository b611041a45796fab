// SPDX-License-Identifier: EUPL-1.2
// One page of the assistant: the heading is the question, below it one group of fields.
// Declarations are the same page with more room for their texts. A repeat's overview has its own.
#include "fields.hpp"
#include "pages.hpp"

#include <algorithm>

namespace foyer::screens {

namespace {

// "Familienname: Bitte ..." but "Wann war das? Bitte ...".
std::string named(const std::string& label, const std::string& error) {
  const bool sentence = label.ends_with("?") || label.ends_with(".") || label.ends_with("؟");
  return label + (sentence ? " " : ": ") + error;
}

void summary_of_errors(Frame& frame, const std::vector<std::size_t>& fields, std::size_t row) {
  if (!frame.state().tried_to_go_on)
    return;
  std::vector<ui::ErrorItem> items;
  for (const auto index : fields) {
    const FieldView view(frame, index, row);
    for (const auto& error : view.errors())
      items.push_back({view.node, named(view.text("label"), error)});
  }
  if (items.empty())
    return;
  ui::error_summary(frame.ui, "errors",
                    frame.text("ui.errors", {{"n", static_cast<std::int64_t>(items.size())}}),
                    items);
  frame.ui.gap(ui::size::group_gap);
}

bool may_hurry(const Frame& frame, std::string_view kind) {
  return kind == "question" && frame.model.evaluation->file_now() && !frame.state().from_check;
}

// The notice that says so stands at this field.
bool tells_to_hurry(const Frame& frame, std::size_t field, std::size_t row) {
  const auto& findings = frame.model.evaluation->field(field, row).findings;
  return std::any_of(findings.begin(), findings.end(),
                     [](const forms::Finding& finding) { return finding.file_now; });
}

// Comes into view together with the notice above it.
void offer_to_hurry(Frame& frame) {
  const float top = frame.ui.column().y;
  if (ui::button(frame.ui, "file_now", frame.text("ui.file_now"), ui::ButtonKind::secondary,
                 ui::Icon::clock))
    frame.say(visit::Hurry{});
  const ui::Rect drawn{frame.ui.column().x, top, frame.ui.column().w, frame.ui.column().y - top};
  ui::must_see(frame.ui, "file_now/offer", drawn, true);
}

void page_of_fields(Frame& frame, std::string_view kind, const forms::Stop& stop) {
  const auto& assistant = *frame.state().draft.assistant();
  const auto heading = assistant.heading_key(stop.page);
  const auto help = heading.substr(0, heading.rfind('.')) + ".help";
  const auto number = stop.in_row() ? row_number(stop.row) : i18n::Args{};
  auto spec = page_of_assistant(frame, stop);
  spec.id = std::string(kind) + "." + assistant.pages[stop.page].id;
  if (stop.in_row())
    spec.id += "." + std::to_string(stop.row);
  spec.question = frame.text(heading, number);
  spec.lead = frame.text_if_any(help, number);
  turn_page(frame, spec.id);
  const auto fields = frame.model.evaluation->fields_on(stop.page, stop.row);
  // The offer stands below the notice; on other pages the bar has it.
  const auto at =
      may_hurry(frame, kind)
          ? std::find_if(fields.begin(), fields.end(),
                         [&](std::size_t field) { return tells_to_hurry(frame, field, stop.row); })
          : fields.end();
  if (may_hurry(frame, kind) && at == fields.end())
    spec.secondary = frame.text("ui.file_now");
  if (frame.begin(spec).secondary)
    frame.say(visit::Hurry{});
  summary_of_errors(frame, fields, stop.row);
  bool first = true;
  for (const auto index : fields) {
    if (!first)
      frame.ui.gap(ui::size::group_gap);
    first = false;
    draw_field(frame, index, stop.row);
    if (at != fields.end() && *at == index && !FieldView(frame, index, stop.row).being_edited())
      offer_to_hurry(frame);
  }
  if (frame.end())
    frame.say(visit::GoOn{});
}

void at_stop(Frame& frame, std::string_view kind) {
  const auto& stop = frame.state().stop;
  if (frame.model.evaluation == nullptr)
    return;
  if (stop.is_overview())
    return overview(frame);
  page_of_fields(frame, kind, stop);
}

} // namespace

// What was typed on another page stays in the draft; its line does not.
void turn_page(Frame& frame, const std::string& id) {
  if (frame.glass.page_id == id)
    return;
  frame.glass.page_id = id;
  frame.glass.forget_lines();
  frame.glass.opened.clear();
  frame.glass.removing.reset();
}

void question(Frame& frame) {
  at_stop(frame, "question");
}

void declaration(Frame& frame) {
  at_stop(frame, "declaration");
}

} // namespace foyer::screens
