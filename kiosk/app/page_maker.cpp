// SPDX-License-Identifier: EUPL-1.2
#include "page_maker.hpp"

#include "page_fault.hpp"

#include <pages/edit.hpp>

#include <cmath>
#include <optional>
#include <utility>

namespace foyer::app {

namespace {

using PagePtr = std::shared_ptr<const api::Page>;

struct InkMark : visit::PageMark {
  explicit InkMark(pages::Fingerprint ink_) : ink(std::move(ink_)) {}
  pages::Fingerprint ink;
};

std::vector<const pages::Fingerprint*> prints_of(const Marks& marks) {
  std::vector<const pages::Fingerprint*> prints;
  for (const auto& mark : marks)
    if (const auto* ink = dynamic_cast<const InkMark*>(mark.get()))
      prints.push_back(&ink->ink);
  return prints;
}

int turns_of(const pages::PageCheck& check) {
  return check.turn_is_sure ? check.quarter_turns : 0;
}

std::optional<visit::PageFault> other_paper(pages::PaperKind seen, visit::ExpectedPaper wanted) {
  using enum pages::PaperKind;
  const bool small = seen == card_id1 || seen == passport_page;
  const bool sheet = seen == a5 || seen == a4 || seen == larger;
  if (wanted == visit::ExpectedPaper::card_or_passport && sheet)
    return visit::PageFault::card_wanted;
  if (wanted == visit::ExpectedPaper::sheet && small)
    return visit::PageFault::sheet_wanted;
  return std::nullopt;
}

visit::PageAdvice advice_of(const pages::PageCheck& check, visit::ExpectedPaper expected) {
  using enum visit::PageFault;
  visit::PageAdvice advice;
  const std::pair<bool, visit::PageFault> found[] = {
      {check.looks_empty, empty},     {check.is_cut_off, cut_off}, {check.looks_dark, dark},
      {check.looks_blurred, blurred}, {check.has_glare, glare},    {check.has_shadow, shadow},
      {check.looks_faint, faint}};
  for (const auto& [holds, fault] : found)
    if (holds)
      advice.add(fault);
  // An empty page has no edge that could be trusted.
  if (const auto other = other_paper(check.kind, expected); other && !check.looks_empty)
    advice.add(*other);
  return advice;
}

pages::Rect pixels_of(const visit::PageArea& area, const api::Page& page) {
  const auto low = [](double share, int side) {
    return static_cast<int>(std::floor(share * side));
  };
  const auto high = [](double share, int side) {
    return static_cast<int>(std::ceil(share * side));
  };
  const int x = low(area.x, page.width), y = low(area.y, page.height);
  return {x, y, high(area.x + area.width, page.width) - x,
          high(area.y + area.height, page.height) - y};
}

class Change {
 public:
  Change(const Maker& maker, visit::ScannedPage page) : maker_(maker), page_(std::move(page)) {}

  Result<visit::ScannedPage> operator()(const visit::TurnRight&) {
    FOYER_TRY(page_.page, pages::turned(*page_.page, 1));
    page_.turns = (page_.turns + 1) % 4;
    return std::move(page_);
  }
  Result<visit::ScannedPage> operator()(const visit::ShowWholeSheet&) {
    if (!page_.original)
      return std::move(page_);
    FOYER_TRY(page_.page, pages::turned(*page_.original, page_.turns));
    page_.whole_sheet = true;
    return std::move(page_);
  }
  Result<visit::ScannedPage> operator()(const visit::CutToPaper&) {
    if (!page_.original)
      return std::move(page_);
    FOYER_TRY(const auto made, maker_.worker.prepare(*page_.original, true, {}, maker_.stop));
    if (!made.upright)
      return fail(FailureCode::image_malformed, "outline");
    FOYER_TRY(page_.page, pages::turned(*made.upright, page_.turns - turns_of(made.check)));
    page_.whole_sheet = false;
    return std::move(page_);
  }
  Result<visit::ScannedPage> operator()(const visit::BlackOut& change) {
    std::vector<pages::Rect> rects;
    for (const auto& bar : change.bars)
      rects.push_back(pixels_of(bar, *page_.page));
    FOYER_TRY(page_.page, pages::blacked_out(*page_.page, rects));
    // Neither the uncovered sheet nor its small picture may outlive what was covered.
    page_.original.reset();
    page_.mark.reset();
    page_.blackened = true;
    if (auto print = maker_.worker.fingerprint(*page_.page, maker_.stop))
      page_.mark = std::make_shared<const InkMark>(std::move(*print));
    else
      note_page_fault(print.failure());
    return std::move(page_);
  }

 private:
  const Maker& maker_;
  visit::ScannedPage page_;
};

} // namespace

visit::ScannedPage make_page(const Maker& maker, PagePtr scanned, visit::ExpectedPaper expected,
                             bool by_feeder, const Marks& known) {
  visit::ScannedPage shown{.page = scanned, .advice = {}};
  auto made = maker.worker.prepare(*scanned, !by_feeder, prints_of(known), maker.stop);
  if (!made) {
    note_page_fault(made.failure());
    return shown;
  }
  shown.advice = advice_of(made->check, expected);
  if (made->upright) {
    shown.page = std::move(made->upright);
    shown.turns = turns_of(made->check);
    if (made->check.outline_is_sure) // else nothing was cut that could be shown again
      shown.original = std::move(scanned);
  }
  if (made->print)
    shown.mark = std::make_shared<const InkMark>(std::move(*made->print));
  if (made->known && !made->check.looks_empty)
    shown.advice.add(visit::PageFault::duplicate);
  return shown;
}

Result<visit::ScannedPage> change_page(const Maker& maker, const visit::ScannedPage& page,
                                       const visit::PageChange& change) {
  return std::visit(Change(maker, page), change);
}

} // namespace foyer::app
