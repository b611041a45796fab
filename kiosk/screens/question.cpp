// SPDX-License-Identifier: EUPL-1.2
// One page of the assistant: the heading is the question, below it one group of fields.
// Declarations are the same page with more room for their texts.
#include "fields.hpp"
#include "pages.hpp"

namespace foyer::screens {

namespace {

std::string section_line(const Frame& frame, std::size_t page) {
  const auto& assistant = *frame.state().draft.assistant();
  const auto progress = frame.model.evaluation->progress({page});
  return frame.text("ui.section",
                    {{"section", static_cast<std::int64_t>(progress.section)},
                     {"sections", static_cast<std::int64_t>(progress.sections)},
                     {"title", frame.text(assistant.section_key(assistant.pages[page].section))}});
}

// "Familienname: Bitte ..." but "Wann war das? Bitte ...".
std::string named(const std::string& label, const std::string& error) {
  const bool sentence = label.ends_with("?") || label.ends_with(".") || label.ends_with("؟");
  return label + (sentence ? " " : ": ") + error;
}

void summary_of_errors(Frame& frame, const std::vector<std::size_t>& fields) {
  if (!frame.state().tried_to_go_on)
    return;
  std::vector<ui::ErrorItem> items;
  for (const auto index : fields) {
    const FieldView view(frame, index);
    for (const auto& error : view.errors())
      items.push_back({view.node, named(frame.text(view.key("label")), error)});
  }
  if (items.empty())
    return;
  ui::error_summary(frame.ui, "errors",
                    frame.text("ui.errors", {{"n", static_cast<std::int64_t>(items.size())}}),
                    items);
  frame.ui.gap(ui::size::group_gap);
}

// What was typed on another page stays in the draft; its line does not.
void turn_page(Frame& frame, const std::string& id) {
  if (frame.glass.page_id == id)
    return;
  frame.glass.page_id = id;
  for (auto& [field, line] : frame.glass.lines)
    wipe(line.text);
  frame.glass.lines.clear();
  frame.glass.opened.clear();
}

void page_of_fields(Frame& frame, std::string_view kind) {
  const auto& assistant = *frame.state().draft.assistant();
  const auto number = frame.state().stop.page;
  const auto heading = assistant.heading_key(number);
  const auto help = heading.substr(0, heading.rfind('.')) + ".help";
  const auto progress = frame.model.evaluation->progress(frame.state().stop);
  ui::PageSpec spec;
  spec.id = std::string(kind) + "." + assistant.pages[number].id;
  spec.section = section_line(frame, number);
  spec.progress = progress.sections > 0
                      ? static_cast<float>(progress.section) / static_cast<float>(progress.sections)
                      : -1;
  spec.question = frame.text(heading);
  spec.lead = frame.text_if_any(help);
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("ui.continue");
  turn_page(frame, spec.id);
  const auto happened = frame.begin(spec);
  const auto fields = frame.model.evaluation->fields_on(number);
  summary_of_errors(frame, fields);
  bool first = true;
  for (const auto index : fields) {
    if (!first)
      frame.ui.gap(ui::size::group_gap);
    first = false;
    draw_field(frame, index);
  }
  if (happened.primary)
    frame.say(visit::GoOn{});
  frame.end();
}

} // namespace

void question(Frame& frame) {
  if (frame.model.evaluation != nullptr)
    page_of_fields(frame, "question");
}

void declaration(Frame& frame) {
  if (frame.model.evaluation != nullptr)
    page_of_fields(frame, "declaration");
}

} // namespace foyer::screens
