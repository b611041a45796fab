// SPDX-License-Identifier: EUPL-1.2
// Value and Answer: what a visitor said to one field, and where it came from.
#pragma once

#include <base/clock.hpp>
#include <base/personal.hpp>
#include <cel/value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::forms {

using cel::Date;

// One field's content. Which alternative a field takes follows from its type:
//   boolean, acknowledgement            bool
//   integer, euro (cents)               int64
//   text, name, date and partial_date (ISO "1990", "1990-05", "1990-05-01"), country (ISO alpha-3
//   or our state code), choice (code), language, phone, email, code, signature (SVG path)   string
//   choices and all lists               list of strings
// A string in a boolean, integer or euro field is what was typed and not understood: it stays in
// the draft, is an error finding, and counts as unanswered in expressions.
using cel::Value;

// False for nothing, the empty text and the empty list.
using cel::answered;

// Who said it (assistants.md §0 rule 5). `answer`: put in from an earlier answer; the visitor has
// seen it and gone on, so it is filed as the visitor's own.
enum class Source : std::uint8_t {
  none,
  eid,
  mrz,
  chip_dg1,
  chip_dg11, // a chip's details about the person
  chip_dg12, // and about the document
  account,
  draft,
  user,
  staff,
  answer
};
// "chip_dg1", as written into the submission.
std::string_view name(Source source);

struct Answer {
  Personal<Value> value;
  Source source = Source::none;
  // What a card or account said before the visitor changed it; never overwritten.
  std::optional<Personal<Value>> original;
  Source original_source = Source::none;
  // The card the value (or the original) was read from proved genuine.
  bool verified = false;
  // "Don't know" or "hand in later": only for soft fields.
  bool skipped = false;
  // When it was said; filed for acknowledgements.
  WallTime at{};

  bool operator==(const Answer&) const = default;
};

} // namespace foyer::forms
