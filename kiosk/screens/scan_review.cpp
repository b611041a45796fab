// SPDX-License-Identifier: EUPL-1.2
// The page as it will be filed: look at it, keep it, turn it, cut it, black out or scan again.
// Advice never refuses.
#include "pages.hpp"
#include "parts.hpp"

namespace foyer::screens {

namespace {

// What the words beside it say is there.
ui::Icon picture_of(visit::PageFault fault) {
  switch (fault) {
  case visit::PageFault::empty: return ui::Icon::page_empty;
  case visit::PageFault::cut_off: return ui::Icon::page_cut;
  case visit::PageFault::dark: return ui::Icon::page_dark;
  case visit::PageFault::card_wanted: return ui::Icon::document;
  case visit::PageFault::sheet_wanted: return ui::Icon::card;
  case visit::PageFault::duplicate: return ui::Icon::page_double;
  case visit::PageFault::blurred: return ui::Icon::page_blur;
  case visit::PageFault::glare: return ui::Icon::page_glare;
  case visit::PageFault::shadow: return ui::Icon::page_shadow;
  case visit::PageFault::faint: return ui::Icon::page_faint;
  }
  return ui::Icon::warning;
}

// Is its advice how to lay the paper down?
bool is_about_laying(visit::PageFault fault) {
  return fault != visit::PageFault::empty && fault != visit::PageFault::faint;
}

void told(Frame& frame, const visit::PageLook& look) {
  if (look.not_changed)
    ui::notice(frame.ui, "review.not_changed", ui::Tone::warning,
               frame.text("visit.review.not_changed"), frame.text("visit.review.not_changed_text"));
  if (const auto fault = look.page->advice.first()) {
    const auto key = "visit.fault." + std::string(name(*fault));
    const bool into_feeder = visit::only_draws_in(frame.state()) && is_about_laying(*fault);
    ui::notice(frame.ui, "review.fault", ui::Tone::warning, frame.text(key),
               frame.text(into_feeder ? "visit.fault.feeder_text" : key + ".text"), {},
               picture_of(*fault));
  }
}

void tools(Frame& frame, const visit::PageLook& look) {
  const auto& page = *look.page;
  std::vector<ui::RowButton> buttons;
  std::vector<visit::Event> events;
  const auto offer = [&](const char* id, const char* key, ui::Icon icon, visit::Event event) {
    buttons.push_back({id, frame.text(key), icon, !look.changing});
    events.push_back(std::move(event));
  };
  offer("turn", "visit.review.turn", ui::Icon::turn, visit::AskChange{visit::TurnRight{}});
  if (page.original && !page.whole_sheet)
    offer("whole", "visit.review.whole", ui::Icon::whole_sheet,
          visit::AskChange{visit::ShowWholeSheet{}});
  if (page.original && page.whole_sheet)
    offer("cut", "visit.review.cut", ui::Icon::cut, visit::AskChange{visit::CutToPaper{}});
  offer("blacken", "visit.review.blacken", ui::Icon::blacken, visit::BeginBlacken{});
  if (const auto used = ui::button_row(frame.ui, buttons))
    frame.say(std::move(events[*used]));
}

} // namespace

void scan_review(Frame& frame) {
  auto& ui = frame.ui;
  const auto& look = frame.state().look;
  const bool advised = look.page && !look.page->advice.none();
  ui::PageSpec spec;
  spec.id = "scan_review";
  spec.back = frame.text("ui.back");
  spec.primary_icon = ui::Icon::check;
  if (look.kept) {
    spec.question =
        frame.text("visit.document.page", {{"n", static_cast<std::int64_t>(*look.kept + 1)}});
    spec.lead = frame.text("visit.review.kept_lead");
    spec.primary = frame.text("visit.review.done");
  } else {
    spec.question = frame.text("visit.review.question");
    spec.lead = frame.text(advised ? "visit.review.office_looks" : "visit.review.lead");
    spec.primary = frame.text(advised ? "visit.review.keep_so" : "visit.review.keep");
  }
  // Pale writing may well be all there is; of what else is told, another try is better.
  spec.primary_waits = spec.secondary_leads =
      advised && !look.kept && look.page->advice.first() != visit::PageFault::faint;
  if (visit::may_scan(frame.state()))
    spec.secondary = frame.text("visit.review.again");
  spec.primary_enabled = spec.secondary_enabled = !look.changing;
  const auto happened = frame.begin(spec);
  if (look.page)
    large_page(ui,
               {.above =
                    [&] {
                      told(frame, look);
                      tools(frame, look);
                    },
                .picture =
                    [&](float) {
                      ui::scan_preview(ui, "review.page", large_picture(frame, look.page->page),
                                       frame.text("visit.review.picture"), rects_of(look.bars),
                                       look.changing ? frame.text("visit.review.changing") : "");
                    }});
  if (happened.secondary && spec.secondary_enabled)
    frame.say(visit::ScanPage{});
  if (frame.end() && spec.primary_enabled)
    frame.say(visit::KeepPage{});
}

} // namespace foyer::screens
