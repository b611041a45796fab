// SPDX-License-Identifier: EUPL-1.2
#include "page_maker.hpp"

#include <imaging/fingerprint.hpp>
#include <imaging/page_check.hpp>
#include <imaging/upright.hpp>

#include <cmath>
#include <optional>
#include <utility>

namespace foyer::app {

namespace {

using PagePtr = std::shared_ptr<const api::Page>;

struct InkMark : visit::PageMark {
  explicit InkMark(imaging::Fingerprint ink_) : ink(std::move(ink_)) {}
  imaging::Fingerprint ink;
};

std::shared_ptr<const InkMark> mark_of(const api::Page& page) {
  auto ink = imaging::fingerprint(page);
  return ink ? std::make_shared<const InkMark>(std::move(*ink)) : nullptr;
}

bool is_there(const InkMark& mark, const Marks& known) {
  for (const auto& each : known) {
    const auto* other = dynamic_cast<const InkMark*>(each.get());
    if (other != nullptr && imaging::same_page(mark.ink, other->ink))
      return true;
  }
  return false;
}

int turns_of(const imaging::PageCheck& check) {
  return check.turn_is_sure ? check.quarter_turns : 0;
}

std::optional<visit::PageFault> other_paper(imaging::PaperKind seen, visit::ExpectedPaper wanted) {
  using enum imaging::PaperKind;
  const bool small = seen == card_id1 || seen == passport_page;
  const bool sheet = seen == a5 || seen == a4 || seen == larger;
  if (wanted == visit::ExpectedPaper::card_or_passport && sheet)
    return visit::PageFault::card_wanted;
  if (wanted == visit::ExpectedPaper::sheet && small)
    return visit::PageFault::sheet_wanted;
  return std::nullopt;
}

visit::PageAdvice advice_of(const imaging::PageCheck& check, visit::ExpectedPaper expected) {
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

imaging::Rect pixels_of(const visit::PageArea& area, const api::Page& page) {
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
  explicit Change(visit::ScannedPage page) : page_(std::move(page)) {}

  Result<visit::ScannedPage> operator()(const visit::TurnRight&) {
    FOYER_TRY(page_.page, imaging::turned(*page_.page, 1));
    page_.turns = (page_.turns + 1) % 4;
    return std::move(page_);
  }
  Result<visit::ScannedPage> operator()(const visit::ShowWholeSheet&) {
    if (!page_.original)
      return std::move(page_);
    FOYER_TRY(page_.page, imaging::turned(*page_.original, page_.turns));
    page_.whole_sheet = true;
    return std::move(page_);
  }
  Result<visit::ScannedPage> operator()(const visit::CutToPaper&) {
    if (!page_.original)
      return std::move(page_);
    FOYER_TRY(const auto check, imaging::check_page(*page_.original));
    FOYER_TRY(const auto upright, imaging::make_upright(*page_.original, check));
    FOYER_TRY(page_.page, imaging::turned(*upright, page_.turns - turns_of(check)));
    page_.whole_sheet = false;
    return std::move(page_);
  }
  Result<visit::ScannedPage> operator()(const visit::BlackOut& change) {
    std::vector<imaging::Rect> rects;
    for (const auto& bar : change.bars)
      rects.push_back(pixels_of(bar, *page_.page));
    FOYER_TRY(page_.page, imaging::blacked_out(*page_.page, rects));
    // Neither the uncovered sheet nor its small picture may outlive what was covered.
    page_.original.reset();
    page_.mark = mark_of(*page_.page);
    page_.blackened = true;
    return std::move(page_);
  }

 private:
  visit::ScannedPage page_;
};

} // namespace

visit::ScannedPage make_page(PagePtr scanned, visit::ExpectedPaper expected, bool by_feeder,
                             const Marks& known) {
  visit::ScannedPage made{.page = scanned, .advice = {}};
  auto check = imaging::check_page(*scanned);
  if (!check)
    return made;
  check->outline_is_sure = check->outline_is_sure && !by_feeder;
  made.advice = advice_of(*check, expected);
  if (auto upright = imaging::make_upright(*scanned, *check)) {
    made.page = std::move(*upright);
    made.turns = turns_of(*check);
    if (check->outline_is_sure) // else nothing was cut that could be shown again
      made.original = std::move(scanned);
  }
  if (const auto mark = mark_of(*made.page)) {
    made.mark = mark;
    if (!check->looks_empty && is_there(*mark, known))
      made.advice.add(visit::PageFault::duplicate);
  }
  return made;
}

Result<visit::ScannedPage> change_page(const visit::ScannedPage& page,
                                       const visit::PageChange& change) {
  return std::visit(Change(page), change);
}

} // namespace foyer::app
