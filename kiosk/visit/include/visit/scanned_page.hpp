// SPDX-License-Identifier: EUPL-1.2
// A page on its way into an application: what is filed of it, what the scanner gave, what measuring
// it found, and what a visitor may do to it.
#pragma once

#include <api/document_scanner.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace foyer::visit {

// What may be better about a page; the first that holds is told.
enum class PageFault : std::uint8_t {
  empty,        // nothing is on it, as far as can be seen
  cut_off,      // writing goes beyond the edge
  dark,         // the paper itself is too dark
  card_wanted,  // a passport or a card is asked for, a sheet lies there
  sheet_wanted, // the other way round
  duplicate,    // this page is there already
  blurred,
  glare,
  shadow,
  faint
};
inline constexpr std::size_t page_faults = 10;
std::string_view name(PageFault fault); // also the end of its texts' keys

// Advice, never a refusal.
class PageAdvice {
 public:
  void add(PageFault fault) { bits_ = static_cast<std::uint16_t>(bits_ | bit(fault)); }
  void remove(PageFault fault) { bits_ = static_cast<std::uint16_t>(bits_ & ~bit(fault)); }
  [[nodiscard]] bool has(PageFault fault) const { return (bits_ & bit(fault)) != 0; }
  [[nodiscard]] bool none() const { return bits_ == 0; }
  // The one that is told.
  [[nodiscard]] std::optional<PageFault> first() const {
    for (std::size_t i = 0; i < page_faults; ++i)
      if (has(static_cast<PageFault>(i)))
        return static_cast<PageFault>(i);
    return std::nullopt;
  }

 private:
  static std::uint16_t bit(PageFault fault) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(fault));
  }
  std::uint16_t bits_ = 0;
};

// What should lie on the scanner.
enum class ExpectedPaper : std::uint8_t { any, card_or_passport, sheet };

// What a desk tells pages apart by; nobody else looks inside.
struct PageMark {
  virtual ~PageMark() = default;

 protected:
  PageMark() = default;
  PageMark(const PageMark&) = default;
  PageMark& operator=(const PageMark&) = default;
};

struct ScannedPage {
  std::shared_ptr<const api::Page> page; // as it is filed: upright, cut to the paper
  PageAdvice advice;
  // As the scanner gave it, to show the whole sheet again; null: `page` is all there is. Gone once
  // the page is kept, and with the first black bar: what is not filed does not stay.
  std::shared_ptr<const api::Page> original = nullptr;
  bool whole_sheet = false; // `page` shows all the scanner saw
  int turns = 0;            // quarters clockwise from `original` to `page`: 0..3
  std::shared_ptr<const PageMark> mark = nullptr;
  bool blackened = false;
};

// A part of a page, in shares of its width and height: 0..1 from its top left corner.
struct PageArea {
  double x = 0, y = 0, width = 0, height = 0;
  auto operator<=>(const PageArea&) const = default;
};
inline constexpr std::size_t most_bars = 40; // on one page

// What a visitor may do to a page. Pixels are worked on by a desk, not by the visit.
struct TurnRight {}; // by a quarter
struct ShowWholeSheet {};
struct CutToPaper {};
struct BlackOut {
  std::vector<PageArea> bars; // what lies beneath is destroyed
};
using PageChange = std::variant<TurnRight, ShowWholeSheet, CutToPaper, BlackOut>;

} // namespace foyer::visit
