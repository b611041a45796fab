// SPDX-License-Identifier: EUPL-1.2
// Filed: the number, the moment, the code, the paper, what is open and what happens next.
// Never a word about the legal effect, the fee or a duration (domain catalogue 4.4).
#include "pages.hpp"
#include "parts.hpp"

#include <algorithm>
#include <utility>

namespace foyer::screens {

namespace {

void what_next(Frame& frame, const visit::Receipt& receipt) {
  auto& ui = frame.ui;
  std::vector<std::string> open;
  std::int64_t answers = 0;
  const bool on_paper = frame.state().paper != visit::Paper::failed;
  if (frame.model.evaluation != nullptr)
    for (const auto& item : frame.model.evaluation->open_items()) {
      if (item.kind == forms::OpenItem::Kind::document || !on_paper)
        open.push_back(open_item_text(frame, item));
      else
        ++answers;
    }
  if (answers > 0) // all of them stand on the paper
    open.push_back(frame.text("visit.receipt.open_answers", {{"n", answers}}));
  if (!open.empty()) {
    ui.gap(ui::size::row_gap);
    ui::heading(ui, "receipt.open", frame.text("visit.receipt.open"));
    ui::bullet_list(ui, "receipt.open.list", open);
  }
  ui.gap(ui::size::row_gap);
  ui::heading(ui, "receipt.next", frame.text("receipt.next_steps"));
  std::vector<std::string> next;
  if (receipt.offline)
    next.push_back(frame.text("receipt.stored_offline"));
  for (const auto* key : {"receipt.next.1", "receipt.next.2", "receipt.next.3"})
    next.push_back(frame.text(key));
  ui::bullet_list(ui, "receipt.next.list", next);
  ui.gap(ui::size::row_gap);
  ui::paragraph(ui, "receipt.no_permit", frame.text("receipt.no_permit"), true);
  german_below(frame, "receipt.no_permit.german", frame.german("receipt.no_permit"));
}

} // namespace

void receipt_card(Frame& frame, const visit::Receipt& receipt, std::string_view number_key) {
  auto& ui = frame.ui;
  const std::chrono::local_seconds at{
      (std::chrono::floor<std::chrono::seconds>(receipt.filed_at) + receipt.local_offset)
          .time_since_epoch()};
  const i18n::Args args{{"date", date_dmy(at)}, {"time", clock_hms(at)}};
  ui::begin_card(ui, "receipt.card");
  const auto whole = ui.column();
  const float code = ui.mm(58), apart = ui.mm(8);
  const bool beside = frame.model.receipt_qr != nullptr && whole.w > ui.mm(220) &&
                      ui.text_size() <= ui::TextSize::standard;
  const float room = beside ? whole.w - code - apart : whole.w;
  ui.push_column(ui.mirrored({whole.x, whole.y, room, 0}, whole));
  ui::big_number(ui, "receipt.number", frame.text(number_key), in_groups_of_four(receipt.number));
  ui::paragraph(ui, "receipt.moment", frame.text("visit.receipt.moment", args));
  german_below(frame, "receipt.moment.german", frame.german("visit.receipt.moment", args));
  ui::paragraph(ui, "receipt.qr.text", frame.text("visit.receipt.qr_text"), true);
  float used = ui.pop_column();
  if (frame.model.receipt_qr != nullptr) {
    if (!beside) {
      ui.place(std::exchange(used, 0.f));
      ui.gap(ui::size::grid);
    }
    const auto here = ui.column();
    ui.push_column(ui.mirrored({beside ? whole.right() - code : here.x, here.y, code, 0}, whole));
    ui::qr_code(ui, "receipt.qr", *frame.model.receipt_qr, frame.text("visit.receipt.qr"), 58);
    used = std::max(used, ui.pop_column());
  }
  ui.place(used);
  ui::end_card(ui);
}

void receipt(Frame& frame) {
  const auto& filed = frame.state().receipt;
  if (!filed)
    return;
  ui::PageSpec spec;
  spec.id = "receipt";
  if (const auto& assistant = frame.state().draft.assistant())
    spec.section = frame.text(assistant->title_key());
  spec.question = frame.text("visit.receipt.question");
  spec.primary = frame.text("visit.receipt.done");
  spec.primary_icon = ui::Icon::check;
  spec.primary_waits = frame.state().paper == visit::Paper::printing; // the paper comes first
  (void)frame.begin(spec);
  receipt_card(frame, *filed, "receipt.number");
  frame.ui.gap(ui::size::row_gap);
  paper_state(frame, "receipt.paper",
              {"visit.receipt.printing", "visit.receipt.printed", "visit.receipt.failed_text"});
  what_next(frame, *filed);
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
