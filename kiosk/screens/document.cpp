// SPDX-License-Identifier: EUPL-1.2
// One paper to hand in: scan its pages, take one out again, say "later" or "I cannot get this".
#include "pages.hpp"
#include "parts.hpp"

#include <algorithm>

namespace foyer::screens {

namespace {

const forms::Document& current(const Frame& frame) {
  return frame.state().draft.assistant()->documents[frame.state().document];
}

const std::vector<visit::ScannedPage>& pages_of(const Frame& frame, const std::string& id) {
  static const std::vector<visit::ScannedPage> none;
  const auto found = frame.state().papers.find(id);
  return found == frame.state().papers.end() ? none : found->second;
}

constexpr std::int64_t longest_why = 200;
constexpr std::size_t few_pages_left = 3; // from here on the room that is left is told

// How to lay it down, or to put it in.
const char* how(const Frame& frame, forms::PaperKind kind, std::size_t pages) {
  if (visit::only_draws_in(frame.state()))
    return "visit.document.how_feeder";
  switch (kind) {
  case forms::PaperKind::passport: return "visit.document.how_passport";
  case forms::PaperKind::card:
    if (pages < 2)
      return pages == 0 ? "visit.document.how_card" : "visit.document.how_back";
    break;
  case forms::PaperKind::any:
  case forms::PaperKind::identity:
  case forms::PaperKind::finances: break;
  }
  return "visit.document.how";
}

// The same as a picture, for who reads little.
ui::Icon lay(const Frame& frame, forms::PaperKind kind) {
  if (visit::only_draws_in(frame.state()))
    return ui::Icon::stack;
  switch (kind) {
  case forms::PaperKind::passport: return ui::Icon::lay_passport;
  case forms::PaperKind::card:
  case forms::PaperKind::identity: return ui::Icon::lay_card;
  case forms::PaperKind::any:
  case forms::PaperKind::finances: break;
  }
  return ui::Icon::lay_sheet;
}

// How many pages there may be, told before there is no room.
void room_left(Frame& frame, std::size_t pages, std::size_t most) {
  auto& ui = frame.ui;
  if (pages >= most && most > 1)
    return ui::notice(ui, "document.full", ui::Tone::info, frame.text("visit.document.full"),
                      frame.text("visit.document.full_text"));
  if (pages >= most)
    return;
  const bool few = pages > 0 && most - pages <= few_pages_left;
  ui::paragraph(
      ui, "document.range",
      few ? frame.text("visit.document.left", {{"n", static_cast<std::int64_t>(most - pages)}})
          : frame.text("visit.document.range", {{"max", static_cast<std::int64_t>(most)}}),
      true);
}

// Why a paper cannot be had: freely worded, or not at all.
void why_not(Frame& frame, const std::string& said) {
  ui::FieldText words;
  words.label = frame.text("visit.document.cannot_why");
  words.help = frame.text("visit.document.cannot_why_help");
  words.optional = true;
  auto [entry, fresh] = frame.glass.lines.try_emplace("cannot.why");
  if (fresh)
    entry->second.text = said;
  ui::TextOptions options;
  options.max_graphemes = longest_why;
  options.rows = 3;
  options.keyboard = ui::Keyboard::any_script;
  if (!ui::text_field(frame.ui, "cannot.why", words, entry->second.text, options))
    return;
  frame.say(visit::CannotGet{Personal(own_words_of(entry->second.text, longest_why))});
}

struct Box {
  std::string_view node;
  const char *label, *before, *after;
};

bool box(Frame& frame, const Box& box, bool& ticked) {
  return ui::tick_box(frame.ui, box.node,
                      {std::string(box.node), frame.text(box.label), frame.german(box.label),
                       frame.text(ticked ? box.after : box.before)},
                      ticked);
}

void never_here(Frame& frame, const std::string& id) {
  const auto& said = frame.state().draft.cannot(id);
  bool never = said.has_value();
  if (box(frame,
          {"cannot", "visit.document.cannot", "visit.document.cannot_text",
           "visit.document.is_cannot"},
          never)) {
    frame.glass.forget("cannot.why");
    return frame.say(visit::CannotGet{never ? forms::Draft::OwnWords{Personal(std::string{})}
                                            : forms::Draft::OwnWords{}});
  }
  if (said)
    why_not(frame, said->reveal());
}

// What one may say of a paper that is not here: later, or never. Boxes, to be ticked and unticked;
// one of the two at most.
void not_here(Frame& frame, const std::string& id) {
  frame.ui.gap(ui::size::group_gap);
  bool later = frame.state().draft.later(id);
  if (box(frame,
          {"later", "visit.document.later", "visit.document.later_text", "visit.document.is_later"},
          later))
    frame.say(visit::HandInLater{later});
  never_here(frame, id);
}

ui::PageSpec page_of(const Frame& frame, const forms::Document& wanted) {
  const auto title = "doc." + wanted.id + ".title";
  ui::PageSpec spec;
  spec.id = "document." + wanted.id;
  spec.section = document_section(frame);
  spec.question = frame.text(title);
  spec.binding = frame.german(title);
  spec.lead = frame.text_if_any("doc." + wanted.id + ".help");
  spec.back = frame.text("ui.back");
  return spec;
}

// A passport or card, where a feeder would break it.
void refused(Frame& frame, const forms::Document& wanted) {
  auto& ui = frame.ui;
  const auto& draft = frame.state().draft;
  const auto& pages = pages_of(frame, wanted.id); // of a scanner that was here before
  const bool missing = pages.empty() && wanted.min_pages > 0;
  const bool later = missing && !draft.later(wanted.id) && !draft.cannot(wanted.id);
  auto spec = page_of(frame, wanted);
  spec.primary = frame.text(later ? "visit.document.later" : "ui.continue");
  turn_page(frame, spec.id);
  (void)frame.begin(spec);
  ui::notice(ui, "document.refused", ui::Tone::info, frame.text("visit.document.refused"),
             frame.text("visit.document.refused_text"));
  if (!pages.empty())
    scanned_pages(frame, pages);
  if (missing) {
    ui.gap(ui::size::group_gap);
    never_here(frame, wanted.id);
  }
  if (draft.later(wanted.id)) {
    ui.gap(ui::size::row_gap);
    ui::paragraph(ui, "document.is_later", frame.text("visit.document.is_later"), true);
  }
  if (frame.end())
    frame.say(later ? visit::Event{visit::HandInLater{}} : visit::Event{visit::GoOn{}});
}

} // namespace

std::string document_section(const Frame& frame) {
  const auto& asked = frame.model.evaluation->documents();
  const auto here = std::find(asked.begin(), asked.end(), frame.state().document);
  return frame.text("visit.document.section",
                    {{"n", static_cast<std::int64_t>(here - asked.begin() + 1)},
                     {"count", static_cast<std::int64_t>(asked.size())}});
}

void document(Frame& frame) {
  auto& ui = frame.ui;
  const auto& wanted = current(frame);
  if (!visit::may_scan(frame.state()))
    return refused(frame, wanted);
  const auto& pages = pages_of(frame, wanted.id);
  auto spec = page_of(frame, wanted);
  const bool voluntary = wanted.min_pages == 0;
  const bool is_settled =
      frame.state().draft.later(wanted.id) || frame.state().draft.cannot(wanted.id);
  if (!pages.empty() || is_settled)
    spec.primary = frame.text("ui.continue");
  else if (voluntary)
    spec.primary = frame.text("visit.document.nothing");
  const bool first_of_all = spec.primary.empty();
  if (first_of_all) { // before the first page the one thing to do here
    spec.primary = frame.text("visit.document.scan_first");
    spec.primary_icon = ui::Icon::scan;
  }
  // Beside "continue", so that no box moves away under the finger that ticks it.
  const bool scan_in_bar = pages.empty() && is_settled;
  if (scan_in_bar)
    spec.secondary = frame.text("visit.document.scan_first");
  const bool back_side = visit::wants_back(wanted, pages.size());
  spec.primary_waits = back_side;
  turn_page(frame, spec.id);
  if (frame.begin(spec).secondary)
    frame.say(visit::ScanPage{});
  if (wanted.sensitive)
    ui::notice(ui, "document.sensitive", ui::Tone::info, frame.text("visit.document.sensitive"),
               frame.text("visit.document.sensitive_text"));

  if (back_side)
    ui::notice(ui, "document.back", ui::Tone::info, frame.text("visit.document.turn_card"),
               frame.text("visit.document.turn_card_text"), {}, ui::Icon::card_over);
  if (pages.empty()) {
    ui::picture(ui, "document.picture", lay(frame, wanted.kind),
                frame.text("visit.document.none_yet"), picture_mm(ui, 90, 44));
  } else {
    scanned_pages(frame, pages);
  }
  const auto most = static_cast<std::size_t>(wanted.max_pages);
  if (pages.size() < most) {
    ui.gap(ui::size::row_gap);
    ui::paragraph(ui, "document.how", frame.text(how(frame, wanted.kind, pages.size())));
    if (wanted.kind == forms::PaperKind::finances)
      ui::paragraph(ui, "document.blacken", frame.text("visit.document.blacken"));
    room_left(frame, pages.size(), most);
    const auto* scan = pages.empty() ? "visit.document.scan_first"
                       : back_side   ? "visit.document.scan_back"
                                     : "visit.document.scan_next";
    if (!first_of_all && !scan_in_bar &&
        ui::button(ui, "scan", frame.text(scan),
                   back_side ? ui::ButtonKind::primary : ui::ButtonKind::secondary, ui::Icon::scan))
      frame.say(visit::ScanPage{});
    stack_offer(frame, wanted.kind);
  } else {
    room_left(frame, pages.size(), most);
  }
  if (pages.empty() && !voluntary)
    not_here(frame, wanted.id);
  if (frame.end())
    frame.say(first_of_all ? visit::Event{visit::ScanPage{}} : visit::Event{visit::GoOn{}});
}

} // namespace foyer::screens
