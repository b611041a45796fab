// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <pages/text.hpp>

#include <map>

namespace foyer::imaging {

using pages::TextLayer;
using pages::Word;

// Words as operators of PDF: invisible (ISO 32000-1, 9.3.6, mode 3), each as wide and high as its
// box. One for a whole document, whose font /F1 has its characters.
class TextOperators {
 public:
  TextOperators() = default;
  TextOperators(const TextOperators&) = delete;
  TextOperators& operator=(const TextOperators&) = delete;
  ~TextOperators() { codes_.clear(); }

  // For a page so many pixels high, of so many pixels an inch.
  std::string add(const TextLayer& text, int height, int dpi);
  // In the order of their codes, which begin with 1.
  [[nodiscard]] const std::vector<char32_t>& characters() const { return characters_; }

 private:
  // Four hexadecimal digits each.
  std::string codes_of(std::string_view text, std::size_t& count);

  std::map<char32_t, unsigned> codes_;
  std::vector<char32_t> characters_;
};

} // namespace foyer::imaging
