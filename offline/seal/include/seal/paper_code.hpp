// SPDX-License-Identifier: EUPL-1.2
// The code that stands on paper and nowhere else: of a kept draft, and of a case somebody wants to
// look after. One grammar for both, so that people learn it once.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <string_view>

namespace foyer::seal {

// "7KMQ-2XTP-9D4F-H8WE": 15 characters (75 bits) and a check character, of 32 that cannot be taken
// for each other on paper or over a phone: no I, L, O, U.
class PaperCode {
 public:
  static Result<PaperCode> generate();
  // Forgives case, spaces, hyphens, and O, I, L for 0, 1, 1. `malformed`: not 16 characters, or the
  // check character does not fit; every single wrong character and every swap of neighbours that
  // differ is found.
  static Result<PaperCode> parse(std::string_view text);

  // In groups of four, for paper.
  [[nodiscard]] const Secret& text() const { return text_; }
  // The 16 characters alone, for machines.
  [[nodiscard]] Secret compact() const;
  [[nodiscard]] PaperCode clone() const { return PaperCode(text_.clone()); }

 private:
  explicit PaperCode(Secret text) : text_(std::move(text)) {}
  Secret text_;
};

} // namespace foyer::seal
